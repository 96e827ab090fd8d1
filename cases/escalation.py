"""A step grows late: a warning, then the breach, then the next one up is told; each once, each a row and an entry.

The legal date of the dossier is never moved by this.
"""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from cases.law import hold, pack_of
from cases.notices import tell_officer
from cases.people import SUPERVISOR, holders_of
from cases.tables import Dossier, Escalation, Officer, StepTerm
from engine import journal
from ground.clock import Clock
from ground.database import reading, transaction

# What the sweep finds a step in -> (the instant that counts, the state it moves to, what is recorded).
STAGES = (
    ("running", "warn_at", "warned", "warning"),
    ("warned", "due_at", "breached", "breach"),
    ("breached", "escalate_at", "escalated", "escalation"),
)
ENTRIES = {"warning": "step_warned", "breach": "step_breached", "escalation": "step_escalated"}
SYSTEM = "system"


def check_terms(database: Engine, clock: Clock, limit: int = 200) -> int:
    """Tell whom it concerns about steps whose moment has come, oldest first; how many steps this worker moved."""
    with reading(database) as session:
        due = (
            select(StepTerm.task_id)
            .where(StepTerm.next_at.is_not(None), StepTerm.next_at <= clock.now())
            .order_by(StepTerm.next_at)
            .limit(limit)
        )
        steps = list(session.scalars(due))
    return sum(_check_one(database, clock, task_id) for task_id in steps)


def _check_one(database: Engine, clock: Clock, task_id: str) -> bool:
    with transaction(database) as session:
        term = session.get(StepTerm, task_id)
        if term is None:
            return False
        dossier = hold(session, session.get_one(Dossier, term.dossier_id))
        term = session.scalar(
            select(StepTerm)
            .where(StepTerm.task_id == task_id, StepTerm.next_at.is_not(None), StepTerm.next_at <= clock.now())
            .with_for_update(skip_locked=True)
            .execution_options(populate_existing=True)
        )
        # Another worker was faster, or the step was completed meanwhile: that is fine.
        return term is not None and advance(session, clock, dossier, term)


def advance(session: Session, clock: Clock, dossier: Dossier, term: StepTerm) -> bool:
    """Take a step through every stage whose moment has come: a worker that was away records each of them, in order."""
    moved = False
    for state, moment, after, kind in STAGES:
        at: datetime | None = getattr(term, moment)
        if term.state == state and at is not None and at <= clock.now():
            term.state, moved = after, True
            _record(session, clock, dossier, term, kind)
    term.next_at = next((getattr(term, moment) for state, moment, _, _ in STAGES if state == term.state), None)
    return moved


def _record(session: Session, clock: Clock, dossier: Dossier, term: StepTerm, kind: str) -> None:
    told = {officer.name: officer for officer in _whom(session, clock, dossier, term, kind)}
    session.add(Escalation(task_id=term.task_id, dossier_id=dossier.id, kind=kind, told=sorted(told), at=clock.now()))
    facts = {"element": term.element, "due_at": term.due_at, "holder": term.assignee, "told": sorted(told)}
    journal.append(session, clock, dossier.instance_id, ENTRIES[kind], term.task_id, SYSTEM, facts)
    for officer in told.values():
        tell_officer(
            session,
            clock,
            dossier,
            officer,
            kind,
            step=term.name,
            due=term.due_at,
            holder=term.assignee or "chưa ai nhận",
        )


def _whom(session: Session, clock: Clock, dossier: Dossier, term: StepTerm, kind: str) -> Iterator[Officer]:
    """A warning goes to whoever has the step, a breach also to the superior, an escalation also to the next one up."""
    yield from _holders(session, clock, dossier, term)
    if kind == "warning":
        return
    superiors = pack_of(dossier).superiors
    first = term.escalate_to or superiors.get(term.role, SUPERVISOR)
    yield from holders_of(session, first, term.unit_id, clock, dossier.procedure)
    if kind == "escalation":
        yield from holders_of(session, superiors.get(first, SUPERVISOR), term.unit_id, clock, dossier.procedure)
        yield from holders_of(session, SUPERVISOR, term.unit_id, clock, dossier.procedure)


def _holders(session: Session, clock: Clock, dossier: Dossier, term: StepTerm) -> list[Officer]:
    if term.assignee is None:
        return holders_of(session, term.role, term.unit_id, clock, dossier.procedure)
    return list(session.scalars(select(Officer).where(Officer.name == term.assignee)))
