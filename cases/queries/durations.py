"""How long dossiers take, procedure by procedure: middle and slowest tenth, net of pauses and from door to door."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import quantiles

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from cases.law import pauses_by_dossier, timing_of
from cases.queries.ahead import midnight
from cases.queries.lately import TIMED, lately, of_units
from cases.queries.punctuality import net_days
from cases.queries.supervision import overseen
from cases.tables import Dossier, Officer
from ground.clock import Clock, today

WEEKS = 12
A_WEEK = timedelta(days=7)
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Duration:
    """Of one procedure's newest finished dossiers: `net_*` in working days without pauses, `gross_*` in days from door
    to door; the middle one and the one that nine of ten stay below. `late` of `finished` missed their date.
    """

    slug: str
    name: str
    finished: int
    late: int
    net_middle: float
    net_slow: float
    gross_middle: float
    gross_slow: float


@dataclass(frozen=True, slots=True)
class Week:
    """What came in from Monday to Sunday, and how much of it is finished."""

    from_on: date
    until_on: date
    received: int
    finished: int


def durations(session: Session, clock: Clock, officer: Officer) -> tuple[Duration, ...]:
    """The procedures of the officer's units, slowest first."""
    recent = lately(clock, overseen(session, clock, officer)).subquery()
    rows = session.scalars(
        select(Dossier)
        .join(recent, recent.c.id == Dossier.id)
        .where(Dossier.finished_at.is_not(None), Dossier.due_at.is_not(None))
        .options(TIMED)
    ).all()
    stops = pauses_by_dossier(session, [row.id for row in rows])
    groups: dict[tuple[str, str], list[tuple[float, float, bool]]] = {}
    for row in rows:
        held = stops.get(row.id, [])
        gross = ((row.finished_at or row.submitted_at) - row.submitted_at) / A_DAY
        is_late = timing_of(row, held, clock.now()).is_late
        groups.setdefault((row.procedure, row.procedure_name), []).append((net_days(row, held), gross, is_late))
    lines = (_duration(slug, name, each) for (slug, name), each in groups.items())
    return tuple(sorted(lines, key=lambda line: (-line.net_slow, line.name)))


def _duration(slug: str, name: str, each: Sequence[tuple[float, float, bool]]) -> Duration:
    net, gross = _tenths(one[0] for one in each), _tenths(one[1] for one in each)
    return Duration(slug, name, len(each), sum(one[2] for one in each), net[0], net[1], gross[0], gross[1])


def _tenths(values: Iterable[float]) -> tuple[float, float]:
    """The middle and the ninth tenth, to a tenth of a day."""
    known = sorted(values)
    if len(known) == 1:
        return round(known[0], 1), round(known[0], 1)
    cuts = quantiles(known, n=10, method="inclusive")
    return round(cuts[4], 1), round(cuts[8], 1)


def weeks(session: Session, clock: Clock, officer: Officer) -> tuple[Week, ...]:
    """The last twelve weeks, this one the last of them, counted in one pass over what came in during them."""
    units, on = overseen(session, clock, officer), today(clock)
    monday = on - timedelta(days=on.weekday())
    starts = [monday - A_WEEK * ago for ago in reversed(range(WEEKS))]
    finished = Dossier.finished_at.is_not(None)
    number = case(*((Dossier.submitted_at >= midnight(first), at) for at, first in reversed(list(enumerate(starts)))))
    rows = session.execute(
        select(number, func.count(), func.sum(case((finished, 1), else_=0)))
        .where(Dossier.submitted_at >= midnight(starts[0]), of_units(units))
        .group_by(number)
    )
    counts = {place: tuple(figures) for place, *figures in rows}
    return tuple(Week(first, first + A_WEEK - A_DAY, *counts.get(at, (0, 0))) for at, first in enumerate(starts))
