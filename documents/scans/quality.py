"""What is to be said of a scanned page. Pure; the bounds are the law's or the office's and come from above."""

from collections.abc import Sequence
from dataclasses import dataclass

from documents.scans.word import Word

FINDINGS = ("blank", "low_dots", "skewed", "unreadable", "doubtful")


@dataclass(frozen=True, slots=True)
class Bounds:
    """From where on a page is found fault with: dots an inch, degrees, and the mean confidence of its words."""

    dots: int = 200
    skew: float = 5.0
    readable: float = 60.0
    sure: float = 80.0


@dataclass(frozen=True, slots=True)
class PageFacts:
    """How a page came: dots an inch, by how many degrees askew, whether blank, how surely it was read (0 to 100)."""

    dots: int
    skew: float
    is_blank: bool
    confidence: float
    words: int


def findings(page: PageFacts, bounds: Bounds) -> tuple[str, ...]:
    """The names of what is wrong, gravest last; empty for a good page. A blank page is told of and is no fault."""
    if page.is_blank:
        return ("blank",)
    said = []
    if page.dots < bounds.dots:
        said.append("low_dots")
    if abs(page.skew) >= bounds.skew:
        said.append("skewed")
    if page.words == 0 or page.confidence < bounds.readable:
        said.append("unreadable")
    elif page.confidence < bounds.sure:
        said.append("doubtful")
    return tuple(said)


def confidence_of(words: Sequence[Word]) -> float:
    """The mean confidence of the words, each by its length; 0.0 where none was read."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0
