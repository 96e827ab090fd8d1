"""Papers are not asked for twice: data of the State, results of this house, the person's own store, papers accepted
before; only then is one asked for. Where each paper came from is kept, so that it can be counted.
"""

from cases.reuse.figures import Share, shares, total
from cases.reuse.ladder import Found, ladder, look_of
from cases.reuse.national import consult, keep_answers, wanted_of
from cases.reuse.shapes import Holder, Offer, OfferGone
from cases.reuse.stores import Look
from cases.reuse.taking import OwnerNotKnown, Taken, own_chain, settle, take

__all__ = [
    "Found", "Holder", "Look", "Offer", "OfferGone", "OwnerNotKnown", "Share", "Taken", "consult", "keep_answers",
    "ladder", "look_of", "own_chain", "settle", "shares", "take", "total", "wanted_of",
]  # fmt: skip
