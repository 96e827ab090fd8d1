"""The applicant may take the dossier back while no result is signed."""

from datetime import timedelta

import pytest

from cases.handling import ReasonMissing, WithdrawalTooLate, withdraw
from cases.people import DossierNotFound
from cases.tables import Slip, StepTerm
from ground.errors import Forbidden
from tests.cases.desk import SUPPLEMENT, Desk


@pytest.mark.parametrize("until", ["kiem_tra", "phan_cong", "tham_dinh", "ky_duyet"])
def test_before_the_signature_handling_stops_with_a_notice(desk: Desk, until: str) -> None:
    code = desk.receive()
    desk.walk(code, until)
    desk.clock.advance(timedelta(minutes=1))
    desk.do("binh", withdraw, code, "Không còn nhu cầu.")
    desk.work()
    dossier = desk.dossier(code)
    assert (dossier.state, dossier.reason) == ("stopped", "Không còn nhu cầu.")
    assert dossier.closed_at is not None
    assert desk.rows(Slip, code)[-1].kind == "stop"
    assert {step.state for step in desk.rows(StepTerm, code)} == {"closed"}
    assert [name for name in desk.names(code) if name.startswith("dossier_")][-2:] == [
        "dossier_withdrawn",
        "dossier_closed",
    ]


def test_while_a_supplement_is_awaited(desk: Desk) -> None:
    code = desk.receive()
    desk.complete("binh", code, "kiem_tra", SUPPLEMENT)
    desk.do("binh", withdraw, code, "Thôi.")
    assert desk.dossier(code).state == "stopped"


@pytest.mark.parametrize("until", ["phat_hanh", "tra_ket_qua", ""])
def test_after_the_signature_it_is_too_late(desk: Desk, until: str) -> None:
    code = desk.receive()
    desk.walk(code, until)
    with pytest.raises(WithdrawalTooLate):
        desk.do("binh", withdraw, code, "Muộn rồi.")
    assert desk.dossier(code).withdrawn_at is None


def test_a_reason_is_needed_and_only_the_counter_does_it(desk: Desk) -> None:
    code = desk.receive()
    with pytest.raises(ReasonMissing):
        desk.do("binh", withdraw, code, " ")
    with pytest.raises(Forbidden):
        desk.do("chi", withdraw, code, "x")
    with pytest.raises(DossierNotFound):
        desk.do("en", withdraw, code, "x")


def test_a_result_that_was_to_come_by_post_is_not_collected_any_more(desk: Desk) -> None:
    code = desk.receive(return_way="post")
    desk.walk(code, "phan_cong")
    assert desk.dossier(code).delivery == "registered"
    desk.do("binh", withdraw, code, "Thôi.")
    assert desk.dossier(code).delivery == "cancelled"
