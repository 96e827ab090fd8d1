"""The studio's pages: the list of procedures and drafts, the drawing table, the approval."""

from web.studio import approval, comparing, drawing, questions, rollout, shelf, travelling, trying, whereabouts
from web.visit import House


def routes(house: House) -> None:
    """Everything under `/studio`."""
    for part in (shelf, drawing, questions, trying, approval, comparing, travelling, rollout, whereabouts):
        part.routes(house)
