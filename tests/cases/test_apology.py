"""One apology a dossier: drafted the working day before, signed by the head, and the date of the law stands."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from cases.apologies import ApologyNotNeeded, ApologyReasonMissing, ApologyTwice, NewDateNotLater, sign_apology
from cases.people import RoleMissing
from cases.queries import dossier_page
from cases.queries.silence import apologies_waiting
from cases.sweeps import sweep
from cases.tables import Apology, Notice, Slip
from documents.sign import verify
from ground.database import transaction
from tests.cases.desk import GRANT, Desk, local
from tests.documents.conftest import text_of

REASON = "Chờ ý kiến của cơ quan Công an."
NEW = local("2026-09-10T09:30")


def nearly_due(desk: Desk) -> str:
    """Accepted on 25 August at 9:30 with five working days: due on 4 September, to apologise on the 3rd."""
    code = desk.receive()
    desk.walk(code, "tham_dinh")
    desk.clock.move_to(local("2026-09-03T09:31"))
    return code


def test_it_is_drafted_the_working_day_before_and_once(desk: Desk) -> None:
    code = desk.receive()
    desk.walk(code, "tham_dinh")
    desk.clock.move_to(local("2026-09-03T09:29"))
    assert sweep(desk.database, desk.clock) == 0
    desk.clock.move_to(local("2026-09-03T09:31"))
    assert sweep(desk.database, desk.clock) == 1
    assert sweep(desk.database, desk.clock) == 0
    desk.work()
    (apology,) = desk.rows(Apology, code)
    assert (apology.state, apology.due_at) == ("drafted", local("2026-09-04T09:30"))
    assert apology.draft_digest is not None
    draft = text_of(desk.tools.vault.read(apology.draft_digest))
    assert "……/PXL" in draft
    assert "chưa hoàn thành" in draft
    assert [line.code for line in desk.see("giang", apologies_waiting)] == [code]
    assert {notice.recipient for notice in desk.rows(Notice, code) if notice.kind == "apology_drafted"} == {
        "giang@example.vn", "binh@example.vn",
    }  # fmt: skip


def test_signed_it_is_a_numbered_sealed_letter_and_the_dates_of_the_law_stand(desk: Desk) -> None:
    code = nearly_due(desk)
    sweep(desk.database, desk.clock)
    desk.do("giang", sign_apology, code, REASON, NEW)
    desk.work()
    dossier = desk.dossier(code)
    assert dossier.due_at == dossier.original_due_at == local("2026-09-04T09:30")
    assert dossier.promised_at == NEW
    slip = next(row for row in desk.rows(Slip, code) if row.kind == "apology")
    assert (slip.number, slip.made_by) == ("01/PXL", "giang")
    letter = desk.tools.vault.read(slip.digest or "")
    assert len(verify(letter, ()).signatures) == 2
    text = text_of(letter)
    for words in (code, "Chờ ý kiến của cơ quan Công an", "09 giờ 30 phút, ngày 10 tháng 9 năm 2026", "Giang"):
        assert words in text
    assert "apology_issued" in desk.names(code)
    desk.clock.move_to(local("2026-09-08T10:00"))
    assert desk.see("giang", dossier_page, code).timing.is_late


def test_a_second_apology_is_refused_by_the_desk_and_by_the_database(desk: Desk) -> None:
    code = nearly_due(desk)
    desk.do("giang", sign_apology, code, REASON, NEW)
    before = desk.names(code)
    with pytest.raises(ApologyTwice):
        desk.do("giang", sign_apology, code, REASON, NEW + timedelta(days=7))
    assert (desk.names(code), desk.dossier(code).promised_at) == (before, NEW)
    second = {"due_at": NEW, "new_due_at": NEW + timedelta(1), "drafted_at": NEW, "drafted_by": "x", "reason": "x"}
    dossier_id = desk.dossier(code).id
    with pytest.raises(IntegrityError), transaction(desk.database) as session:
        session.add(Apology(dossier_id=dossier_id, **second))


def test_only_the_head_signs_with_a_reason_and_a_later_date_in_working_time(desk: Desk) -> None:
    code = nearly_due(desk)
    with pytest.raises(RoleMissing):
        desk.do("chi", sign_apology, code, REASON, NEW)
    with pytest.raises(ApologyReasonMissing):
        desk.do("giang", sign_apology, code, " ", NEW)
    for new in (local("2026-09-04T09:30"), local("2026-09-06T09:30"), local("2026-09-10T20:00")):
        with pytest.raises(NewDateNotLater):
            desk.do("giang", sign_apology, code, REASON, new)
    assert desk.rows(Apology, code) == []


def test_a_draft_of_a_dossier_that_was_finished_after_all_is_laid_aside(desk: Desk) -> None:
    code = nearly_due(desk)
    sweep(desk.database, desk.clock)
    for by, element, answers in GRANT:
        if element in ("tham_dinh", "tham_tra", "ky_duyet", "phat_hanh"):
            desk.complete(by, code, element, answers)
    assert sweep(desk.database, desk.clock) == 1
    assert sweep(desk.database, desk.clock) == 0
    (apology,) = desk.rows(Apology, code)
    assert apology.state == "needless"
    assert "apology_dropped" in desk.names(code)


def test_a_dossier_that_is_finished_in_time_needs_none(desk: Desk) -> None:
    code = desk.receive()
    desk.walk(code, "tra_ket_qua")
    desk.clock.move_to(local("2026-09-07T10:00"))
    assert sweep(desk.database, desk.clock) == 0
    assert desk.rows(Apology, code) == []
    with pytest.raises(ApologyNotNeeded):
        desk.do("giang", sign_apology, code, REASON, NEW)
