"""The window of the one-stop department beside reception: the queue and its screen in the hall, the hand-over list."""

from web.visit import House
from web.window import handover, tickets

PAGES = (tickets, handover)


def routes(house: House) -> None:
    """All of them."""
    for page in PAGES:
        page.routes(house)
