"""Tickets: taken at the door and printed, called to a window, served or put aside; and the screen of the hall, which
names numbers only.
"""

from datetime import timedelta

from flask import Response, request

from cases import queueing
from cases.queries.counters import ticket_of, tickets_today
from web.visit import House, Visit, show

LIMIT_PLACE = 30


def routes(house: House) -> None:
    """`/counter/tickets`, `/counter/hall`, `/counter/kiosk`."""
    house.page("/counter/tickets", show_tickets)
    house.page("/counter/tickets/<number>", show_ticket)
    house.page("/counter/hall", show_hall)
    house.page("/counter/kiosk", show_kiosk)
    house.deed("/counter/kiosk", take_at_kiosk)
    house.deed("/counter/tickets", take_ticket)
    house.deed("/counter/tickets/<number>/call", call_ticket)
    house.deed("/counter/tickets/<number>/service", serve_ticket)
    house.deed("/counter/tickets/<number>/absence", put_aside)


def show_tickets(visit: Visit) -> Response:
    """The queue as the window works it: next, at the window, waits."""
    board = tickets_today(visit.session, visit.clock, visit.officer)
    place = request.args.get("place", "").strip()[:LIMIT_PLACE]
    taken = request.args.get("taken", "")
    return show(
        "window/tickets.html", board=board, place=place, taken=taken if taken.isdecimal() else "", span=in_minutes
    )


def show_hall(visit: Visit) -> Response:
    """For the screen in the hall: it looks anew every few seconds and says nothing of persons."""
    response = show("window/hall.html", board=tickets_today(visit.session, visit.clock, visit.officer), span=in_minutes)
    response.headers["Refresh"] = "5"
    return response


def show_kiosk(visit: Visit) -> Response:
    """The screen at the door: one button for who comes in."""
    return show("window/kiosk.html", board=tickets_today(visit.session, visit.clock, visit.officer), span=in_minutes)


def show_ticket(visit: Visit, number: str) -> Response:
    """A ticket to be printed; at the door it prints itself and the button comes back."""
    unit, line, before = ticket_of(visit.session, visit.clock, visit.officer, _number(number))
    is_kiosk = "kiosk" in request.args
    response = show("window/ticket.html", unit=unit, line=line, before=before, is_kiosk=is_kiosk)
    if is_kiosk:
        response.headers["Refresh"] = "12; url=/counter/kiosk"
    return response


def take_at_kiosk(visit: Visit) -> str:
    """The next number, for who stands at the door."""
    return f"/counter/tickets/{queueing.take_ticket(visit.session, visit.clock, visit.officer).number}?kiosk"


def take_ticket(visit: Visit) -> str:
    """The next number."""
    return (
        f"/counter/tickets?taken={queueing.take_ticket(visit.session, visit.clock, visit.officer).number}{_place('&')}"
    )


def call_ticket(visit: Visit, number: str) -> str:
    """Call a number to this window."""
    queueing.call_ticket(visit.session, visit.clock, visit.officer, _number(number), _said())
    return f"/counter/tickets{_place('?')}"


def serve_ticket(visit: Visit, number: str) -> str:
    """He has been served."""
    queueing.serve_ticket(visit.session, visit.clock, visit.officer, _number(number))
    return f"/counter/tickets{_place('?')}"


def put_aside(visit: Visit, number: str) -> str:
    """He was called and has not come."""
    queueing.put_aside(visit.session, visit.clock, visit.officer, _number(number))
    return f"/counter/tickets{_place('?')}"


def in_minutes(span: timedelta | None) -> str:
    """`4:05`, minutes and seconds; a dash for nothing."""
    if span is None:
        return "–"
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    return f"{minutes}:{seconds:02}"


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def _said() -> str:
    return request.form.get("place", "").strip()[:LIMIT_PLACE]


def _place(mark: str) -> str:
    """The window goes along in the address, so that nobody types it twice; letters and digits only."""
    plain = "".join(letter for letter in _said() if letter.isalnum())
    return f"{mark}place={plain}" if plain else ""
