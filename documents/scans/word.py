"""What a page is told as: words with their places. Light: whoever only asks for a page needs no library for it."""

from dataclasses import dataclass

DOTS = 300
LANGUAGE = "vie"
FORMATS = ("JPEG", "PNG", "TIFF")


@dataclass(frozen=True, slots=True)
class Word:
    """A word that was read: its line on the page, how sure the reading is (0 to 100), its box in dots of the page."""

    text: str
    confidence: float
    line: int
    left: int
    top: int
    width: int
    height: int
