"""The window of the one-stop department beside reception: the queue and its screen in the hall, the hand-over list,
the register, the number books."""

from web.visit import House
from web.window import books, handover, tickets

PAGES = (tickets, handover, books)


def routes(house: House) -> None:
    """All of them."""
    for page in PAGES:
        page.routes(house)
