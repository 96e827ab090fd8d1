"""The studio's pages: the list of procedures and drafts, the drawing table, the approval."""

from web.studio import (
    approval,
    comparing,
    drawing,
    handbook,
    questions,
    rollout,
    shelf,
    travelling,
    trying,
    whereabouts,
)
from web.visit import House


def routes(house: House) -> None:
    """Everything under `/studio`."""
    parts = (
        shelf, drawing, questions, trying, approval, comparing, travelling, handbook, rollout, whereabouts,
    )  # fmt: skip
    for part in parts:
        part.routes(house)
