"""The board: what is open, soon due, late and standing still; every number opens its list."""

from flask import Response

from cases.queries import Filters
from cases.queries.supervision import LINKS, board
from web.lists.address import list_address
from web.visit import House, Visit, show

TABLES = {"unit": "By unit", "procedure": "By procedure", "holder": "By officer"}


def routes(house: House) -> None:
    """`/board`."""
    house.page("/board", show_board)


def show_board(visit: Visit) -> Response:
    """Three tables of the same steps, each bar a picture of its row."""
    counted = board(visit.session, visit.clock, visit.officer)
    return show("board/overview.html", board=counted, tables=TABLES, link=list_of, place="board")


def list_of(what: str, key: str, kind: str) -> str:
    """The address of the list behind a number: of a unit, procedure or holder, or of everything for an empty name."""
    return list_address(Filters(whose="all"), **({what: key} if what else {}), **LINKS[kind])
