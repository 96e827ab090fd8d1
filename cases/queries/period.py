"""The figures of a period as agencies report them: Form II.06a/VPCP/KSTT (Circular 01/2020/TT-VPCP), by procedure.

Received (of it online, at the counter or by post, carried over), solved (early, on time, late) and still open (in time,
late): each dossier stands in one cell of each group, so the sums of the form hold by themselves. What ended without a
date, refused at reception or withdrawn, counts as on time, what waits for its applicant as in time; both are told
apart. A dossier still open at the end of a past period is judged by the date it has now.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, not_, or_, select
from sqlalchemy.orm import Session

from cases.bundle import BundleNotReadable
from cases.deadlines import verdict
from cases.law import pauses_by_dossier, timing_of
from cases.procedure import procedure_of
from cases.queries.ahead import A_DAY, midnight
from cases.queries.lately import TIMED, of_units
from cases.queries.search import may_be_late
from cases.queries.supervision import overseen
from cases.tables import Dossier, Officer, Pause, Rating
from engine.tables import Definition
from ground.clock import Clock

AT_ONCE = 500
ENDED = ("early", "on_time", "late")
Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Told:
    """One dossier of a period. `outcome`: early, on_time or late when it ended in it, else in_time or open_late."""

    code: str
    slug: str
    procedure: str
    channel: str
    is_carried: bool
    outcome: str
    state: str
    submitted_at: datetime
    due_at: datetime | None
    ended_at: datetime | None

    @property
    def is_ended(self) -> bool:
        return self.outcome in ENDED


# The cells of the form, each with what it counts; the last two are parts of others that stay visible. `new` is (4) and
# (5) together.
CELLS: Mapping[str, Callable[[Told], bool]] = {
    "received": lambda told: True,
    "new": lambda told: not told.is_carried,
    "online": lambda told: not told.is_carried and told.channel == "online",
    "direct": lambda told: not told.is_carried and told.channel != "online",
    "carried": lambda told: told.is_carried,
    "solved": lambda told: told.is_ended,
    "early": lambda told: told.outcome == "early",
    "on_time": lambda told: told.outcome == "on_time",
    "late": lambda told: told.outcome == "late",
    "open": lambda told: not told.is_ended,
    "in_time": lambda told: told.outcome == "in_time",
    "open_late": lambda told: told.outcome == "open_late",
    "unsolved": lambda told: told.is_ended and told.state in ("refused", "stopped"),
    "waiting": lambda told: told.outcome == "in_time" and told.state == "supplement",
}


@dataclass(slots=True)
class PeriodLine:
    """The cells of one procedure, or of all of them for an empty `slug`; `sector` is its field of administration."""

    slug: str
    name: str
    sector: str = ""
    cells: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Period:
    """The report: all together, then each procedure by its field."""

    from_on: date
    until_on: date
    whole: PeriodLine
    lines: tuple[PeriodLine, ...]

    @property
    def in_time(self) -> float | None:
        """Solved early or on time, of a hundred solved; None when nothing was."""
        return share(self.whole.cells["early"] + self.whole.cells["on_time"], self.whole.cells["solved"])

    @property
    def online(self) -> float | None:
        """Received online, of a hundred received in the period."""
        return share(self.whole.cells["online"], self.whole.cells["online"] + self.whole.cells["direct"])


def share(part: int, whole: int) -> float | None:
    """Of a hundred, to a tenth, rounded down: 99.96 is not all."""
    return part * 1000 // whole / 10 if whole else None


def period(session: Session, clock: Clock, officer: Officer, from_on: date, until_on: date) -> Period:
    """The figures of the officer's units from one day to another, both included."""
    asked = _Asked.of(session, clock, officer, from_on, until_on)
    whole, lines = PeriodLine("", ""), dict[str, PeriodLine]()
    for told, count in (*_plain(session, asked), *((told, 1) for told in _others(session, asked))):
        line = lines.setdefault(told.slug, PeriodLine(told.slug, told.procedure))
        for name, holds in CELLS.items():
            if holds(told):
                whole.cells[name] += count
                line.cells[name] += count
    sectors = _sectors(session, lines)
    for slug, line in lines.items():
        line.sector = sectors.get(slug, "")
    ordered = sorted(lines.values(), key=lambda line: (line.sector, line.name))
    return Period(from_on, until_on, whole, tuple(ordered))


def period_dossiers(
    session: Session, clock: Clock, officer: Officer, from_on: date, until_on: date, cell: str, slug: str = "",
    most: int | None = None,
) -> tuple[tuple[Told, ...], int]:  # fmt: skip
    """The dossiers one figure counts, oldest first, of one procedure or of all: the first `most` of them, and how many
    there are.
    """
    cell = cell if cell in CELLS else "received"
    asked = _Asked.of(session, clock, officer, from_on, until_on, slug)
    found = [told for told in _others(session, asked) if CELLS[cell](told)]
    count = len(found)
    if cell not in OF_ENDED:
        count += sum(alike for told, alike in _plain(session, asked) if CELLS[cell](told))
        found += _plain_dossiers(session, asked, cell, most)
    return tuple(sorted(found, key=lambda told: (told.submitted_at, told.code))[:most]), count


OF_ENDED = ("solved", "early", "on_time", "late", "unsolved")
_ENDED_AT = func.coalesce(Dossier.finished_at, Dossier.returned_at, Dossier.closed_at)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which dossiers are looked at, and when they are judged."""

    units: frozenset[str]
    since: datetime
    until: datetime
    at: datetime
    slug: str

    @classmethod
    def of(
        cls, session: Session, clock: Clock, officer: Officer, from_on: date, until_on: date, slug: str = ""
    ) -> "_Asked":
        until = midnight(until_on + A_DAY)
        units = overseen(session, clock, officer)
        return cls(units, midnight(from_on), until, min(until, clock.now()), slug)

    @property
    def parts(self) -> tuple[Sequence[Condition], ...]:
        """Received in the period, or before it and not ended before it: each part by an index of its own, disjoint."""
        before = Dossier.submitted_at < self.since
        mine = [of_units(self.units), *([Dossier.procedure == self.slug] if self.slug else ())]
        is_finished, is_closed = Dossier.finished_at.is_not(None), Dossier.closed_at.is_not(None)
        return (
            (Dossier.submitted_at >= self.since, Dossier.submitted_at < self.until, *mine),
            (before, ~is_closed, or_(~is_finished, Dossier.finished_at >= self.since), *mine),
            (before, is_closed, Dossier.finished_at >= self.since, *mine),
            (before, is_closed, ~is_finished, self.since <= _ENDED_AT, Dossier.closed_at >= self.since, *mine),
        )

    @property
    def special(self) -> Condition:
        """Those that need the one function that judges: asked twice, or stopped, and perhaps late by it."""
        stopped = exists().where(Pause.dossier_id == Dossier.id)
        judged = and_(may_be_late(self.at), or_(Dossier.supplement_count > 1, stopped))
        return case((judged, 1), else_=0) == 1

    @property
    def plain(self) -> Condition:
        """Still open, and late or not by its date alone."""
        return and_(or_(_ENDED_AT.is_(None), self.until <= _ENDED_AT), not_(self.special))

    @property
    def is_late(self) -> Condition:
        """Of those."""
        return case((Dossier.due_at < self.at, 1), else_=0) == 1


def _plain(session: Session, asked: _Asked) -> Iterator[tuple[Told, int]]:
    """Most are open and plain: counted where they lie, alike ones together."""
    for number, part in enumerate(asked.parts):
        alike = (
            Dossier.procedure,
            Dossier.procedure_name,
            Dossier.channel,
            Dossier.state,
            asked.is_late.label("is_late"),
        )
        rows = session.execute(select(*alike, func.count()).where(*part, asked.plain).group_by(*alike))
        for slug, name, channel, state, is_late, count in rows:
            outcome = "open_late" if is_late else "in_time"
            yield Told("", slug, name, channel, number > 0, outcome, state, asked.since, None, None), count


def _others(session: Session, asked: _Asked) -> list[Told]:
    """What ended in the period, and what has to be judged one by one."""
    rows = list(_rows(session, asked, not_(asked.plain), asked.parts))
    judged = _judged(session, [row.id for row in rows if row.is_special], asked.at)
    return [_one(row, asked, _outcome(row, asked, judged)) for row in rows]


def _rows(
    session: Session, asked: _Asked, which: Condition, parts: Sequence[Sequence[Condition]], most: int | None = None
) -> Iterator[Any]:
    for part in parts:
        yield from session.execute(
            select(
                Dossier.id, Dossier.code, Dossier.procedure, Dossier.procedure_name, Dossier.channel, Dossier.state,
                Dossier.submitted_at, Dossier.due_at, _ENDED_AT.label("ended_at"), asked.is_late.label("is_late"),
                asked.special.label("is_special"),
            )
            .where(*part, which)
            .order_by(Dossier.submitted_at, Dossier.code)
            .limit(most)
        )  # fmt: skip


def _plain_dossiers(session: Session, asked: _Asked, cell: str, most: int | None) -> Iterator[Told]:
    is_late, is_online, is_waiting = asked.is_late, Dossier.channel == "online", Dossier.state == "supplement"
    wanted: Mapping[str, tuple[Sequence[Condition], bool]] = {
        "new": ((), False), "online": ((is_online,), False), "direct": ((~is_online,), False), "carried": ((), True),
        "in_time": ((not_(is_late),), True), "open_late": ((is_late,), True),
        "waiting": ((not_(is_late), is_waiting), True),
    }  # fmt: skip
    conditions, is_carried_too = wanted.get(cell, ((), True))
    parts = asked.parts if is_carried_too else asked.parts[:1]
    for row in _rows(session, asked, and_(asked.plain, *conditions), parts[1:] if cell == "carried" else parts, most):
        yield _one(row, asked, "open_late" if row.is_late else "in_time")


def _one(row: Any, asked: _Asked, outcome: str) -> Told:
    return Told(
        row.code, row.procedure, row.procedure_name, row.channel, row.submitted_at < asked.since, outcome, row.state,
        row.submitted_at, row.due_at, row.ended_at if outcome in ENDED else None,
    )  # fmt: skip


def _judged(session: Session, ids: Sequence[str], at: datetime) -> Mapping[str, bool]:
    """Whether those are late whose clock was stopped or who were asked twice: told by the one function that judges."""
    found: dict[str, bool] = {}
    for first in range(0, len(ids), AT_ONCE):
        some = list(ids[first : first + AT_ONCE])
        pauses = pauses_by_dossier(session, some)
        for dossier in session.scalars(select(Dossier).where(Dossier.id.in_(some)).options(TIMED)):
            found[dossier.id] = timing_of(dossier, pauses.get(dossier.id, ()), at).is_late
    return found


def _outcome(row: Any, asked: _Asked, judged: Mapping[str, bool]) -> str:
    if row.ended_at is None or row.ended_at >= asked.until:
        return "open_late" if judged.get(row.id, row.is_late) else "in_time"
    if row.due_at is None:
        return "on_time"
    told = verdict(row.ended_at, row.due_at)
    return "late" if judged.get(row.id, told == "late") else ("on_time" if told == "late" else told)


def _sectors(session: Session, slugs: Iterable[str]) -> Mapping[str, str]:
    """The field of each procedure, as the sheet of its newest version names it."""
    newest = select(Definition.key, Definition.id).where(Definition.key.in_(sorted(slugs))).order_by(Definition.version)
    found = {}
    for slug, definition_id in {row.key: row.id for row in session.execute(newest)}.items():
        try:
            sheet = procedure_of(session, definition_id).sheet
        except BundleNotReadable:  # a bare drawing
            continue
        found[slug] = sheet.field_name or sheet.field
    return found


def satisfaction(session: Session, clock: Clock, officer: Officer, from_on: date, until_on: date) -> tuple[int, int]:
    """Of the applicants of the officer's units who said in these days what they think: the satisfied ones, and all."""
    rows = session.execute(
        select(Rating.level, func.count())
        .join(Dossier, Dossier.id == Rating.dossier_id)
        .where(Rating.rated_at >= midnight(from_on), Rating.rated_at < midnight(until_on + A_DAY))
        .where(of_units(overseen(session, clock, officer)))
        .group_by(Rating.level)
    )
    counts = {row[0]: row[1] for row in rows}
    return counts.get("satisfied", 0) + counts.get("very_satisfied", 0), sum(counts.values())
