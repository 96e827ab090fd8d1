"""A process does not call itself, not even through others."""

from collections.abc import Iterator

from engine.model import Kind
from engine.rules.drawing import Drawing
from engine.rules.words import Remark, Sentence

_CYCLE = Sentence(
    "{place} calls the process {called}, which leads back to {process}: the calls would never end.",
    "Draw the repetition as a loop with a user task, and let the called process end.",
)


def call_cycle(drawing: Drawing) -> Iterator[Remark]:
    """Refuse calls that lie on a circle of calls in the bundle."""
    circle = drawing.bundle.call_circle.get(drawing.process.id, frozenset())
    for call in drawing.of_kind(Kind.CALL):
        if call.called in circle:
            yield _CYCLE.at(call, called=call.called, process=drawing.process.id)
