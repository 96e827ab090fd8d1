"""The archive's pages: what is due, lists that go over, a dossier's holds and its package."""

from web.archive import dossier, lists
from web.visit import House


def routes(house: House) -> None:
    """All of them."""
    for page in (lists, dossier):
        page.routes(house)
