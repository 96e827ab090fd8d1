"""What stands beside a step's form: its draft, notes, drawings, why it is whose it is."""

from web.step import drafts, drawing, remarks, why
from web.visit import House

PAGES = (drafts, drawing, remarks, why)


def routes(house: House) -> None:
    """All of them."""
    for page in PAGES:
        page.routes(house)
