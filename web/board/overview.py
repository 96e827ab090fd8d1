"""The board: what is open, late, standing still, and what the next days bring; every number opens its list."""

from collections.abc import Callable

from flask import Response, request

from cases.queries import Filters
from cases.queries.supervision import Board, board
from web.lists.address import list_address
from web.visit import House, Visit, show

TABLES = {"unit": "By unit", "procedure": "By procedure", "holder": "By officer"}
# So many lines of a table are shown unless all are asked for.
MOST_LINES = 20


def routes(house: House) -> None:
    """`/board`."""
    house.page("/board", show_board)


def show_board(visit: Visit) -> Response:
    """Three tables of the same steps, each bar a picture of its row."""
    counted = board(visit.session, visit.clock, visit.officer)
    return show(
        "board/overview.html", board=counted, tables=TABLES, link=links_of(counted), place="board",
        most=None if request.args.get("all") else MOST_LINES,
        day_link=lambda day: list_address(Filters(whose="all"), due=day.span),
    )  # fmt: skip


def links_of(counted: Board) -> Callable[[str, str, str], str]:
    """The address of the list behind a number: of a unit, procedure or holder, or of everything for an empty name."""

    def link(what: str, key: str, kind: str) -> str:
        return list_address(Filters(whose="all"), **({what: key} if what else {}), **counted.link(kind))

    return link
