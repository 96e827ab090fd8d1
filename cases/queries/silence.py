"""Dossiers on which nothing has happened for a while, in whatever state; late consultations; apologies to be signed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, not_, select
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
# So many are looked at together.
AT_ONCE = 2000


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
    units = overseen(session, clock, officer)
    first = {row.id: row for row in _longest_still(session, before, units, limit)}
    rows = session.execute(
        select(Dossier, Entry)
        .join(Head, Head.chain == Dossier.instance_id)
        .join(Entry, _LAST)
        .where(Dossier.id.in_(first))
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


_LAST = (Entry.chain == Head.chain) & (Entry.seq == Head.seq)


def _longest_still(session: Session, before: datetime, units: Iterable[str], limit: int) -> list[Row[Any]]:
    """Those on which nothing has happened since `before`, the longest still first.

    Nothing happens to a dossier before it is handed in: gone through from the oldest on, the search ends where a
    dossier came in later than the last fact of the last one that would be shown.
    """
    asked = (
        select(Dossier.id, Dossier.submitted_at, Entry.at)
        .join(Head, Head.chain == Dossier.instance_id)
        .join(Entry, _LAST)
        # What came in later has had no time to stand still: it is not looked up.
        .where(Dossier.closed_at.is_(None), Dossier.submitted_at <= before, of_units(units))
        .order_by(Dossier.submitted_at, Dossier.id)
        .limit(AT_ONCE)
    )
    found: list[Row[Any]] = []
    rows = session.execute(asked).all()
    while rows:
        found = sorted([*found, *(row for row in rows if row.at <= before)], key=lambda row: (row.at, row.id))[:limit]
        at, last_id = rows[-1].submitted_at, rows[-1].id
        if len(rows) < AT_ONCE or (len(found) == limit and at > found[-1].at):
            break
        further = not_(and_(Dossier.submitted_at == at, Dossier.id <= last_id))
        rows = session.execute(asked.where(Dossier.submitted_at >= at, further)).all()
    return found


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
