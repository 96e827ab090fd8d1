"""The register of the counter, printed for some days; the number books of the registry, every number explained."""

from datetime import date

from flask import Response, request

from cases import numberbooks, slips
from cases.queries import books
from ground.clock import today
from ground.errors import Invalid, Problem
from web.errors import state_of
from web.language import language
from web.moments import read_day
from web.visit import House, Visit, show

KINDS = {"issued": "Issued", "reserved": "Reserved", "cancelled": "Cancelled", "missing": "Not explained yet"}
LONGEST = 4000


class DayNotReadable(Invalid):
    """The day cannot be read. Choose the first and the last day."""

    code = "register_day_not_readable"


def routes(house: House) -> None:
    """`/counter/register`, `/numbers`."""
    house.page("/counter/register", show_register)
    house.deed("/counter/register/printing", print_register, refuse_register)
    house.page("/numbers", show_numbers)
    house.deed("/numbers/<book>/reservation", reserve_number, refuse_numbers)
    house.deed("/numbers/<book>/<year>/<serial>/cancellation", cancel_number, refuse_numbers)


def show_register(visit: Visit) -> Response:
    """The volumes of the counter, and the slip a print of one will be."""
    return _register(visit)


def refuse_register(visit: Visit, problem: Problem) -> Response:
    """The page again, with why it was not printed."""
    return _register(visit, problem)


def _register(visit: Visit, problem: Problem | None = None) -> Response:
    found = books.registers(visit.session, visit.clock, visit.officer)
    end = today(visit.clock)
    return show(
        "window/register.html", state_of(problem) if problem else 200, books=found, today_on=end,
        first_on=end.replace(day=1), ordered=request.args.get("ordered", "")[:32],
        sentence=problem.sentence(language()) if problem else "",
    )  # fmt: skip


def print_register(visit: Visit) -> str:
    """Order the register of one volume for some days."""
    form = request.form
    days = _day("from"), _day("until")
    slip = slips.order_register(visit.session, visit.clock, visit.officer, form.get("volume", ""), *days)
    return f"/counter/register?ordered={slip.id}"


def show_numbers(visit: Visit) -> Response:
    """The books of the registry; of the one chosen every number."""
    return _numbers(visit, request.args.get("book", ""), request.args.get("year", ""))


def refuse_numbers(visit: Visit, problem: Problem, book: str, year: str = "", serial: str = "") -> Response:
    """The book again, with why it was not done."""
    return _numbers(visit, book, year, problem)


def _numbers(visit: Visit, kind: str, year: str, problem: Problem | None = None) -> Response:
    found = books.number_books(visit.session, visit.clock, visit.officer)
    wanted = _whole(year) or today(visit.clock).year
    chosen = next((book for book in found if (book.kind, book.year) == (kind, wanted)), found[0] if found else None)
    lines: tuple[numberbooks.NumberLine, ...] = ()
    if chosen is not None:
        lines = tuple(numberbooks.book_of(visit.session, visit.clock, visit.officer, chosen.kind, chosen.year))
    return show(
        "window/numbers.html", state_of(problem) if problem else 200, books=found, chosen=chosen, lines=lines[::-1],
        kinds=KINDS, year_now=today(visit.clock).year, sentence=problem.sentence(language()) if problem else "",
    )  # fmt: skip


def reserve_number(visit: Visit, book: str) -> str:
    """Take the next number of a book for a paper made outside."""
    note = numberbooks.reserve_number(visit.session, visit.clock, visit.officer, book[:50], _reason())
    return f"/numbers?book={book}&year={note.year}"


def cancel_number(visit: Visit, book: str, year: str, serial: str) -> str:
    """Say that a number will bear no paper."""
    numberbooks.cancel_number(
        visit.session, visit.clock, visit.officer, book, _whole(year), _whole(serial), _reason()
    )  # fmt: skip
    return f"/numbers?book={book}&year={year}"


def _reason() -> str:
    return request.form.get("reason", "").strip()[:LONGEST]


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _day(name: str) -> date:
    try:
        return read_day(request.form.get(name, ""))
    except ValueError as error:
        raise DayNotReadable from error
