"""Ways part at gateways, where everybody can see whether one or all of them are taken."""

from collections.abc import Iterator

from engine.model import ASKING, Kind
from engine.rules.drawing import Drawing
from engine.rules.words import Remark, Sentence

_SPLIT = Sentence(
    "{count} flows leave {place}, a {tag}: whether one or all of them are taken is not said.",
    "Draw one flow to an exclusive (one way), a parallel (all ways) or an inclusive gateway (some ways).",
)
_CONDITION = Sentence(
    "The flow {place} has a condition, but it leaves a {tag}, which never asks.",
    "Move the condition to a flow that leaves an exclusive or inclusive gateway.",
)
_GATEWAYS = ASKING | {Kind.PARALLEL, Kind.EVENT_GATEWAY, Kind.UNKNOWN}


def implicit_split(drawing: Drawing) -> Iterator[Remark]:
    """Refuse several flows out of a step or event, and conditions anywhere but after a gateway that asks."""
    for name, flows in drawing.graph.outgoing.items():
        element = drawing.process.elements[name]
        if len(flows) > 1 and element.kind not in _GATEWAYS and element.kind is not Kind.END:
            yield _SPLIT.at(element, count=len(flows), tag=element.tag)
        for flow in flows:
            if flow.condition and element.kind not in ASKING | {Kind.UNKNOWN}:
                yield _CONDITION.at(flow, tag=element.tag)
