"""A process begins at one place, and so does a sub-process."""

from collections.abc import Iterator

from engine.model import Kind
from engine.rules.drawing import Drawing
from engine.rules.words import Remark, Sentence

_NONE = Sentence(
    "{place} has no start event.",
    "Draw one start event and connect it to the first step.",
)
_SEVERAL = Sentence(
    "There is a second start event, {place}; which of them begins a run is not said.",
    "Keep one start event and decide the way with an exclusive gateway after it.",
)


def start_event(drawing: Drawing) -> Iterator[Remark]:
    """Refuse a process or sub-process with no start event or with several."""
    process = drawing.process
    for scope in process.scopes:
        starts = [element for element in process.inside(scope) if element.kind is Kind.START]
        if not starts:
            yield _NONE.at(process.elements[scope] if scope else process)
        for start in starts[1:]:
            yield _SEVERAL.at(start)
