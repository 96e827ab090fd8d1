"""The studio's pages: the list of procedures and drafts, the drawing table, the approval."""

from web.studio import approval, comparing, drawing, questions, shelf, travelling, trying
from web.visit import House


def routes(house: House) -> None:
    """Everything under `/studio`."""
    for part in (shelf, drawing, questions, trying, approval, comparing, travelling):
        part.routes(house)
