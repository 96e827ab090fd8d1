"""From everywhere there is a way to an end event."""

from collections.abc import Iterator

from engine.model import ACTIVITIES, Kind
from engine.rules.drawing import Drawing
from engine.rules.graph import circles
from engine.rules.words import Remark, Sentence

_STOP = Sentence(
    "Nothing leads on from {place}, and it is no end event.",
    "Connect it to what comes next, or to an end event.",
)
_ENDS = Sentence(
    "The way ends at {place}, which is no end event.",
    "Draw an end event behind it, so that everybody sees how the process ends.",
    severity="warning",
)
_ROUND = Sentence(
    "From {place} no way leads to an end event: a run would go round for ever.",
    "Draw a way out of the circle to an end event.",
)


# BPMN lets a way end at a step or an intermediate event as well.
_WHERE_WAYS_MAY_END = ACTIVITIES | {Kind.CATCH, Kind.THROW}


def dead_end(drawing: Drawing) -> Iterator[Remark]:
    """Refuse gateways and starts that lead nowhere, and circles without a way out, one of each; warn of steps at
    which a way ends."""
    elements, graph = drawing.process.elements, drawing.graph
    ends = {element.id for element in drawing.of_kind(Kind.END)}
    # A boundary event is a way out only when it fires: the step itself still needs an outgoing flow.
    ends |= {element.id for element in drawing.of_kind(Kind.SUBPROCESS) if element.by_event}
    # A link without its pair is another rule's matter.
    ends |= {element.id for element in drawing.of_kind(Kind.THROW) if "linkEventDefinition" in element.events}
    stops = [name for name in elements if not graph.outgoing[name] and name in drawing.reachable and name not in ends]
    for name in stops:
        yield (_ENDS if elements[name].kind in _WHERE_WAYS_MAY_END else _STOP).at(elements[name])
    saved = graph.before([*(name for name in ends if not graph.links[name]), *stops])
    left = [name for name in elements if name in drawing.reachable and name not in saved]
    for group in circles(left, graph.successors):
        if all(name in group for member in group for name in graph.successors[member]):
            yield _ROUND.at(min((elements[name] for name in group), key=lambda element: element.line))
