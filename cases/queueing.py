"""The queue of a one-stop department: a ticket is taken, called to a window, served; the wait is told by it."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cases.people import dossier_for, require_in
from cases.tables import Officer, Ticket, Unit, new_id
from engine import journal
from ground.clock import Clock, today
from ground.errors import Conflict, NotFound

COUNTER = "bo_phan_mot_cua"


class TicketNotFound(NotFound):
    """There is no ticket {number} of today at this counter."""

    code = "ticket_not_found"


class TicketOutOfOrder(Conflict):
    """The ticket {number} is {state}: it is taken, then called, then served."""

    code = "ticket_out_of_order"


def chain_of(unit: Unit, on: date) -> str:
    """The journal chain of a counter's day."""
    return f"counter:{unit.id}:{on:%Y%m%d}"


def take_ticket(session: Session, clock: Clock, officer: Officer) -> Ticket:
    """The next number of today at the officer's counter."""
    unit = _counter(session, clock, officer)
    on = today(clock)
    # The chain of the day is locked first, so two tickets cannot get one number.
    journal.hold(session, chain_of(unit, on))
    last = select(func.max(Ticket.number)).where(Ticket.unit_id == unit.id, Ticket.day_on == on)
    ticket = Ticket(
        id=new_id(), unit_id=unit.id, day_on=on, number=(session.scalar(last) or 0) + 1, taken_at=clock.now()
    )
    session.add(ticket)
    return _record(session, clock, officer, unit, ticket, "ticket_taken")


def call_ticket(session: Session, clock: Clock, officer: Officer, number: int, place: str = "") -> Ticket:
    """Call a ticket to a window, or once more: its wait ended with the first call. Raises `TicketNotFound`,
    `TicketOutOfOrder`.
    """
    unit, ticket = _today(session, clock, officer, number)
    if ticket.served_at is not None:
        raise TicketOutOfOrder(number=number, state="served")
    ticket.announced_at, ticket.left_at = clock.now(), None
    ticket.called_at = ticket.called_at or ticket.announced_at
    ticket.called_by, ticket.place = officer.name, place.strip()
    return _record(session, clock, officer, unit, ticket, "ticket_called")


def put_aside(session: Session, clock: Clock, officer: Officer, number: int) -> Ticket:
    """Nobody came for the ticket that was called; it may be called again. Raises `TicketOutOfOrder` before its call."""
    unit, ticket = _at_the_window(session, clock, officer, number)
    ticket.left_at = clock.now()
    return _record(session, clock, officer, unit, ticket, "ticket_left")


def serve_ticket(session: Session, clock: Clock, officer: Officer, number: int, code: str = "") -> Ticket:
    """The one who was called has been served; `code` is the dossier handed in or fetched, if any."""
    unit, ticket = _at_the_window(session, clock, officer, number)
    ticket.served_at, ticket.left_at = clock.now(), None
    if code:
        ticket.dossier_id = dossier_for(session, officer, code, clock).id
    return _record(session, clock, officer, unit, ticket, "ticket_served", code)


def _at_the_window(session: Session, clock: Clock, officer: Officer, number: int) -> tuple[Unit, Ticket]:
    unit, ticket = _today(session, clock, officer, number)
    if ticket.called_at is None or ticket.served_at is not None:
        raise TicketOutOfOrder(number=number, state="taken" if ticket.called_at is None else "served")
    return unit, ticket


def _today(session: Session, clock: Clock, officer: Officer, number: int) -> tuple[Unit, Ticket]:
    unit, on = _counter(session, clock, officer), today(clock)
    journal.hold(session, chain_of(unit, on))
    ticket = session.scalar(
        select(Ticket).where(Ticket.unit_id == unit.id, Ticket.day_on == on, Ticket.number == number)
    )
    if ticket is None:
        raise TicketNotFound(number=number)
    return unit, ticket


def _counter(session: Session, clock: Clock, officer: Officer) -> Unit:
    require_in(session, clock, officer, COUNTER, officer.unit_id)
    return session.get_one(Unit, officer.unit_id)


def _record(
    session: Session, clock: Clock, officer: Officer, unit: Unit, ticket: Ticket, name: str, code: str = ""
) -> Ticket:
    session.flush()
    facts = {"number": ticket.number, "unit": unit.code, "place": ticket.place, "dossier": code}
    journal.append(session, clock, chain_of(unit, ticket.day_on), name, ticket.id, officer.name, facts)
    session.flush()
    return ticket
