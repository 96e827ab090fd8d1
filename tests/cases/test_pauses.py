"""The clock stands still on a ground of the law only, with evidence, one pause at a time, never for too long."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from cases.deskrules import GroundUnknown
from cases.escalation import check_terms
from cases.pauses import EvidenceMissing, NotPaused, PauseNotPossible, PauseTooLong, pause, resume
from cases.people import RoleMissing
from cases.queries import dossier_page
from cases.sweeps import sweep
from cases.tables import Escalation, Pause, StepTerm
from ground.database import transaction
from tests.cases.desk import Desk, local

EVIDENCE = "Công văn số 12/CV-CA ngày 25/8/2026"


def handled(desk: Desk) -> str:
    code = desk.receive()
    desk.walk(code, "tham_dinh")
    return code


def test_a_paused_dossier_moves_its_date_by_the_days_that_did_not_count(desk: Desk) -> None:
    code = handled(desk)
    before = desk.dossier(code).due_at
    (step,) = [row for row in desk.rows(StepTerm, code) if row.state != "closed"]
    desk.do("dung", pause, code, "foreign_verification", EVIDENCE)
    desk.pass_time("3wd")
    assert check_terms(desk.database, desk.clock) == 0
    assert desk.see("dung", dossier_page, code).timing.state == "paused"
    desk.do("dung", resume, code, "Công văn trả lời số 5")
    dossier = desk.dossier(code)
    assert (before, dossier.due_at) == (local("2026-09-04T09:30"), local("2026-09-09T09:30"))
    assert dossier.original_due_at == before
    (row,) = desk.rows(Pause, code)
    assert (row.key, row.paused_by, row.evidence) == (
        "foreign_verification", "dung", f"{EVIDENCE}; Công văn trả lời số 5",
    )  # fmt: skip
    (after,) = [row for row in desk.rows(StepTerm, code) if row.state != "closed"]
    assert step.due_at is not None
    assert after.due_at is not None
    assert after.due_at - step.due_at > timedelta(days=3)
    assert desk.rows(Escalation, code) == []
    names = desk.names(code)
    assert [name for name in names if name in ("paused", "unpaused", "due_date_changed")] == [
        "paused", "unpaused", "due_date_changed",
    ]  # fmt: skip


def test_a_pause_ends_by_itself_when_its_ground_allows_no_more(desk: Desk) -> None:
    code = handled(desk)
    desk.do("dung", pause, code, "other_agency", EVIDENCE)
    desk.pass_time("19wd")
    assert sweep(desk.database, desk.clock) == 0
    desk.pass_time("1wd")
    assert sweep(desk.database, desk.clock) >= 1
    (row,) = desk.rows(Pause, code)
    assert row.until_at == desk.clock.now()
    assert desk.see("dung", dossier_page, code).timing.state in ("in_time", "soon")


def test_what_has_no_ground_no_evidence_or_no_right_is_refused_and_nothing_changes(desk: Desk) -> None:
    code = handled(desk)
    before = (desk.dossier(code).due_at, desk.names(code))
    for ground, evidence, refusal in (
        ("holiday", EVIDENCE, GroundUnknown),
        ("", EVIDENCE, GroundUnknown),
        ("other_agency", "  ", EvidenceMissing),
    ):
        with pytest.raises(refusal):
            desk.do("dung", pause, code, ground, evidence)
    with pytest.raises(RoleMissing):
        desk.do("chi", pause, code, "other_agency", EVIDENCE)
    for until in (desk.clock.now() - timedelta(hours=1), desk.clock.now() + timedelta(days=90)):
        with pytest.raises(PauseTooLong):
            desk.do("dung", pause, code, "other_agency", EVIDENCE, until)
    with pytest.raises(NotPaused):
        desk.do("dung", resume, code)
    assert (desk.dossier(code).due_at, desk.names(code), desk.rows(Pause, code)) == (*before, [])


def test_a_second_pause_at_once_is_refused_by_the_desk_and_by_the_database(desk: Desk) -> None:
    code = handled(desk)
    desk.do("dung", pause, code, "other_agency", EVIDENCE)
    with pytest.raises(PauseNotPossible):
        desk.do("dung", pause, code, "council", EVIDENCE)
    dossier_id, now = desk.dossier(code).id, desk.clock.now()
    for until_at in (None, now - timedelta(hours=1)):
        row = Pause(dossier_id=dossier_id, kind="suspend", ground="x", from_at=now, until_at=until_at)
        with pytest.raises(IntegrityError), transaction(desk.database) as session:
            session.add(row)


def test_before_acceptance_there_is_no_clock_to_stop(desk: Desk) -> None:
    code = desk.receive()
    with pytest.raises(PauseNotPossible):
        desk.do("dung", pause, code, "other_agency", EVIDENCE)
