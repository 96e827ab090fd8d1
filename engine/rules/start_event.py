"""A process begins at one place."""

from collections.abc import Iterator

from engine.model import Kind
from engine.rules.drawing import Drawing
from engine.rules.words import Remark, Sentence

_NONE = Sentence(
    "The process {place} has no start event.",
    "Draw one start event and connect it to the first step.",
)
_SEVERAL = Sentence(
    "The process has a second start event, {place}; which of them begins a run is not said.",
    "Keep one start event and decide the way with an exclusive gateway after it.",
)


def start_event(drawing: Drawing) -> Iterator[Remark]:
    """Refuse a process with no start event or with several."""
    starts = list(drawing.of_kind(Kind.START))
    if not starts:
        yield _NONE.at(drawing.process)
    for start in starts[1:]:
        yield _SEVERAL.at(start)
