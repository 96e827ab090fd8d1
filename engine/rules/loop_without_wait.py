"""A circle that nothing stops would spin for ever inside one transaction."""

from collections.abc import Iterator

from engine.rules.bundle import is_quick
from engine.rules.drawing import Drawing
from engine.rules.graph import circles, is_circle
from engine.rules.words import Remark, Sentence

_SPIN = Sentence(
    "The circle through {place} contains no step that waits for a person, an operation, a message or a time.",
    "Put a user task or a catching event into the circle, or leave it out.",
)


def loop_without_wait(drawing: Drawing) -> Iterator[Remark]:
    """Refuse circles made of gateways and calls that pass straight through."""
    elements = drawing.process.elements
    through = drawing.bundle.straight_through
    quick = [name for name, element in elements.items() if is_quick(drawing.process, element, through)]
    for group in circles(quick, drawing.graph.successors):
        if is_circle(group, drawing.graph.successors):
            yield _SPIN.at(min((elements[name] for name in group), key=lambda element: element.line))
