"""Why the date is the date, on a sheet of its own: every day from receipt on, counted or not, to be printed."""

from flask import Response

from cases import queries
from web.visit import House, Visit, show


def routes(house: House) -> None:
    """`/dossiers/<code>/deadline`."""
    house.page("/dossiers/<code>/deadline", show_deadline)


def show_deadline(visit: Visit, code: str) -> Response:
    """The explanation as a table with reasons and sources."""
    page = queries.dossier_page(visit.session, visit.clock, visit.officer, code)
    deadline = queries.deadline_of(visit.session, visit.clock, visit.officer, code)
    return show("deadline.html", page=page, deadline=deadline)
