"""The late steps one by one: whose they are, how late, and the word that moves them."""

from flask import Response, request

from cases import queries
from cases.queries import TaskLine
from cases.queries.boards import MOST_LATE
from web.visit import House, Visit, show

NARROWED = ("procedure", "role", "assignee")


def routes(house: House) -> None:
    """`/late`."""
    house.page("/late", show_late)


def show_late(visit: Visit) -> Response:
    """Steps past their own term, latest first, narrowed to one procedure, role or officer."""
    every = queries.late_steps(visit.session, visit.clock, visit.officer)
    wanted = {name: request.args[name] for name in NARROWED if name in request.args}
    rows = [row for row in every if _fits(row, wanted)]
    return show(
        "board/late.html", rows=rows, count=len(rows), more="+" if len(every) >= MOST_LATE else "",
        is_narrowed=bool(wanted), is_reminded="reminded" in request.args, place="late",
    )  # fmt: skip


def _fits(row: TaskLine, wanted: dict[str, str]) -> bool:
    return all(getattr(row, name) == value for name, value in wanted.items())
