"""Open steps go with the clock of their dossier: they stand still with it, and begin anew where the law counts anew."""

import pytest
from sqlalchemy import select

from cases.escalation import check_terms
from cases.handling import supplement_answered
from cases.moves import move
from cases.procedure import procedure_of
from cases.tables import Dossier, Escalation, StepTerm, Supplement
from ground.database import reading, transaction
from tests.cases.desk import Desk, local

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def paused_beside_an_open_step(desk: Desk) -> tuple[str, StepTerm]:
    """The applicant is asked in one branch while the appraisal lies open in another."""
    code = desk.receive()
    desk.walk(code, "tham_dinh")
    desk.pass_time("2wh")
    before = step(desk, code)
    ask(desk, code)
    return code, before


def ask(desk: Desk, code: str) -> None:
    with transaction(desk.database) as session:
        dossier = session.scalars(select(Dossier).where(Dossier.code == code)).one()
        asked = Supplement(
            dossier_id=dossier.id, ordinal=1, wanted=[{"name": "Giấy kiểm định"}], reason="Thiếu.", asked_by="chi",
            asked_at=desk.clock.now(), due_at=local("2026-09-30T09:30"),
        )  # fmt: skip
        session.add(asked)
        session.flush()
        dossier.supplement_count = 1
        move(session, desk.clock, dossier, procedure_of(session, dossier.definition_id), "supplement", "chi")


def step(desk: Desk, code: str) -> StepTerm:
    with reading(desk.database) as session:
        return session.scalars(
            select(StepTerm)
            .join(Dossier, Dossier.id == StepTerm.dossier_id)
            .where(Dossier.code == code, StepTerm.element == "tham_dinh", StepTerm.state != "closed")
        ).one()


def test_a_waiting_dossier_warns_nobody_about_its_open_steps(desk: Desk) -> None:
    code, _ = paused_beside_an_open_step(desk)
    desk.pass_time("10wd")
    assert check_terms(desk.database, desk.clock) == 0
    assert desk.rows(Escalation, code) == []


def test_where_the_term_begins_anew_so_does_that_of_an_open_step(desk: Desk) -> None:
    code, before = paused_beside_an_open_step(desk)
    desk.pass_time("10wd")
    desk.do("binh", supplement_answered, code, (), "đã nộp")
    after = step(desk, code)
    assert before.due_at is not None
    assert after.due_at is not None
    assert after.due_at > desk.clock.now() > before.due_at
    assert after.next_at == after.warn_at
    assert after.sort_at == after.due_at


def test_a_step_that_was_late_before_stays_late(desk: Desk) -> None:
    code = desk.receive()
    desk.walk(code, "tham_dinh")
    desk.pass_time("4wd")
    check_terms(desk.database, desk.clock)
    before = step(desk, code)
    ask(desk, code)
    desk.pass_time("2wd")
    desk.do("binh", supplement_answered, code, (), "đã nộp")
    after = step(desk, code)
    assert after.due_at == before.due_at
    assert after.state == before.state != "running"


def test_accepted_after_three_the_next_unit_begins_in_the_morning(desk: Desk) -> None:
    desk.clock.move_to(local("2026-08-25T15:30"))
    code = desk.receive()
    desk.complete("binh", code, "kiem_tra", {"outcome": "accepted"})
    (late,) = [row for row in desk.rows(StepTerm, code) if row.element == "phan_cong"]
    assert late.due_at == local("2026-08-26T10:00")
    desk.clock.move_to(local("2026-08-27T14:30"))
    code = desk.receive()
    desk.complete("binh", code, "kiem_tra", {"outcome": "accepted"})
    (early,) = [row for row in desk.rows(StepTerm, code) if row.element == "phan_cong"]
    assert early.due_at == local("2026-08-27T16:30")
