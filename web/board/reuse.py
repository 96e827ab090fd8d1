"""How much is not asked again: of all papers that could be here already, by procedure and by where they were found."""

from collections.abc import Mapping
from datetime import date

from flask import Response

from cases.queries.supervision import overseen
from cases.reuse import Share, shares, total
from ground.clock import today
from web.board.days import day_asked
from web.visit import House, Visit, show

RUNGS = {
    "data": "data of the State",
    "result": "result of this house",
    "own": "the applicant's own store",
    "accepted": "accepted before",
    "elsewhere": "found elsewhere, by hand",
    "asked": "asked for",
}


def routes(house: House) -> None:
    """`/board/reuse`."""
    house.page("/board/reuse", show_reuse)
    house.blueprint.add_app_template_global(rungs, "rungs")


def rungs() -> Mapping[str, str]:
    """By rung its words."""
    return RUNGS


def show_reuse(visit: Visit) -> Response:
    """A bar a procedure, its table, and what was asked for although it was here."""
    from_on, until_on = days_asked(visit)
    lines = shares_asked(visit)
    return show("board/reuse.html", shares=lines, whole=total(lines), from_on=from_on, until_on=until_on, place="reuse")


def shares_asked(visit: Visit) -> tuple[Share, ...]:
    """The figures of the officer's units and the days in the address."""
    return shares(visit.session, overseen(visit.session, visit.clock, visit.officer), *days_asked(visit))


def days_asked(visit: Visit) -> tuple[date, date]:
    """From and until in the address, else this year so far."""
    on = today(visit.clock)
    return day_asked("from", date(on.year, 1, 1)), day_asked("until", on)
