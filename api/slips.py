"""Papers drawn from facts: ordered here, fetched as PDF; boards and books of the counter; the queue."""

from typing import Any

from api.door import Act, Answer, Door, Paper
from api.schemas_desk import (
    ApologiesOut,
    ApologyLineOut,
    CallIn,
    HandoverIn,
    IdleOut,
    IdlesOut,
    NumberOut,
    NumbersOut,
    RegisterIn,
    ReservationIn,
    ReservedOut,
    ServedIn,
    SlipIn,
    SlipOrderedOut,
    TicketOut,
)
from api.schemas_in import Empty, RepeatHeader
from cases import numberbooks, queueing, slips
from cases.queries import silence
from ground.errors import NotFound

ONCE: dict[str, Any] = {"headers": RepeatHeader}


def routes(door: Door) -> None:
    """Slips, books, boards, tickets."""
    door.act("/dossiers/<code>/slips", order_slip, SlipIn, SlipOrderedOut, state=202, **ONCE)
    door.act("/registers", order_register, RegisterIn, SlipOrderedOut, state=202, **ONCE)
    door.act("/handovers", hand_over_papers, HandoverIn, SlipOrderedOut, state=202, **ONCE)
    door.file("/slips/<slip_id>", get_slip)
    door.read("/idle-dossiers", list_idle, IdlesOut)
    door.read("/apologies", list_apologies, ApologiesOut)
    door.read("/number-books/<book>/<year>", get_number_book, NumbersOut)
    door.act("/number-books/<book>", reserve_number, ReservationIn, ReservedOut, state=201, **ONCE)
    door.act("/number-books/<book>/<year>/<serial>/cancellation", cancel_number, ReservationIn, ReservedOut, **ONCE)
    door.act("/tickets", take_ticket, Empty, TicketOut, state=201, **ONCE)
    door.act("/tickets/<number>/call", call_ticket, CallIn, TicketOut, **ONCE)
    door.act("/tickets/<number>/service", serve_ticket, ServedIn, TicketOut, **ONCE)


def order_slip(act: Act, body: SlipIn, code: str) -> Answer:
    """Order the control slip or the result receipt of a dossier."""
    if body.kind == "control":
        slip = slips.order_control(act.session, act.clock, act.officer, code, body.paper_size)
    else:
        slip = slips.order_result_receipt(
            act.session, act.clock, act.officer, code, body.receiver, body.identity, body.paper_size
        )
    return Answer(SlipOrderedOut.of(slip), 202)


def order_register(act: Act, body: RegisterIn) -> Answer:
    """Order the register of a field and year, or some days of it."""
    slip = slips.order_register(
        act.session, act.clock, act.officer, body.volume, body.from_on, body.until_on, body.paper_size
    )
    return Answer(SlipOrderedOut.of(slip), 202)


def hand_over_papers(act: Act, body: HandoverIn) -> Answer:
    """The papers of several dossiers go to another unit together."""
    slip = slips.hand_over_papers(act.session, act.clock, act.officer, body.codes, body.to, body.paper_size)
    return Answer(SlipOrderedOut.of(slip), 202)


def get_slip(act: Act, slip_id: str) -> Paper:
    """A printed slip as PDF."""
    slip = slips.slip_for(act.session, act.clock, act.officer, slip_id)
    return Paper(act.desk.vault.read(slip.digest or ""), f"{slip.kind}-{slip.number.replace('/', '-')}.pdf")


def list_idle(act: Act) -> Answer:
    """Dossiers on which nothing has happened for a while, in whatever state."""
    rows = silence.idle_dossiers(act.session, act.clock, act.officer)
    return Answer(IdlesOut(rows=[IdleOut.of(row) for row in rows]))


def list_apologies(act: Act) -> Answer:
    """Apologies that wait for their signature."""
    rows = silence.apologies_waiting(act.session, act.clock, act.officer)
    return Answer(ApologiesOut(rows=[ApologyLineOut.of(row) for row in rows]))


def get_number_book(act: Act, book: str, year: str) -> Answer:
    """Every number of a book: on a result, or explained."""
    rows = numberbooks.book_of(act.session, act.clock, act.officer, book, _number(year))
    return Answer(NumbersOut(rows=[NumberOut.of(row) for row in rows]))


def reserve_number(act: Act, body: ReservationIn, book: str) -> Answer:
    """Take the next number of a book for a paper made outside."""
    return Answer(
        ReservedOut.of(numberbooks.reserve_number(act.session, act.clock, act.officer, book, body.reason)), 201
    )


def cancel_number(act: Act, body: ReservationIn, book: str, year: str, serial: str) -> Answer:
    """Say why a number that stands on no result will bear no paper."""
    which = (book, _number(year), _number(serial))
    return Answer(ReservedOut.of(numberbooks.cancel_number(act.session, act.clock, act.officer, *which, body.reason)))


def take_ticket(act: Act, body: Empty) -> Answer:
    """The next number of today at the caller's counter."""
    return Answer(TicketOut.of(queueing.take_ticket(act.session, act.clock, act.officer)), 201)


def call_ticket(act: Act, body: CallIn, number: str) -> Answer:
    """Call a ticket to a window."""
    return Answer(TicketOut.of(queueing.call_ticket(act.session, act.clock, act.officer, _number(number), body.place)))


def serve_ticket(act: Act, body: ServedIn, number: str) -> Answer:
    """The one who was called has been served."""
    return Answer(TicketOut.of(queueing.serve_ticket(act.session, act.clock, act.officer, _number(number), body.code)))


def _number(text: str) -> int:
    """A number in an address. Raises `NotFound`."""
    if not (text.isascii() and text.isdecimal() and len(text) < 6):
        raise NotFound
    return int(text)
