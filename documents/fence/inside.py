"""Inside the fence: serve the house over standard input and output, with little time, little memory and no network.

An answer begins with `P` when it went well, or is one frame of `E` and JSON `{"error": …, "reason": …}`.
"""

import ctypes
import json
import os
import resource
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_REASON_CHARACTERS = 500
Serve = Callable[[IO[bytes], IO[bytes], Path], None]


def work_inside(room: Path, serve: Serve) -> None:
    """Serve the parent process until it closes; `room` is the folder made for us alone, where passing files lie.

    What a library prints must not fall between the frames: it goes to standard error.
    """
    tempfile.tempdir = str(room)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    leave_network()
    try:
        # A parent that was killed reads no answer any more.
        with suppress(BrokenPipeError):
            serve(sys.stdin.buffer, answers, room)
    finally:
        # The parent clears the room too, unless it was killed; then our input ended and nobody else will.
        shutil.rmtree(room, ignore_errors=True)


def failure(error: str, reason: str) -> bytes:
    """The frame that says what did not go."""
    return b"E" + json.dumps({"error": error, "reason": reason[:_REASON_CHARACTERS]}).encode()


def limit_memory(most: int) -> None:
    """So many bytes of address space for this process; an order that wants more fails alone."""
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
