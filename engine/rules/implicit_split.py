"""Ways part at gateways, where everybody can see whether one or all of them are taken."""

from collections.abc import Iterator

from engine.model import Kind
from engine.rules.drawing import Drawing
from engine.rules.words import Remark, Sentence

_SPLIT = Sentence(
    "{count} flows leave {place}, a {tag}: whether one or all of them are taken is not said.",
    "Draw one flow to an exclusive gateway (one way) or a parallel gateway (all ways).",
)
_CONDITION = Sentence(
    "The flow {place} has a condition, but it leaves a {tag}, which never asks.",
    "Move the condition to a flow that leaves an exclusive gateway.",
)
_GATEWAYS = {Kind.EXCLUSIVE, Kind.PARALLEL, Kind.EVENT_GATEWAY, Kind.UNKNOWN}


def implicit_split(drawing: Drawing) -> Iterator[Remark]:
    """Refuse several flows out of a step or event, and conditions anywhere but after an exclusive gateway."""
    for name, flows in drawing.graph.outgoing.items():
        element = drawing.process.elements[name]
        if len(flows) > 1 and element.kind not in _GATEWAYS and element.kind is not Kind.END:
            yield _SPLIT.at(element, count=len(flows), tag=element.tag)
        for flow in flows:
            if flow.condition and element.kind not in (Kind.EXCLUSIVE, Kind.UNKNOWN):
                yield _CONDITION.at(flow, tag=element.tag)
