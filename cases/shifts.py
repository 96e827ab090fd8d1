"""What a decision about working time does to open dossiers: which dates it would move, to whose good. Only looks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.calendar import Calendar
from cases.calendars import DEFAULT, Change, calendar_named, is_shipped, with_changes
from cases.deadlines import due_after
from cases.law import calendar_of, life_of
from cases.tables import CalendarDecision, CalendarVersion, Dossier, Pause, Unit
from ground.canonical import canonical, digest

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Shift:
    """A dossier whose date would move. In the applicant's favour when the date comes earlier."""

    dossier_id: str
    instance_id: str
    code: str
    before: datetime
    after: datetime

    @property
    def is_in_favour(self) -> bool:
        return self.after < self.before


@dataclass(frozen=True, slots=True)
class Outlook:
    """What would come of a decision: the new calendars by unit, the dates that would move, and everything else open.

    `digest` names the list of shifts: who applies the decision shows by it that he has seen this very list.
    """

    calendars: Mapping[str, Calendar]
    bases: Mapping[str, str]
    shifts: tuple[Shift, ...]
    untouched: tuple[tuple[str, int, str], ...]

    @property
    def digest(self) -> str:
        """Empty when no date would move: then there is nothing to have seen."""
        lines = [[shift.code, shift.before, shift.after] for shift in self.shifts]
        return digest(canonical(lines))[:16] if lines else ""


def outlook(session: Session, unit_id: str | None, change: Change) -> Outlook:
    """What this change would do in a unit and everything below it, or in the whole house."""
    tree = _Tree.of(session)
    bases, calendars = {}, {}
    for unit in tree.with_own_calendar(unit_id):
        bases[unit.id] = _base(session, tree.calendar_key(unit.id))
        changes = [*_decided(session, tree.chain(unit.id)), (unit_id, change)]
        calendars[unit.id] = with_changes(calendar_named(bases[unit.id]), _nearest_last(changes, tree.chain(unit.id)))
    shifts, untouched = _affected(session, tree, unit_id, calendars)
    return Outlook(calendars, bases, tuple(sorted(shifts, key=lambda each: each.instance_id)), tuple(untouched))


@dataclass(frozen=True, slots=True)
class _Tree:
    """The organisation, held in memory: it is small."""

    units: Mapping[str, Unit]

    @classmethod
    def of(cls, session: Session) -> "_Tree":
        return cls({unit.id: unit for unit in session.scalars(select(Unit))})

    def chain(self, unit_id: str) -> list[str]:
        """The unit and every unit above it, nearest first."""
        found: list[str] = []
        at: str | None = unit_id
        while at is not None and at not in found:
            found.append(at)
            at = self.units[at].parent_id
        return found

    def calendar_key(self, unit_id: str) -> str:
        return next((self.units[each].calendar for each in self.chain(unit_id) if self.units[each].calendar), "")

    def within(self, scope: str | None) -> list[Unit]:
        """Every unit of the scope, by code."""
        inside = (unit for unit in self.units.values() if scope is None or scope in self.chain(unit.id))
        return sorted(inside, key=lambda unit: unit.code)

    def with_own_calendar(self, scope: str | None) -> list[Unit]:
        """Whose calendar has to be made anew: the scope itself (or the roots), and all below that have their own."""
        top = {scope} if scope else {unit.id for unit in self.units.values() if unit.parent_id is None}
        return [unit for unit in self.within(scope) if unit.id in top or unit.calendar]

    def nearest(self, unit_id: str, among: Mapping[str, Calendar]) -> str | None:
        return next((each for each in self.chain(unit_id) if each in among), None)


def _base(session: Session, key: str) -> str:
    """The shipped calendar a key goes back to."""
    return (key or DEFAULT) if is_shipped(key) else session.get_one(CalendarVersion, key).base


def _decided(session: Session, chain: Sequence[str]) -> list[tuple[str | None, Change]]:
    rows = session.scalars(
        select(CalendarDecision)
        .where(CalendarDecision.unit_id.is_(None) | CalendarDecision.unit_id.in_(chain))
        .order_by(CalendarDecision.at, CalendarDecision.id)
    )
    return [
        (row.unit_id, Change(row.day_on, row.kind, row.name, row.basis, row.decided_on, tuple(row.hours)))
        for row in rows
    ]


def _nearest_last(changes: Sequence[tuple[str | None, Change]], chain: Sequence[str]) -> Iterable[Change]:
    """First what holds everywhere, then from the top of the tree down to the unit: the nearest decision is the last."""
    rank = {unit_id: len(chain) - place for place, unit_id in enumerate(chain)}
    return [change for _, change in sorted(changes, key=lambda each: rank.get(each[0] or "", 0))]


def _affected(
    session: Session, tree: _Tree, scope: str | None, calendars: Mapping[str, Calendar]
) -> tuple[list[Shift], list[tuple[str, int, str]]]:
    shifts: list[Shift] = []
    untouched: list[tuple[str, int, str]] = []
    homes = {unit.id: tree.nearest(unit.id, calendars) for unit in tree.within(scope)}
    for dossier, pauses in _open(session, list(homes)):
        home = homes[dossier.handling_unit_id]
        if home is None:
            continue
        after = _moved(dossier, pauses, calendars[home])
        if after is None or dossier.due_at is None:
            untouched.append((dossier.id, dossier.version, home))
        else:
            shifts.append(Shift(dossier.id, dossier.instance_id, dossier.code, dossier.due_at, after))
    return shifts, untouched


def _moved(dossier: Dossier, pauses: Sequence[Pause], calendar: Calendar) -> datetime | None:
    """The date under the new calendar where it is another one; None where there is none or it stays."""
    life = life_of(dossier, pauses)
    waits_for_restart = any(pause.until_at is None and pause.kind == "restart" for pause in pauses)
    if life.clock_at is None or life.term is None or waits_for_restart:
        return None
    before = due_after(calendar_of(dossier), life.term, life.clock_at, life.stops)
    after = due_after(calendar, life.term, life.clock_at, life.stops)
    return after if before == dossier.due_at and after != before else None


def _open(session: Session, units: Sequence[str]) -> Iterator[tuple[Dossier, list[Pause]]]:
    """Every dossier of these units whose time still runs or has not begun, with its pauses."""
    open_ones = (
        select(Dossier)
        .where(Dossier.handling_unit_id.in_(units), Dossier.closed_at.is_(None), Dossier.finished_at.is_(None))
        .order_by(Dossier.id)
    )
    rows = list(session.scalars(open_ones))
    for start in range(0, len(rows), CHUNK):
        part = rows[start : start + CHUNK]
        pauses: dict[str, list[Pause]] = {}
        for pause in session.scalars(select(Pause).where(Pause.dossier_id.in_([row.id for row in part]))):
            pauses.setdefault(pause.dossier_id, []).append(pause)
        yield from ((row, pauses.get(row.id, [])) for row in part)
