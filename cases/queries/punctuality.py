"""How punctual the house is, for everybody to read: by unit and procedure, in net working days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.law import calendar_of, pauses_by_dossier, timing_of
from cases.queries.lately import TIMED
from cases.tables import Dossier, Pause, Unit
from ground.clock import Clock

A_YEAR = timedelta(days=365)
MOST = 5000
A_DAY = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Punctuality:
    """Of one unit and procedure: how many dossiers were finished, how many in time, and the median of the net days."""

    unit: str
    procedure: str
    finished: int
    in_time: int
    median_days: float

    @property
    def share(self) -> int:
        """How many of a hundred were in time, rounded down: 99.9 is not all."""
        return self.in_time * 100 // self.finished


def punctuality(session: Session, clock: Clock) -> tuple[Punctuality, ...]:
    """The newest five thousand dossiers of a year that were finished, by unit and procedure; worst share last."""
    rows = session.execute(
        select(Dossier, Unit.name)
        .join(Unit, Unit.id == Dossier.handling_unit_id)
        .where(
            Dossier.submitted_at > clock.now() - A_YEAR, Dossier.finished_at.is_not(None), Dossier.due_at.is_not(None)
        )
        .order_by(Dossier.submitted_at.desc())
        .limit(MOST)
        .options(TIMED)
    ).all()
    stops = pauses_by_dossier(session, [row[0].id for row in rows])
    groups: dict[tuple[str, str], list[tuple[bool, float]]] = {}
    for dossier, unit in rows:
        held = stops.get(dossier.id, [])
        is_late = timing_of(dossier, held, clock.now()).is_late
        groups.setdefault((unit, dossier.procedure_name), []).append((not is_late, net_days(dossier, held)))
    lines = (
        Punctuality(
            unit, procedure, len(each), sum(fine for fine, _ in each), round(median(days for _, days in each), 1)
        )
        for (unit, procedure), each in groups.items()
    )
    return tuple(sorted(lines, key=lambda line: (line.unit, -line.share, line.procedure)))


def net_days(dossier: Dossier, pauses: Iterable[Pause]) -> float:
    """Working days from acceptance to the result, without the time that did not count."""
    calendar, start = calendar_of(dossier), dossier.clock_at or dossier.accepted_at or dossier.submitted_at
    end: datetime = dossier.finished_at or start
    waited = sum(
        (calendar.time_between(max(each.from_at, start), min(each.until_at or end, end)) for each in pauses
         if max(each.from_at, start) < min(each.until_at or end, end)),
        timedelta(0),
    )  # fmt: skip
    return max(calendar.time_between(start, end) - waited, timedelta(0)) / A_DAY
