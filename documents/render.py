"""Render papers: hand the template and its facts to a press, take back the PDF. The same input gives the same bytes."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from queue import Empty, LifoQueue
from typing import Literal

import orjson

from documents.press import read_frame, write_frame
from ground.canonical import canonical
from ground.errors import NotFound, Unavailable

PAPERS_A_PRESS = 500
WALL_SECONDS = 60.0


class RendererMissing(Unavailable):
    """Papers cannot be printed: Pango is missing. Run: apt-get install libpango-1.0-0 libpangoft2-1.0-0"""

    code = "renderer_missing"


class TemplateNotFound(NotFound):
    """There is no template {template} for this paper. Add it beside the diagram, then print again."""

    code = "template_not_found"


class RenderFailed(Unavailable):
    """The paper {template} cannot be printed: {reason}. Mend the template or the facts, then print again."""

    code = "render_failed"


class _Press:
    """One press process, replaced after a number of papers so that no leak of the libraries can grow."""

    def __init__(self) -> None:
        self.printed = 0
        self.room = Path(tempfile.mkdtemp(prefix="motcua-press-"))
        paths = os.pathsep.join(dict.fromkeys(path for path in (str(Path(__file__).parents[1]), *sys.path) if path))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "documents.press", str(self.room)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True,
            # Nothing of our environment: it may hold passwords, and a template could be someone else's.
            env={"PYTHONPATH": paths, "PATH": os.environ.get("PATH", ""), "HOME": os.environ.get("HOME", "/"),
                 "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"},
        )  # fmt: skip

    def print(self, order: bytes) -> bytes | None:
        """The answer; None when the press died over this order."""
        self.printed += 1
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        watch = threading.Timer(WALL_SECONDS, self.process.kill)
        watch.start()
        try:
            write_frame(self.process.stdin, order)
            return read_frame(self.process.stdout)
        except BrokenPipeError:
            return None
        finally:
            watch.cancel()

    def close(self) -> None:
        """End the process and clear the room where it laid its fonts."""
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.room, ignore_errors=True)
        for stream in (self.process.stdin, self.process.stdout):
            # A dead press may leave half an order unsent; closing tries to send it.
            with suppress(BrokenPipeError):
                if stream is not None:
                    stream.close()


_idle: LifoQueue[_Press] = LifoQueue()
_kept: ContextVar[dict[bytes, bytes] | None] = ContextVar("kept_papers", default=None)


def render(
    template: str, facts: Mapping[str, object], *, folders: Sequence[Path] = (),
    kind: Literal["slip", "result", "book", "stamp"], sources: Mapping[str, str] | None = None,
) -> bytes:  # fmt: skip
    """The PDF of a template filled with facts: a slip is PDF/A-2b, a result PDF/A-3b with `facts["record"]` inside.

    A book is as a slip, and may take longer.

    A name is looked up in `sources` (templates by name, as a stored bundle has them), then in `folders`, then among our
    own templates (`slips/receipt.html`, `result.html` …). A stamp is a plain PDF to be laid onto another one.
    Never call it inside a request or a transaction.
    Raises `RendererMissing`, `TemplateNotFound` or `RenderFailed`.
    """
    order = canonical({
        "template": template, "facts": orjson.Fragment(canonical(facts)), "kind": kind,
        "folders": [str(folder) for folder in folders], "sources": dict(sources or {}),
    })  # fmt: skip
    kept = _kept.get()
    answer = kept.get(order) if kept is not None else None
    answer = _print(order) if answer is None else answer
    if answer is None:
        raise RenderFailed(template=template, reason="it needs too much time or memory")
    if answer[:1] == b"P":
        if kept is not None:
            kept[order] = answer
        return answer[1:]
    raise _problem(template, orjson.loads(answer[1:]))


@contextmanager
def keeping_papers() -> Iterator[None]:
    """Within this block (and thread) the same order is printed once: for stories that are told again and again."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def _take_press() -> _Press:
    """An idle press that is still alive, or a new one."""
    while True:
        try:
            press = _idle.get_nowait()
        except Empty:
            return _Press()
        if press.process.poll() is None:
            return press
        press.close()


def _print(order: bytes) -> bytes | None:
    press = _take_press()
    answer = None
    try:
        answer = press.print(order)
    finally:
        if answer is None or press.printed >= PAPERS_A_PRESS:
            press.close()
        else:
            _idle.put(press)
    return answer


def _problem(template: str, answer: dict[str, str]) -> Unavailable | NotFound:
    if answer["error"] == "missing":
        close_presses()  # so that the next try sees what the operator installed meanwhile
        return RendererMissing()
    if answer["error"] == "template":
        return TemplateNotFound(template=answer["reason"])
    return RenderFailed(template=template, reason=answer["reason"])


def close_presses() -> None:
    """Stop the idle presses."""
    while True:
        try:
            _idle.get_nowait().close()
        except Empty:
            return


def _forget_presses() -> None:
    """A forked child must not talk to its parent's presses."""
    global _idle
    _idle = LifoQueue()


os.register_at_fork(after_in_child=_forget_presses)
atexit.register(close_presses)
