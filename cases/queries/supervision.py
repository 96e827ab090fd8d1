"""The supervisor's board: how many steps are open, soon due, late or standing still, by unit, procedure and officer.

The row of an open step holds all of it, so one pass over the open steps of the units is the whole cost; what was closed
over the years is never looked at.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, case, func, select
from sqlalchemy.orm import Session

from cases.people import SUPERVISOR, lane_units, reach_of
from cases.tables import Officer, StepTerm, Unit
from ground.clock import Clock

NOBODY = "-"


@dataclass(frozen=True, slots=True)
class Load:
    """What lies on one unit, procedure or officer. `key` is the word of the list's address, `-` for nobody's steps."""

    key: str
    name: str
    open: int
    soon: int
    late: int
    paused: int

    @property
    def calm(self) -> int:
        """Neither late nor soon due nor standing still."""
        return self.open - self.soon - self.late - self.paused


@dataclass(frozen=True, slots=True)
class Board:
    """The same steps counted three ways, most late first; `whole` counts them together."""

    whole: Load
    units: tuple[Load, ...]
    procedures: tuple[Load, ...]
    officers: tuple[Load, ...]

    def by(self, what: str) -> tuple[Load, ...]:
        """One of the three tables by its name."""
        tables = {"unit": self.units, "procedure": self.procedures, "holder": self.officers}
        return tables.get(what, self.units)


def overseen(session: Session, clock: Clock, officer: Officer) -> frozenset[str]:
    """The ids of the units an officer supervises, leads or handles in."""
    reach = reach_of(session, officer, clock)
    return reach.get(SUPERVISOR, frozenset()) | lane_units(reach)


def board(session: Session, clock: Clock, officer: Officer) -> Board:
    """The open steps of the officer's units."""
    rows = _counted(session, clock, overseen(session, clock, officer))
    units = {row.id: row for row in session.execute(select(Unit.id, Unit.code, Unit.name))}
    people = {row[0]: row[1] for row in session.execute(select(Officer.name, Officer.full_name))}
    whole = _folded(rows, lambda row: ("", ""))
    return Board(
        whole=whole[0] if whole else Load("", "", 0, 0, 0, 0),
        units=_folded(rows, lambda row: (units[row.unit_id].code, units[row.unit_id].name)),
        procedures=_folded(rows, lambda row: (row.procedure, row.procedure_name)),
        officers=_folded(rows, lambda row: (row.assignee or NOBODY, people.get(row.assignee or "", ""))),
    )


def _counted(session: Session, clock: Clock, units: Iterable[str]) -> list[Row[Any]]:
    now, term = clock.now(), StepTerm
    still = term.paused_at.is_not(None) & (term.sort_at > now)
    late = term.sort_at < now
    soon = (term.sort_at >= now) & (term.soon_at <= now) & ~still
    counts = (func.count().label("open"), _sum(soon, "soon"), _sum(late, "late"), _sum(still, "paused"))
    groups = (term.unit_id, term.procedure, term.procedure_name, term.assignee)
    asked = select(*groups, *counts).where(term.state != "closed", term.unit_id.in_(units)).group_by(*groups)
    return list(session.execute(asked))


def _sum(condition: ColumnElement[bool], name: str) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0)).label(name)


def _folded(rows: Iterable[Row[Any]], group: Callable[[Row[Any]], tuple[str, str]]) -> tuple[Load, ...]:
    sums: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        counts = sums.setdefault(group(row), [0, 0, 0, 0])
        for place, count in enumerate((row.open, row.soon, row.late, row.paused)):
            counts[place] += count
    loads = (Load(key, name, *counts) for (key, name), counts in sums.items())
    return tuple(sorted(loads, key=lambda load: (-load.late, -load.soon, -load.open, load.name)))


LINKS: Mapping[str, Mapping[str, str]] = {
    "open": {}, "soon": {"queue": "soon"}, "late": {"queue": "late"}, "paused": {"mark": "paused"},
}  # fmt: skip
