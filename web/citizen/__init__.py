"""The pages of citizens: what is offered, applying online, one's own dossier, how punctual the house is."""

from web.citizen import applying, mine, offers, ontime, papers, store
from web.visit import House


def routes(house: House) -> None:
    """All of them."""
    for area in (offers, applying, papers, mine, store, ontime):
        area.routes(house)
