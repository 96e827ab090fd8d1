"""The supervisor's pages: the board, warm drawings, durations, signs, and the loop of justifications."""

from web.board import heat, justifications, overview, period, reuse, sheets, signs, times, waiting
from web.visit import House

PAGES = (overview, heat, period, times, waiting, reuse, signs, justifications, sheets)


def routes(house: House) -> None:
    """All of them."""
    for page in PAGES:
        page.routes(house)
