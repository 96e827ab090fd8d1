"""Whose papers, and what is offered of them."""

from dataclasses import dataclass
from datetime import date

from ground.errors import Invalid

SHORTEST_IDENTITY = 6


class OfferGone(Invalid):
    """The paper chosen for {code} cannot be used any more: it has expired, was withdrawn, or its owner said no."""

    code = "offer_gone"


@dataclass(frozen=True, slots=True)
class Holder:
    """A citizen or organisation by number alone: names are written in many ways."""

    kind: str
    identity: str

    @property
    def is_known(self) -> bool:
        """Whether there is a number to look for; without one nobody has papers here."""
        return len(self.identity) >= SHORTEST_IDENTITY


@dataclass(frozen=True, slots=True)
class OnShelf:
    """A file in the vault that goes along with an offer."""

    digest: str
    name: str
    kind: str = "pdf"
    media_type: str = "application/pdf"
    size: int = 0
    pages: int = 0
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper that need not be asked for: which component it serves as, its number and days, where it lies.

    `id` is the rung and the row it was found in. `source` is told to people: which dossier's result, which database.
    """

    id: str
    rung: str
    component: str
    title: str
    source: str
    number: str = ""
    issued_on: date | None = None
    valid_until_on: date | None = None
    files: tuple[OnShelf, ...] = ()
    consent_id: str = ""
    is_trial: bool = False

    @property
    def row_id(self) -> str:
        """The row behind it."""
        return self.id.partition(":")[2]

    @property
    def reference(self) -> str:
        """How a dossier writes down where its paper was found."""
        days = f", {self.issued_on:%d/%m/%Y}" if self.issued_on else ""
        return f"{self.source}{f': {self.number}' if self.number else ''}{days}"[:200]
