"""How long people wait at the counter and how long they are served, by day and by procedure, from the queue's tickets.

A ticket's wait runs from when it was taken to its first call, its service from its last call to when it was served.
The plans of the ministries ask for at most thirty minutes of waiting a dossier.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean, quantiles

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cases.queries.supervision import overseen
from cases.tables import Dossier, Officer, Ticket
from ground.clock import Clock, today

PERIODS = (7, 30, 90)
LONG = timedelta(minutes=30)
MOST_TICKETS = 50_000


@dataclass(frozen=True, slots=True)
class Wait:
    """Tickets of one day or procedure in minutes: `wait` and `serving` in the mean, `slow` what nine of ten stay below;
    `long` waited more than thirty minutes, `left` were never called.
    """

    name: str
    on: date | None
    tickets: int
    wait: float
    slow: float
    serving: float
    long: int
    left: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A period up to today: all of it, each day that had tickets, each procedure that was served."""

    total: Wait
    days: tuple[Wait, ...]
    procedures: tuple[Wait, ...]


@dataclass(frozen=True, slots=True)
class _Turn:
    on: date
    procedure: str
    wait: timedelta | None
    serving: timedelta | None


def waiting(session: Session, clock: Clock, officer: Officer, days: int = PERIODS[1]) -> Waiting:
    """The tickets of the officer's units in the last days."""
    on = today(clock)
    turns = _turns(session, clock, officer, on - timedelta(days=days - 1), on)
    by_day, by_procedure = defaultdict(list), defaultdict(list)
    for turn in turns:
        by_day[turn.on].append(turn)
        if turn.procedure:
            by_procedure[turn.procedure].append(turn)
    return Waiting(
        _wait("", None, turns),
        tuple(_wait("", on, by_day[on]) for on in sorted(by_day)),
        tuple(sorted((_wait(name, None, each) for name, each in by_procedure.items()), key=lambda wait: -wait.wait)),
    )


def wait_between(session: Session, clock: Clock, officer: Officer, from_on: date, until_on: date) -> Wait:
    """All tickets of the officer's units from one day to another, both included."""
    return _wait("", None, _turns(session, clock, officer, from_on, until_on))


def _turns(session: Session, clock: Clock, officer: Officer, from_on: date, until_on: date) -> list[_Turn]:
    rows = session.execute(
        select(
            Ticket.day_on,
            Ticket.taken_at,
            Ticket.called_at,
            func.coalesce(Ticket.announced_at, Ticket.called_at),
            Ticket.served_at,
            Dossier.procedure_name,
        )
        .outerjoin(Dossier, Dossier.id == Ticket.dossier_id)
        .where(Ticket.unit_id.in_(overseen(session, clock, officer)), Ticket.day_on.between(from_on, until_on))
        .order_by(Ticket.day_on.desc(), Ticket.number)
        .limit(MOST_TICKETS)
    )
    return [
        _Turn(on, procedure or "", called - taken if called else None, served - since if served and since else None)
        for on, taken, called, since, served, procedure in rows
    ]


def _wait(name: str, on: date | None, turns: Sequence[_Turn]) -> Wait:
    waits = [turn.wait for turn in turns if turn.wait is not None]
    servings = [turn.serving for turn in turns if turn.serving is not None]
    return Wait(
        name, on, len(turns), _mean(waits), _slow(waits), _mean(servings),
        sum(wait > LONG for wait in waits), len(turns) - len(waits),
    )  # fmt: skip


def _minutes(spans: Iterable[timedelta]) -> list[float]:
    return [span.total_seconds() / 60 for span in spans]


def _mean(spans: Sequence[timedelta]) -> float:
    return round(fmean(_minutes(spans)), 1) if spans else 0.0


def _slow(spans: Sequence[timedelta]) -> float:
    minutes = _minutes(spans)
    return round(quantiles(minutes, n=10, method="inclusive")[-1] if len(minutes) > 1 else sum(minutes), 1)
