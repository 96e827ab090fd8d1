"""The supervisor's board: how many steps are open, soon due, late or standing still, by unit, procedure and officer.

The row of an open step holds all of it, so one pass over the open steps of the units is the whole cost; what was closed
over the years is never looked at.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, case, func, select
from sqlalchemy.orm import Session

from cases.people import SUPERVISOR, lane_units, reach_of
from cases.queries.ahead import A_DAY, days_ahead, midnight, span_of
from cases.tables import Officer, StepTerm, Unit
from ground.clock import Clock

NOBODY = "-"


@dataclass(frozen=True, slots=True)
class Load:
    """What lies on one unit, procedure or officer. `key` is the word of the list's address, `-` for nobody's steps.

    `next` are those that will be late unless they are done by the end of the next working day; `held` those of the
    `paused` that were late before their clock stopped.
    """

    key: str
    name: str
    open: int = 0
    next: int = 0
    soon: int = 0
    late: int = 0
    paused: int = 0
    held: int = 0

    @property
    def still(self) -> int:
        """Standing still and not late."""
        return self.paused - self.held

    @property
    def calm(self) -> int:
        """Neither late nor soon due nor standing still."""
        return self.open - self.soon - self.late - self.still


@dataclass(frozen=True, slots=True)
class DayAhead:
    """A working day, with the days off before it from `since_on`, and how many steps have their date then."""

    since_on: date
    on: date
    count: int

    @property
    def span(self) -> str:
        """As a list's address names these days."""
        return span_of(self.since_on, self.on)


@dataclass(frozen=True, slots=True)
class Board:
    """The same steps counted three ways, most late first; `whole` counts them together; `days` are today and the
    working days after it.
    """

    whole: Load
    units: tuple[Load, ...]
    procedures: tuple[Load, ...]
    officers: tuple[Load, ...]
    days: tuple[DayAhead, ...]

    @property
    def next_on(self) -> date:
        """The working day after today."""
        return self.days[1].on

    def by(self, what: str) -> tuple[Load, ...]:
        """One of the three tables by its name."""
        tables = {"unit": self.units, "procedure": self.procedures, "holder": self.officers}
        return tables.get(what, self.units)

    def link(self, kind: str) -> Mapping[str, str]:
        """What narrows a list to one kind of number."""
        return {"due": span_of(self.days[0].on, self.next_on)} if kind == "next" else LINKS[kind]


def overseen(session: Session, clock: Clock, officer: Officer) -> frozenset[str]:
    """The ids of the units an officer supervises, leads or handles in."""
    reach = reach_of(session, officer, clock)
    return reach.get(SUPERVISOR, frozenset()) | lane_units(reach)


def board(session: Session, clock: Clock, officer: Officer) -> Board:
    """The open steps of the officer's units."""
    overseen_units, days = overseen(session, clock, officer), days_ahead(clock)
    rows = _counted(session, clock, overseen_units, days[1])
    units = {row.id: row for row in session.execute(select(Unit.id, Unit.code, Unit.name))}
    people = officer_names(session)
    whole = _folded(rows, lambda row: ("", ""))
    return Board(
        whole=whole[0] if whole else Load("", ""),
        units=_folded(rows, lambda row: (units[row.unit_id].code, units[row.unit_id].name)),
        procedures=_folded(rows, lambda row: (row.procedure, row.procedure_name)),
        officers=_folded(rows, lambda row: (row.assignee or NOBODY, people.get(row.assignee or "", ""))),
        days=_by_day(session, clock, overseen_units, days),
    )


def officer_names(session: Session) -> Mapping[str, str]:
    """The full names of all officers by the names they log in with."""
    return {row[0]: row[1] for row in session.execute(select(Officer.name, Officer.full_name))}


def _counted(session: Session, clock: Clock, units: Iterable[str], next_on: date) -> list[Row[Any]]:
    now, term = clock.now(), StepTerm
    paused, late = term.paused_at.is_not(None), term.sort_at < now
    ahead = (term.sort_at >= now) & (term.sort_at < midnight(next_on + A_DAY))
    soon = (term.sort_at >= now) & (term.soon_at <= now) & ~paused
    counts = (
        func.count().label("open"), _sum(ahead, "next"), _sum(soon, "soon"), _sum(late, "late"),
        _sum(paused, "paused"), _sum(paused & late, "held"),
    )  # fmt: skip
    groups = (term.unit_id, term.procedure, term.procedure_name, term.assignee)
    asked = select(*groups, *counts).where(term.state != "closed", term.unit_id.in_(units)).group_by(*groups)
    return list(session.execute(asked))


def _by_day(session: Session, clock: Clock, units: Iterable[str], days: Sequence[date]) -> tuple[DayAhead, ...]:
    term, ends = StepTerm, [midnight(on + A_DAY) for on in days]
    place = case(*((term.sort_at < until, at) for at, until in enumerate(ends)))
    rows = session.execute(
        select(place, func.count())
        .where(term.state != "closed", term.unit_id.in_(units), term.sort_at >= clock.now(), term.sort_at < ends[-1])
        .group_by(place)
    )
    counts = {row[0]: row[1] for row in rows}
    since = (days[0], *(on + A_DAY for on in days))
    return tuple(DayAhead(since[at], on, counts.get(at, 0)) for at, on in enumerate(days))


def _sum(condition: ColumnElement[bool], name: str) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0)).label(name)


def _folded(rows: Iterable[Row[Any]], group: Callable[[Row[Any]], tuple[str, str]]) -> tuple[Load, ...]:
    sums: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        counts = sums.setdefault(group(row), [0] * 6)
        for place, count in enumerate((row.open, row.next, row.soon, row.late, row.paused, row.held)):
            counts[place] += count
    loads = (Load(key, name, *counts) for (key, name), counts in sums.items())
    return tuple(sorted(loads, key=lambda load: (-load.late, -load.soon, -load.open, load.name)))


LINKS: Mapping[str, Mapping[str, str]] = {
    "open": {}, "soon": {"queue": "soon"}, "late": {"queue": "late"}, "paused": {"mark": "paused"},
}  # fmt: skip
