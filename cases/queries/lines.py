"""Rows turned into the lines of lists."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.calendar import Calendar
from cases.deadlines import Timing, remaining, step_state
from cases.law import calendar_of, calendar_of_key, portal_status, timing_of
from cases.queries.shapes import DossierLine, TaskLine
from cases.tables import Dossier, Pause, Person, StepTerm, Supplement, Unit
from engine.tables import Task

NONE = Timing("none")


def task_line(term: StepTerm, task: Task, dossier: Dossier, person: Person, now: datetime) -> TaskLine:
    """A step in a list."""
    return TaskLine(
        task_id=task.id, version=task.version, element=term.element, name=term.name, role=term.role, state=task.state,
        assignee=task.assignee or "", opened_at=term.opened_at, step_due_at=term.due_at, step_state=term.state,
        timing=step_timing(calendar_of(dossier), term, now), code=dossier.code, procedure=dossier.procedure,
        procedure_name=dossier.procedure_name, applicant=person.full_name, dossier_state=dossier.state,
        accepted_at=dossier.accepted_at, due_at=dossier.due_at, unit_id=term.unit_id,
    )  # fmt: skip


def step_line(
    session: Session, term: StepTerm, task: Task, dossier_state: str, accepted_at: datetime | None, now: datetime
) -> TaskLine:
    """A step in a list, told by its own row."""
    return TaskLine(
        task_id=term.task_id, version=task.version, element=term.element, name=term.name, role=term.role,
        state=task.state, assignee=term.assignee or "", opened_at=term.opened_at, step_due_at=term.due_at,
        step_state=term.state, timing=line_timing(calendar_of_key(session, term.calendar), term, now), code=term.code,
        procedure=term.procedure, procedure_name=term.procedure_name, applicant=term.applicant,
        dossier_state=dossier_state, accepted_at=accepted_at, due_at=term.dossier_due_at, unit_id=term.unit_id,
        shelf=term.shelf, marks=tuple(term.marks.split()), note=term.note, given_by=term.given_by,
    )  # fmt: skip


def line_timing(calendar: Calendar, term: StepTerm, now: datetime) -> Timing:
    """Where a step of a list stands: by its own date, without one by its dossier's while that is still to be kept."""
    due = term.due_at or (term.dossier_due_at if term.shelf != "return" else None)
    if due is None:
        return NONE
    if term.paused_at is not None and due > term.paused_at:
        return Timing("paused", due, remaining(calendar, due, term.paused_at))
    return step_state(calendar, term.opened_at, due, now, term.soon_at)


def step_timing(calendar: Calendar, term: StepTerm, now: datetime) -> Timing:
    """Where a step stands against its own date."""
    if term.due_at is None:
        return NONE
    return step_state(calendar, term.opened_at, term.due_at, term.closed_at or now, term.warn_at)


def dossier_line(
    dossier: Dossier, person: Person, unit: Unit, pauses: Mapping[str, list[Pause]], now: datetime,
    supplement_until: datetime | None = None,
) -> DossierLine:  # fmt: skip
    """A dossier in a list; `pauses` by dossier id."""
    return DossierLine(
        code=dossier.code, procedure=dossier.procedure, procedure_name=dossier.procedure_name,
        applicant=person.full_name, unit=unit.name, state=dossier.state, portal_status=portal_status(dossier),
        submitted_at=dossier.submitted_at, accepted_at=dossier.accepted_at, due_at=dossier.due_at,
        original_due_at=dossier.original_due_at, timing=timing_of(dossier, pauses.get(dossier.id, ()), now),
        supplement_until=supplement_until,
    )  # fmt: skip


def asked_until(session: Session, ids: Sequence[str]) -> Mapping[str, datetime]:
    """Until when applicants have to bring what was asked of them, by dossier id."""
    if not ids:
        return {}
    is_open = (Supplement.answered_at.is_(None), Supplement.expired_at.is_(None))
    rows = session.execute(
        select(Supplement.dossier_id, Supplement.due_at).where(Supplement.dossier_id.in_(ids), *is_open)
    )
    return {row.dossier_id: row.due_at for row in rows}
