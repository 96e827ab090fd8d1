"""A late step is told about: a warning, the breach, the next one up; each once, whoever looks and however often."""

from concurrent.futures import ThreadPoolExecutor

from cases.escalation import check_terms
from cases.queries import inbox
from cases.queries.shapes import Filters
from cases.tables import Escalation, Notice, StepTerm
from tests.cases.desk import Desk, local

RUNGS = ["step_warned", "step_breached", "step_escalated"]


def rungs(desk: Desk, code: str) -> list[str]:
    return [name for name in desk.names(code) if name in RUNGS]


def test_a_step_has_its_moments_in_working_time(desk: Desk) -> None:
    (step,) = desk.rows(StepTerm, desk.receive())
    assert step.warn_at == local("2026-08-25T13:30")
    assert step.due_at == local("2026-08-25T14:30")
    assert step.escalate_at == local("2026-08-26T09:30")
    assert step.next_at == step.warn_at


def test_each_rung_is_told_once_at_its_moment(desk: Desk) -> None:
    code = desk.receive()
    for moment, told in (
        ("2026-08-25T13:29", 0),
        ("2026-08-25T13:30", 1),
        ("2026-08-25T14:31", 2),
        ("2026-08-26T09:31", 3),
    ):
        desk.clock.move_to(local(moment))
        assert check_terms(desk.database, desk.clock) == (1 if told else 0)
        assert check_terms(desk.database, desk.clock) == 0
        assert rungs(desk, code) == RUNGS[:told]


def test_a_worker_that_was_away_records_every_rung_in_order(desk: Desk) -> None:
    code = desk.receive()
    desk.pass_time("3wd")
    assert check_terms(desk.database, desk.clock) == 1
    assert rungs(desk, code) == RUNGS


def test_a_breach_is_told_to_the_superior_and_an_escalation_up_the_tree(desk: Desk) -> None:
    code = desk.receive()
    desk.pass_time("3wd")
    check_terms(desk.database, desk.clock)
    told = {row.kind: row.told for row in desk.rows(Escalation, code)}
    assert told == {"warning": ["binh"], "breach": ["binh", "giang"], "escalation": ["binh", "giang", "khoa"]}
    desk.work()
    letters = [notice for notice in desk.rows(Notice, code) if notice.kind == "escalation"]
    assert {letter.recipient for letter in letters} == {"binh@example.vn", "giang@example.vn", "khoa@example.vn"}
    assert all(letter.sent_at for letter in letters)


def test_a_completed_step_is_left_alone(desk: Desk) -> None:
    code = desk.receive()
    desk.walk(code)
    desk.pass_time("10wd")
    assert check_terms(desk.database, desk.clock) == 0
    assert rungs(desk, code) == []


def test_a_late_step_never_moves_the_legal_date(desk: Desk) -> None:
    code = desk.receive()
    desk.walk(code, "phan_cong")
    due = desk.dossier(code).due_at
    desk.pass_time("3wd")
    check_terms(desk.database, desk.clock)
    assert desk.dossier(code).due_at == due
    assert desk.see("dung", inbox, Filters(is_late=True)).rows[0].timing.is_late


def test_three_workers_at_once_tell_everything_once(desk: Desk) -> None:
    codes = [desk.receive() for _ in range(8)]
    desk.pass_time("3wd")
    with ThreadPoolExecutor(3) as workers:
        moved = list(workers.map(lambda _: check_terms(desk.database, desk.clock), range(3)))
    assert sum(moved) == len(codes)
    assert all(rungs(desk, code) == RUNGS for code in codes)
