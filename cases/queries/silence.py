"""Dossiers on which nothing has happened for a while, in whatever state; late consultations; apologies to be signed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.calendars import calendar_named
from cases.deadlines import latest_start
from cases.editions import pack_in_force
from cases.queries.lately import of_units
from cases.queries.supervision import officer_names, overseen
from cases.tables import Apology, Dossier, Officer
from engine.tables import Entry, Head
from ground.clock import Clock, today

MOST = 200


@dataclass(frozen=True, slots=True)
class IdleLine:
    """A dossier that lies still: since when, and the last thing that happened to it; `last_actor` a full name."""

    code: str
    procedure_name: str
    state: str
    since_at: datetime
    last_fact: str
    last_actor: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class ApologyLine:
    """An apology that waits for its signature; `is_overdue` when the date has passed without one."""

    code: str
    procedure_name: str
    due_at: datetime
    new_due_at: datetime
    reason: str
    is_overdue: bool


def idle_dossiers(session: Session, clock: Clock, officer: Officer, limit: int = MOST) -> tuple[IdleLine, ...]:
    """Open dossiers of the officer's units without a single fact for as long as the rule pack says, longest first."""
    idle_after = pack_in_force(session, today(clock)).desk.idle_after
    before = latest_start(calendar_named(), idle_after, clock.now())
    last = (Entry.chain == Head.chain) & (Entry.seq == Head.seq)
    # Found by what an index of the open ones holds; only those shown are read whole.
    first = (
        select(Dossier.id, Entry.chain, Entry.seq)
        .join(Head, Head.chain == Dossier.instance_id)
        .join(Entry, last)
        # What came in later has had no time to stand still: it is not looked up.
        .where(Dossier.closed_at.is_(None), Dossier.submitted_at <= before, Entry.at <= before)
        .where(of_units(overseen(session, clock, officer)))
        .order_by(Entry.at, Dossier.id)
        .limit(limit)
        .subquery()
    )
    rows = session.execute(
        select(Dossier, Entry)
        .join(first, first.c.id == Dossier.id)
        .join(Entry, (Entry.chain == first.c.chain) & (Entry.seq == first.c.seq))
        .order_by(Entry.at, Dossier.id)
    )
    names = officer_names(session)
    return tuple(
        IdleLine(
            dossier.code, dossier.procedure_name, dossier.state, entry.at, entry.name,
            names.get(entry.actor, entry.actor), dossier.due_at,
        )
        for dossier, entry in rows
    )  # fmt: skip


def apologies_waiting(session: Session, clock: Clock, officer: Officer, limit: int = MOST) -> tuple[ApologyLine, ...]:
    """Drafted and not signed, of dossiers still being handled, the most urgent first."""
    rows = session.execute(
        select(Apology, Dossier)
        .join(Dossier, Dossier.id == Apology.dossier_id)
        .where(Apology.state == "drafted", Dossier.finished_at.is_(None), Dossier.closed_at.is_(None))
        .where(of_units(overseen(session, clock, officer)))
        .order_by(Apology.due_at)
        .limit(limit)
    )
    return tuple(
        ApologyLine(
            dossier.code, dossier.procedure_name, apology.due_at, apology.new_due_at, apology.reason,
            clock.now() > apology.due_at,
        )
        for apology, dossier in rows
    )  # fmt: skip
