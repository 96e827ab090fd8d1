"""The one place that turns what the engine did into desk facts, in the same transaction.

Elements entered move the dossier along its table of states; tasks opened and closed open and close step terms.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.corrections import stop
from cases.deadlines import dated, due_at, parse_term, past, share_of
from cases.law import calendar_of
from cases.moves import handed_on_at, move
from cases.procedure import Procedure, procedure_of
from cases.tables import Dossier, StepTerm
from engine import journal
from engine.changes import Changes
from engine.tables import Task
from ground.clock import Clock

DEFAULT_WARN = 0.75
FAR = timedelta(days=365)


def follow(session: Session, clock: Clock, changes: Changes) -> None:
    """Write down for the desk what one engine command did. Nothing to do for a designer's trial run."""
    dossier = dossier_of(session, changes.instance.id)
    if dossier is None:
        return
    # Its process may have been carried to another version: the sheet and the forms of that one hold from now on.
    dossier.definition_id = changes.instance.definition_id
    procedure, stage = procedure_of(session, dossier.definition_id), dossier.state
    for task in changes.carried:
        carry_step(session, dossier, procedure, task)
    for step in changes.entered:
        state = procedure.properties(step.process, step.element).get("dossierState", "")
        if state:
            move(session, clock, dossier, procedure, state, changes.by)
    for task in changes.closed:
        close_step(session, clock, task, stage)
    is_handed_on = stage in ("submitted", "accepted") and dossier.state == "handling"
    for task in changes.opened:
        session.add(step_term(dossier, procedure, task, handed_on_at(dossier) if is_handed_on else None))
    if changes.instance.state == "cancelled":
        stop(session, clock, dossier, procedure, changes.by, changes.reason)
    if changes.instance.state in ("ended", "cancelled"):
        close(session, clock, dossier, changes.by)


def dossier_of(session: Session, instance_id: str) -> Dossier | None:
    """The dossier an instance runs for; the one this session holds already is not asked for again."""
    for row in session.identity_map.values():
        if isinstance(row, Dossier) and row.instance_id == instance_id:
            return row
    return session.scalar(select(Dossier).where(Dossier.instance_id == instance_id))


def step_term(dossier: Dossier, procedure: Procedure, task: Task, from_at: datetime | None = None) -> StepTerm:
    """The row of a step that has just come into somebody's list; without a term of its own it goes by the dossier's
    date. Its time runs from `from_at` where the dossier was handed on late in the day.
    """
    # A step of a process called out of its own bundle is known by what the engine keeps with the task.
    law = {**task.properties, **procedure.properties(task.process, task.element)}
    row = StepTerm(
        task_id=task.id, dossier_id=dossier.id, element=task.element, name=task.name, role=task.role,
        unit_id=unit_of(dossier, procedure, task.role), assignee=task.assignee, term=dated(law.get("term", "")),
        escalate_to=law.get("escalateTo", ""), stage=dossier.state, state="running", opened_at=task.opened_at,
        sort_at=dossier.due_at or task.opened_at + FAR,
    )  # fmt: skip
    if row.term:
        _set_moments(row, dossier, law, from_at)
    if dossier.state == "submitted" and dossier.answer_by_at is not None:
        _answer_by(row, dossier, dossier.answer_by_at)
    return row


def _answer_by(row: StepTerm, dossier: Dossier, until: datetime) -> None:
    """An online dossier has its answer in time, whatever the drawing gives the step (Decree 45/2020)."""
    if row.due_at is None or row.due_at > until:
        calendar = calendar_of(dossier)
        row.due_at = row.sort_at = until
        row.warn_at = row.next_at = share_of(calendar, calendar.open_at(row.opened_at), until, DEFAULT_WARN)


def unit_of(dossier: Dossier, procedure: Procedure, role: str) -> str:
    """In which of the dossier's two units this role is held, as the sheet says; the handling one where it says
    nothing.
    """
    known = procedure.sheet.roles.get(role)
    return dossier.unit_id if known is not None and known.unit == "receiving" else dossier.handling_unit_id


def _set_moments(row: StepTerm, dossier: Dossier, law: Mapping[str, str], from_at: datetime | None) -> None:
    calendar, after = calendar_of(dossier), law.get("escalateAfter", "")
    share = float(law.get("warn", DEFAULT_WARN))
    start = max(calendar.open_at(row.opened_at), from_at or row.opened_at)
    row.due_at = due_at(calendar, parse_term(row.term), start)
    row.warn_at = share_of(calendar, start, row.due_at, share)
    row.escalate_at = past(calendar, row.due_at, parse_term(after)) if after else None
    row.next_at, row.sort_at = row.warn_at, row.due_at


def close_step(session: Session, clock: Clock, task: Task, stage: str) -> None:
    """The step is out of the lists: completed, or no longer needed. `stage`: the dossier's state up to then."""
    row = session.get(StepTerm, task.id)
    if row is not None and row.state != "closed":
        row.state, row.next_at, row.closed_at, row.stage = "closed", None, clock.now(), stage


def carry_step(session: Session, dossier: Dossier, procedure: Procedure, task: Task) -> None:
    """The step goes on under the names of another version of the procedure; its time runs as it was promised."""
    row = session.get(StepTerm, task.id)
    if row is not None:
        row.element, row.name, row.role = task.element, task.name, task.role
        row.unit_id = unit_of(dossier, procedure, task.role)


def close(session: Session, clock: Clock, dossier: Dossier, by: str) -> None:
    """The dossier's process has ended: so has the dossier."""
    if dossier.closed_at is None:
        dossier.closed_at = clock.now()
        facts = {"state": dossier.state}
        journal.append(session, clock, dossier.instance_id, "dossier_closed", dossier.code, by, facts)
