"""The press: a process of its own that draws papers, with little time, little memory and no network.

It reads orders from its standard input and answers on its standard output until the input ends. A frame is its length
in 4 bytes, big-endian, then that many bytes. An order is JSON; an answer is `P` and the PDF, or `E` and JSON
`{"error": …, "reason": …}`.
"""

import ctypes
import gc
import importlib
import json
import os
import resource
import shutil
import struct
import sys
import tempfile
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import IO, Any

from jinja2 import TemplateError, TemplateNotFound

CPU_SECONDS = 10
BOOK_SECONDS = 40  # a book of forty pages with its drawings
MEMORY_BYTES = 1 << 30
PAPERS_A_SWEEP = 10
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000


def write_frame(stream: IO[bytes], content: bytes) -> None:
    """Send one frame."""
    stream.write(struct.pack(">I", len(content)) + content)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes | None:
    """The next frame; None when the other side has closed or died in the middle of one."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    (length,) = struct.unpack(">I", head)
    content = stream.read(length)
    return content if len(content) == length else None


def serve(orders: IO[bytes], answers: IO[bytes]) -> None:
    """Answer orders until there are no more.

    Memory is swept between orders, when nobody waits, not during them: what is being drawn is alive anyway.
    """
    drawer = _drawer()
    limit_memory(MEMORY_BYTES)
    gc.freeze()
    gc.disable()
    for number in count(1):
        if (frame := read_frame(orders)) is None:
            return
        order = json.loads(frame)
        limit_time(BOOK_SECONDS if order["kind"] == "book" else CPU_SECONDS)
        answer = _answer(drawer, order)
        write_frame(answers, answer)
        if number % PAPERS_A_SWEEP == 0 or answer[:1] == b"E":
            gc.collect()


def _drawer() -> Any:
    """The drawer, or None where the system lacks Pango; importing it is what finds that out."""
    try:
        return importlib.import_module("documents.drawing").Drawer()
    except OSError:
        return None


def _answer(drawer: Any, order: dict[str, Any]) -> bytes:
    if drawer is None:
        return _error("missing", "")
    try:
        folders = [Path(folder) for folder in order.pop("folders")]
        return b"P" + bytes(drawer.draw(folders=folders, **order))
    except TemplateNotFound as error:
        return _error("template", str(error.name))
    except MemoryError:
        return _error("failed", "it needs too much memory")
    except (TemplateError, ValueError, TypeError, KeyError, ArithmeticError) as error:
        return _error("failed", f"{type(error).__name__}: {error}")
    except BaseException as error:  # the border of the process: a template's failure must arrive as a reason
        # WeasyPrint stops a drawing that fetches what it may not with an error outside of Exception.
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        return _error("failed", f"{type(error).__name__}: {error}")


def _error(error: str, reason: str) -> bytes:
    return b"E" + json.dumps({"error": error, "reason": reason[:500]}).encode()


def limit_memory(most: int) -> None:
    """So many bytes of address space for this process; a drawing that wants more fails alone."""
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_time(seconds: int) -> None:
    """Processor time for the next order, counted from what is used already."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, most))


def leave_network() -> None:
    """Step into a network of our own with nothing in it, where the kernel allows that; it is the second fence only."""
    library = ctypes.CDLL(None, use_errno=True)
    if library.unshare(_NEW_NETWORK) != 0:
        library.unshare(_NEW_USER | _NEW_NETWORK)


def main(room: str) -> None:
    """Serve the parent process; `room` is the folder made for us alone, where libraries lay their passing files.

    What a library prints must not fall between the frames: it goes to standard error.
    """
    tempfile.tempdir = room
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    leave_network()
    try:
        # A parent that was killed reads no answer any more.
        with suppress(BrokenPipeError):
            serve(sys.stdin.buffer, answers)
    finally:
        # The parent clears the room too, unless it was killed; then our input ended and nobody else will.
        shutil.rmtree(room, ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1])
