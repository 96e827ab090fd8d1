"""The clocks of open steps go with the dossier's: they stand still with it, go on with it, begin anew with it.

What was told of a step stays told: only moments that had not come when the clock stopped are moved. The legal date of
the dossier is never touched here.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.calendar import Calendar
from cases.deadlines import due_at, parse_term
from cases.law import calendar_of
from cases.tables import Dossier, Pause, StepTerm

MOMENTS = ("warn_at", "due_at", "escalate_at")


def stand_still(session: Session, dossier: Dossier) -> None:
    """While the dossier's time does not count nobody is warned about its steps."""
    for term in open_terms(session, dossier):
        term.next_at = None


def go_on(session: Session, dossier: Dossier, pause: Pause, now: datetime) -> None:
    """The pause is over: open steps get the working time they could not be worked on; where the law counts the whole
    term anew, theirs begins anew with it.
    """
    calendar = calendar_of(dossier)
    for term in open_terms(session, dossier):
        if pause.kind == "restart" and term.term and dossier.clock_at is not None:
            _begin_anew(calendar, term, pause.from_at, dossier.clock_at)
        else:
            _shift(calendar, term, pause.from_at, now)
        following = {"running": term.warn_at, "warned": term.due_at, "breached": term.escalate_at}
        term.next_at, term.sort_at = following.get(term.state), term.due_at or term.sort_at
    session.flush()


def _shift(calendar: Calendar, term: StepTerm, paused_at: datetime, now: datetime) -> None:
    """Its moments move by the working time it stood still."""
    stood = calendar.time_between(max(paused_at, term.opened_at), now)
    for moment in MOMENTS:
        at: datetime | None = getattr(term, moment)
        if at is not None and at > paused_at:
            setattr(term, moment, calendar.add_time(at, stood))


def _begin_anew(calendar: Calendar, term: StepTerm, paused_at: datetime, start: datetime) -> None:
    """Its moments lie as far from the new start as they lay from its own; a step that was late before stays late."""
    if term.due_at is None or term.due_at <= paused_at:
        return
    since, before, due = calendar.open_at(term.opened_at), term.due_at, due_at(calendar, parse_term(term.term), start)
    if term.warn_at is not None and term.warn_at > paused_at:
        term.warn_at = min(calendar.add_time(start, calendar.time_between(since, term.warn_at)), due)
    if term.escalate_at is not None:
        term.escalate_at = calendar.add_time(due, calendar.time_between(before, term.escalate_at))
    term.due_at = due


def open_terms(session: Session, dossier: Dossier) -> list[StepTerm]:
    """The rows of the dossier's steps that are in somebody's list."""
    rows = select(StepTerm).where(StepTerm.dossier_id == dossier.id, StepTerm.state != "closed")
    return list(session.scalars(rows))
