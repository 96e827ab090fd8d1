"""Have a scanned page read: hand the file to a reader, take back the page as PDF/A, its picture and its words."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass

from documents.fence.outside import Fence
from documents.scans.quality import PageFacts
from documents.scans.word import LANGUAGE, Word
from ground.canonical import canonical
from ground.errors import Invalid, Unavailable
from ground.messages import Phrase

WALL_SECONDS = 120.0
PAGES_A_READER = 200


class ScanReaderMissing(Unavailable):
    """Scans cannot be read: {what} is missing. Run: apt-get install tesseract-ocr tesseract-ocr-vie"""

    code = "scan_reader_missing"


class PageNotRead(Unavailable):
    """Page {page} could not be read: {reason}. It is tried again."""

    code = "page_not_read"


class PageNotReadable(Invalid):
    """Page {page} cannot be read at all: {reason}. Scan it again."""

    code = "page_not_readable"


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page that was read: as PDF/A-2b with its words under the picture, as a picture, and what is to be said of it.

    `width` and `height` are those of the boxes of its words, in dots.
    """

    paper: bytes
    picture: bytes
    facts: PageFacts
    words: tuple[Word, ...]
    width: int
    height: int


_reader = Fence("documents.scans.reader", WALL_SECONDS, PAGES_A_READER, frames=3, is_quiet=True)


def read_page(content: bytes, kind: str, number: int) -> PageRead:
    """Read page `number` (from 1) of a file that was accepted. Takes seconds: never inside a request or a transaction.

    Raises `ScanReaderMissing`; `PageNotRead` when it may go well another time, `PageNotReadable` when it will not.
    """
    require_tools()
    frames = _reader.ask(canonical({"kind": kind, "number": number}), content)
    if frames is None:
        raise PageNotRead(page=number, reason=Phrase("it took too much time or memory, or the reader was ended"))
    if len(frames) == 1:
        raise _problem(number, json.loads(frames[0][1:]))
    return _page(*frames)


def _page(told: bytes, paper: bytes, picture: bytes) -> PageRead:
    said = json.loads(told[1:])
    words = tuple(Word(**word) for word in said["words"])
    facts = PageFacts(said["dots"], said["skew"], said["is_blank"], said["confidence"], len(words))
    return PageRead(paper, picture, facts, words, said["width"], said["height"])


def _problem(number: int, answer: Mapping[str, str]) -> Unavailable | Invalid:
    if answer["error"] == "reading":
        return PageNotRead(page=number, reason=answer["reason"])
    reason = Phrase("it needs too much memory") if answer["error"] == "too_much" else answer["reason"]
    return PageNotReadable(page=number, reason=reason)


def require_tools() -> None:
    """Raises `ScanReaderMissing` where Tesseract or its Vietnamese is not installed."""
    what = missing_tool()
    if what:
        raise ScanReaderMissing(what=what)


def missing_tool() -> str:
    """What the reading of scans still needs from the system; empty when all is there."""
    program = shutil.which("tesseract")
    if program is None:
        return "tesseract-ocr"
    try:
        told = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return "tesseract-ocr"
    return "" if LANGUAGE in told.stdout.split() else "tesseract-ocr-vie"


def close_readers() -> None:
    """Stop the idle readers."""
    _reader.close()
