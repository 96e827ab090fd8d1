"""A counter's day: its tickets with their waits, the papers that go to other units, the lists printed for them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import fmean

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.law import pauses_by_dossier, timing_of
from cases.people import require_in
from cases.queueing import COUNTER, TicketNotFound
from cases.tables import Dossier, Officer, Person, Slip, Ticket, Unit
from ground.clock import Clock, today

MOST_LINES = 200
LISTS_KEPT = 50


@dataclass(frozen=True, slots=True)
class TicketLine:
    """A ticket of today. `state`: waiting, called, served or left (nobody came); `called_at` is its last call."""

    number: int
    state: str
    taken_at: datetime
    called_at: datetime | None
    place: str
    waited: timedelta


@dataclass(frozen=True, slots=True)
class TicketBoard:
    """The queue of one counter today; the means are None before somebody was called, or served."""

    unit: str
    waiting: tuple[TicketLine, ...]
    called: tuple[TicketLine, ...]
    left: tuple[TicketLine, ...]
    served: int
    mean_wait: timedelta | None
    mean_serving: timedelta | None

    @property
    def next(self) -> int:
        """The number to be called next; 0 when nobody waits."""
        return self.waiting[0].number if self.waiting else 0


@dataclass(frozen=True, slots=True)
class ToHandOver:
    """An accepted dossier whose papers are still at the counter."""

    code: str
    applicant: str
    procedure_name: str
    to: str
    to_code: str
    accepted_at: datetime
    is_due_today: bool


@dataclass(frozen=True, slots=True)
class HandOverList:
    """A list printed for papers that went together; `digest` is empty while it is being printed."""

    id: str
    number: str
    made_at: datetime
    count: int
    is_printed: bool


def tickets_today(session: Session, clock: Clock, officer: Officer) -> TicketBoard:
    """The queue of the officer's counter. Raises `RoleMissing`."""
    unit = _counter(session, clock, officer)
    rows = session.scalars(
        select(Ticket).where(Ticket.unit_id == unit.id, Ticket.day_on == today(clock)).order_by(Ticket.number)
    ).all()
    lines = [_line(row, clock.now()) for row in rows]
    waits = [row.called_at - row.taken_at for row in rows if row.called_at is not None]
    services = [row.served_at - since for row in rows if row.served_at and (since := row.announced_at or row.called_at)]
    called = sorted((line for line in lines if line.state == "called"), key=_called_at, reverse=True)
    return TicketBoard(
        unit.name, tuple(line for line in lines if line.state == "waiting"), tuple(called),
        tuple(line for line in lines if line.state == "left"), sum(line.state == "served" for line in lines),
        _mean(waits), _mean(services),
    )  # fmt: skip


def _called_at(line: TicketLine) -> datetime:
    return line.called_at or line.taken_at


def _line(row: Ticket, now: datetime) -> TicketLine:
    state = "served" if row.served_at else "left" if row.left_at else "called" if row.called_at else "waiting"
    waited, called_at = (row.called_at or now) - row.taken_at, row.announced_at or row.called_at
    return TicketLine(row.number, state, row.taken_at, called_at, row.place, waited)


def ticket_of(session: Session, clock: Clock, officer: Officer, number: int) -> tuple[str, TicketLine, int]:
    """One ticket of today as printed: the agency, the ticket, how many wait before it. Raises `TicketNotFound`."""
    board = tickets_today(session, clock, officer)
    lines = (*board.waiting, *board.called, *board.left)
    line = next((each for each in lines if each.number == number), None)
    if line is None:
        raise TicketNotFound(number=number)
    return board.unit, line, sum(each.number < number for each in board.waiting)


def _mean(spans: list[timedelta]) -> timedelta | None:
    return timedelta(seconds=fmean(span.total_seconds() for span in spans)) if spans else None


def to_hand_over(session: Session, clock: Clock, officer: Officer) -> tuple[ToHandOver, ...]:
    """Accepted dossiers of the officer's counter whose papers are still there: on no hand-over list yet, oldest first.
    What came online has none; what has its result is past it.
    """
    unit = _counter(session, clock, officer)
    listed = {code for slip in _lists(session, unit) for code in slip.scope.get("codes", ())}
    rows = session.execute(
        select(Dossier, Person.full_name, Unit)
        .join(Person, Person.id == Dossier.person_id)
        .join(Unit, Unit.id == Dossier.handling_unit_id)
        .where(Dossier.unit_id == unit.id, Dossier.accepted_at.is_not(None), Dossier.closed_at.is_(None))
        .where(Dossier.channel != "online", Dossier.finished_at.is_(None))
        .order_by(Dossier.accepted_at.desc())
        .limit(MOST_LINES)
    ).all()
    held = pauses_by_dossier(session, [row[0].id for row in rows])
    lines = (
        ToHandOver(dossier.code, name, dossier.procedure_name, handling.name, handling.code, accepted_at,
                   timing_of(dossier, held.get(dossier.id, []), clock.now()).is_late)
        for dossier, name, handling in rows
        if dossier.code not in listed and (accepted_at := dossier.accepted_at) is not None
    )  # fmt: skip
    return tuple(sorted(lines, key=lambda line: line.accepted_at))


def lists_of_counter(session: Session, clock: Clock, officer: Officer) -> tuple[HandOverList, ...]:
    """The hand-over lists of the officer's counter, newest first."""
    unit = _counter(session, clock, officer)
    return tuple(
        HandOverList(slip.id, slip.number, slip.made_at, len(slip.scope.get("codes", ())), slip.digest is not None)
        for slip in _lists(session, unit)
    )


def _lists(session: Session, unit: Unit) -> list[Slip]:
    newest = select(Slip).where(Slip.unit_id == unit.id, Slip.kind == "handover").order_by(Slip.made_at.desc())
    return list(session.scalars(newest.limit(LISTS_KEPT)))


def _counter(session: Session, clock: Clock, officer: Officer) -> Unit:
    require_in(session, clock, officer, COUNTER, officer.unit_id)
    return session.get_one(Unit, officer.unit_id)
