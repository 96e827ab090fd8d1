"""What the indicators will ask is journaled from the first day: channel, tickets, hand-overs, papers, fee, rating."""

from typing import Any

import pytest
from sqlalchemy import select

from cases.intake import AuthorityMissing, IdentityNotReadable, IntakeNotPossible, Submitter
from cases.money import PaymentMissing, PaymentNotPossible, refund, take_payment
from cases.numberbooks import (
    NumberInUse,
    NumberNotGiven,
    NumberReasonMissing,
    book_of,
    cancel_number,
    reserve_number,
)
from cases.people import RoleMissing
from cases.procedure import deploy_bundle
from cases.queries import journal_of
from cases.queries.silence import idle_dossiers
from cases.queueing import TicketNotFound, TicketOutOfOrder, call_ticket, serve_ticket, take_ticket
from cases.ratings import RatedAlready, RatingTooEarly, RatingUnknown, rate
from cases.reception import Applicant
from cases.tables import Notice, StepTerm
from engine.journal import verify as faults
from engine.tables import Entry
from ground.database import reading, transaction
from tests.cases.desk import AN, Desk, local, shipped

# Nothing here asks the database for more than rows: one kind is enough.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def payload(desk: Desk, code: str, name: str) -> dict[str, object]:
    return next(dict(line.payload) for line in desk.see("chi", journal_of, code) if line.name == name)


def test_channel_identity_and_authority_are_in_the_first_entry(desk: Desk) -> None:
    submitter = Submitter("Trần Văn Phúc", "Giấy ủy quyền ngày 20/8/2026", identity="001190000002")
    code = desk.receive(channel="post", post_number="EB123456789VN", submitter=submitter, identified_by="postal")
    told = payload(desk, code, "dossier_submitted")
    assert (told["channel"], told["identified_by"], told["is_represented"]) == ("post", "postal", True)
    assert desk.dossier(code).representative == {
        "full_name": "Trần Văn Phúc", "authority": "Giấy ủy quyền ngày 20/8/2026", "identity": "001190000002",
        "address": "", "phone": "", "email": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"applicant": Applicant("An", identity="000000001")}, IdentityNotReadable),
        ({"applicant": Applicant("An", identity="12 34")}, IdentityNotReadable),
        ({"submitter": Submitter("Phúc", " ")}, AuthorityMissing),
        ({"identified_by": "quen biết"}, IntakeNotPossible),
        ({"return_way": "chim bồ câu"}, IntakeNotPossible),
        ({"sets": 0}, IntakeNotPossible),
    ],
)
def test_what_no_counter_could_write_down_is_refused(
    desk: Desk, changes: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        desk.receive(**changes)


def test_an_online_dossier_is_acknowledged_and_answered_within_eight_working_hours(desk: Desk) -> None:
    desk.clock.move_to(local("2026-08-30T22:00"))
    code = desk.receive(channel="online")
    assert desk.dossier(code).answer_by_at == local("2026-09-03T17:00")
    (letter,) = desk.rows(Notice, code)
    assert "17:00 ngày 03/09/2026" in letter.body
    (step,) = desk.rows(StepTerm, code)
    assert step.due_at is not None
    assert step.due_at <= local("2026-09-03T17:00")


def test_acceptance_enters_the_book_and_the_hand_over_is_electronic(desk: Desk) -> None:
    codes = [desk.receive(), desk.receive()]
    for code in codes:
        desk.complete("binh", code, "kiem_tra", {"outcome": "accepted"})
    rows = [desk.dossier(code) for code in codes]
    assert [row.register_serial for row in rows] == [1, 2]
    assert rows[0].register_volume.endswith("/2026")
    assert payload(desk, codes[0], "dossier_handed_over")["is_electronic"] is True


def test_a_ticket_is_taken_called_and_served_in_that_order(desk: Desk) -> None:
    assert [desk.do("binh", take_ticket).number for _ in range(2)] == [1, 2]
    with pytest.raises(TicketOutOfOrder):
        desk.do("binh", serve_ticket, 1)
    desk.do("binh", call_ticket, 1, "Quầy 3")
    code = desk.receive()
    desk.do("binh", serve_ticket, 1, code)
    with pytest.raises(TicketOutOfOrder):
        desk.do("binh", call_ticket, 1)
    with pytest.raises(TicketNotFound):
        desk.do("binh", call_ticket, 9)
    with pytest.raises(RoleMissing):
        desk.do("chi", take_ticket)
    with reading(desk.database) as session:
        names = session.scalars(select(Entry.name).where(Entry.chain.like("counter:%")).order_by(Entry.seq)).all()
        assert names == ["ticket_taken", "ticket_taken", "ticket_called", "ticket_served"]
        assert faults(session) == []


def test_money_is_taken_up_to_the_fee_under_a_receipt_of_its_own_and_given_back(desk: Desk) -> None:
    bundle = shipped("khai_bao_thiet_bi")
    sheet = bundle.files["khai_bao_thiet_bi.toml"].replace(b"amount = 0", b"amount = 50000")
    with transaction(desk.database) as session:
        deploy_bundle(session, desk.clock, {**bundle.files, "khai_bao_thiet_bi.toml": sheet}, "lam", activate=True)
    code = desk.receive()
    with pytest.raises(PaymentMissing):
        desk.do("binh", refund, code, "Rút hồ sơ.")
    desk.do("binh", take_payment, code, 30_000, "cash", "BL-1")
    for amount, way, receipt in (
        (20_001, "cash", "BL-2"), (0, "cash", "BL-2"), (100, "gold", "BL-2"), (100, "cash", "BL-1"), (1, "cash", " "),
    ):  # fmt: skip
        with pytest.raises(PaymentNotPossible):
            desk.do("binh", take_payment, code, amount, way, receipt)
    desk.do("binh", take_payment, code, 20_000, "online", "BL-2")
    assert desk.dossier(code).payment == "paid"
    assert desk.do("binh", refund, code, "Rút hồ sơ.") == 50_000
    assert desk.dossier(code).payment == "refunded"
    assert [name for name in desk.names(code) if name.startswith("fee_")] == ["fee_paid", "fee_paid", "fee_refunded"]


def test_a_dossier_is_rated_once_and_after_its_end(desk: Desk) -> None:
    code = desk.receive()
    with pytest.raises(RatingTooEarly):
        desk.do("binh", rate, code, "satisfied")
    desk.walk(code)
    with pytest.raises(RatingUnknown):
        desk.do("binh", rate, code, "ok")
    desk.do("binh", rate, code, "very_satisfied", "Nhanh.")
    with pytest.raises(RatedAlready):
        desk.do("binh", rate, code, "unsatisfied")
    assert payload(desk, code, "rated") == {"level": "very_satisfied", "channel": "counter"}


def test_every_number_of_a_book_is_on_a_result_or_explained(desk: Desk) -> None:
    first, second = desk.receive(applicant=AN), desk.receive(applicant=AN)
    desk.walk(first, "tra_ket_qua")
    book = "GXN"
    with pytest.raises(NumberReasonMissing):
        desk.do("hanh", reserve_number, book, " ")
    with pytest.raises(RoleMissing):
        desk.do("chi", reserve_number, book, "Văn bản giấy.")
    desk.do("hanh", reserve_number, book, "Văn bản giấy ký ngoài hệ thống.")
    desk.walk(second, "tra_ket_qua")
    lines = desk.see("hanh", book_of, book, 2026)
    assert [(line.serial, line.kind, line.code) for line in lines] == [
        (1, "issued", first), (2, "reserved", ""), (3, "issued", second),
    ]  # fmt: skip
    assert lines[1].reason == "Văn bản giấy ký ngoài hệ thống."


def test_a_number_is_cancelled_with_a_reason_and_never_given_again(desk: Desk) -> None:
    code = desk.receive(applicant=AN)
    desk.walk(code, "tra_ket_qua")
    desk.do("hanh", reserve_number, "GXN", "Văn bản giấy.")
    desk.do("hanh", cancel_number, "GXN", 2026, 2, "Văn bản giấy không ký nữa.")
    assert desk.do("hanh", reserve_number, "GXN", "Văn bản khác.").serial == 3
    lines = desk.see("hanh", book_of, "GXN", 2026)
    assert [(line.kind, line.reason) for line in lines[1:]] == [
        ("cancelled", "Văn bản giấy không ký nữa."),
        ("reserved", "Văn bản khác."),
    ]
    with pytest.raises(NumberInUse):
        desk.do("hanh", cancel_number, "GXN", 2026, 1, "x")
    with pytest.raises(NumberNotGiven):
        desk.do("hanh", cancel_number, "GXN", 2026, 9, "x")


def test_a_dossier_on_which_nothing_happens_shows_up_in_whatever_state(desk: Desk) -> None:
    quiet, busy = desk.receive(), desk.receive()
    desk.walk(quiet, "tra_ket_qua")
    desk.pass_time("3wd")
    desk.complete("binh", busy, "kiem_tra", {"outcome": "accepted"})
    (line,) = desk.see("binh", idle_dossiers)
    assert (line.code, line.state) == (quiet, "finished")
    assert desk.see("khoa", idle_dossiers) == (line,)
    assert desk.see("en", idle_dossiers) == ()
