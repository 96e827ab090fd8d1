"""Ways that part without a gateway: all of them are taken, or those whose condition is true."""

from collections.abc import Iterator

from engine.model import ACTIVITIES, ASKING, Element, Flow, Kind
from engine.rules.drawing import Drawing
from engine.rules.words import Remark, Sentence

_SPLIT = Sentence(
    "{count} flows leave {place}, a {tag}: all of them are taken at the same time.",
    "If that is meant, draw a parallel gateway, so that everybody sees it; if only one is meant, an exclusive one.",
    severity="warning",
)
_SOME = Sentence(
    "Flows with conditions leave {place}, a {tag}: each whose condition is true is taken, not only the first.",
    "If that is meant, draw an inclusive gateway, so that everybody sees it; if only one is meant, an exclusive one.",
    severity="warning",
)
_CONDITION = Sentence(
    "The flow {place} has a condition, but it leaves a {tag}, which never asks.",
    "Move the condition to a flow that leaves a step, or an exclusive or inclusive gateway.",
)
_BESIDE = Sentence(
    "The flow {place} has no condition and stands beside a default flow: when the default is taken is not said.",
    "Give it a condition, or remove the mark of the default from the other one.",
)
_GATEWAYS = ASKING | {Kind.PARALLEL, Kind.EVENT_GATEWAY, Kind.UNKNOWN}


def implicit_split(drawing: Drawing) -> Iterator[Remark]:
    """Warn of several flows out of a step or event; refuse conditions where nothing asks, and half-said defaults."""
    for name, flows in drawing.graph.outgoing.items():
        element = drawing.process.elements[name]
        if element.kind not in _GATEWAYS and element.drawn:
            yield from _judge(element, flows)
        elif element.kind not in ASKING | {Kind.UNKNOWN}:
            yield from (_CONDITION.at(flow, tag=element.tag) for flow in flows if flow.condition)


def _judge(element: Element, flows: list[Flow]) -> Iterator[Remark]:
    asking = [flow for flow in flows if flow.condition]
    if asking and element.kind not in ACTIVITIES:
        yield from (_CONDITION.at(flow, tag=element.tag) for flow in asking)
    elif asking or element.default:
        if len(asking) > 1 or not element.default:
            yield _SOME.at(element, tag=element.tag)
        for flow in flows if element.default else ():
            if not flow.condition and flow.id != element.default:
                yield _BESIDE.at(flow)
    elif len(flows) > 1 and element.kind is not Kind.END:
        yield _SPLIT.at(element, count=len(flows), tag=element.tag)
