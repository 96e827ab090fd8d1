"""Have a scanned page read: hand the file to a reader, take back the page as PDF/A, its picture and its words."""

import atexit
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, LifoQueue
from typing import Any

from documents.press import read_frame, write_frame
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


class _Reader:
    """One reader process with the children it starts; replaced after a number of pages."""

    def __init__(self) -> None:
        self.pages = 0
        self.room = Path(tempfile.mkdtemp(prefix="motcua-reader-"))
        paths = os.pathsep.join(dict.fromkeys(path for path in (str(Path(__file__).parents[2]), *sys.path) if path))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "documents.scans.reader", str(self.room)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
            # Nothing of our environment: it may hold passwords, and a page could be anybody's.
            env={"PYTHONPATH": paths, "PATH": os.environ.get("PATH", ""), "HOME": str(self.room),
                 "TMPDIR": str(self.room), "LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1"},
        )  # fmt: skip

    def ask(self, order: Mapping[str, Any], content: bytes) -> list[bytes] | None:
        """The frames of the answer; None when the reader died over this page."""
        self.pages += 1
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        watch = threading.Timer(WALL_SECONDS, self.kill)
        watch.start()
        try:
            write_frame(self.process.stdin, canonical(order))
            write_frame(self.process.stdin, content)
            first = read_frame(self.process.stdout)
            if first is None or first[:1] == b"E":
                return None if first is None else [first]
            rest = [read_frame(self.process.stdout) for _ in range(2)]
            return [first, *(each for each in rest if each is not None)] if None not in rest else None
        except BrokenPipeError:
            return None
        finally:
            watch.cancel()

    def kill(self) -> None:
        """End the reader and what it has started."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def close(self) -> None:
        """End it and clear its room."""
        self.kill()
        self.process.wait()
        shutil.rmtree(self.room, ignore_errors=True)
        for stream in (self.process.stdin, self.process.stdout):
            with suppress(BrokenPipeError):
                if stream is not None:
                    stream.close()


_idle: LifoQueue[_Reader] = LifoQueue()


def read_page(content: bytes, kind: str, number: int) -> PageRead:
    """Read page `number` (from 1) of a file that was accepted. Takes seconds: never inside a request or a transaction.

    Raises `ScanReaderMissing`; `PageNotRead` when it may go well another time, `PageNotReadable` when it will not.
    """
    require_tools()
    reader = _take_reader()
    frames = None
    try:
        frames = reader.ask({"kind": kind, "number": number}, content)
    finally:
        if frames is None or reader.pages >= PAGES_A_READER:
            reader.close()
        else:
            _idle.put(reader)
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


def _take_reader() -> _Reader:
    while True:
        try:
            reader = _idle.get_nowait()
        except Empty:
            return _Reader()
        if reader.process.poll() is None:
            return reader
        reader.close()


def close_readers() -> None:
    """Stop the idle readers."""
    while True:
        try:
            _idle.get_nowait().close()
        except Empty:
            return


def _forget_readers() -> None:
    """A forked child must not talk to its parent's readers."""
    global _idle
    _idle = LifoQueue()


os.register_at_fork(after_in_child=_forget_readers)
atexit.register(close_readers)
