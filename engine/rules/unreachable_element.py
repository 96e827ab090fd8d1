"""What is drawn can be come to."""

from collections.abc import Iterator

from engine.rules.drawing import Drawing
from engine.rules.graph import circles
from engine.rules.words import Remark, Sentence

_UNREACHABLE = Sentence(
    "No way leads from the start event to {place}: it would never be done.",
    "Connect it, or delete it.",
)


def unreachable_element(drawing: Drawing) -> Iterator[Remark]:
    """Refuse elements no run can come to; of a whole unreachable part only its beginning is named."""
    left = [name for name in drawing.process.elements if name not in drawing.reachable]
    order = {name: position for position, name in enumerate(left)}
    for group in circles(left, drawing.graph.successors):
        before = {name for member in group for name in drawing.graph.predecessors[member]}
        if before <= set(group):
            yield _UNREACHABLE.at(drawing.process.elements[min(group, key=order.__getitem__)])
