"""Render papers: hand the template and its facts to a press, take back the PDF. The same input gives the same bytes."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Literal

import orjson

from documents.fence.outside import Fence
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


_press = Fence("documents.press", WALL_SECONDS, PAPERS_A_PRESS)
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
    if answer is None:
        frames = _press.ask(order)
        if frames is None:
            raise RenderFailed(template=template, reason="it needs too much time or memory")
        (answer,) = frames
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


def _problem(template: str, answer: dict[str, str]) -> Unavailable | NotFound:
    if answer["error"] == "missing":
        close_presses()  # so that the next try sees what the operator installed meanwhile
        return RendererMissing()
    if answer["error"] == "template":
        return TemplateNotFound(template=answer["reason"])
    return RenderFailed(template=template, reason=answer["reason"])


def close_presses() -> None:
    """Stop the idle presses."""
    _press.close()
