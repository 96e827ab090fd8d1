"""At an exclusive or inclusive gateway every way is either asked about or the default."""

from collections.abc import Iterator

from engine.model import ASKING, Element
from engine.rules.drawing import Drawing
from engine.rules.words import Remark, Sentence

_UNSAID = Sentence(
    "The flow {place} leaves an exclusive or inclusive gateway with neither a condition nor the mark of the default.",
    "Write its condition in FEEL, or make it the gateway's default flow.",
)
_OPEN = Sentence(
    "The gateway {place} has no default flow: a run for which no condition is true stops there.",
    "Mark the way for every other case as the default flow.",
    severity="warning",
)
_UNREAD = Sentence(
    "The default flow {place} has a condition, which is never asked.",
    "Remove the condition, or let another flow be the default.",
    severity="warning",
)


def exclusive_without_default(drawing: Drawing) -> Iterator[Remark]:
    """Refuse a flow of an asking split without a condition that is no default; warn of splits without default."""
    for gateway in drawing.of_kind(*ASKING):
        yield from _judge(gateway, drawing)


def _judge(gateway: Element, drawing: Drawing) -> Iterator[Remark]:
    flows = drawing.graph.outgoing[gateway.id]
    unsaid = [flow for flow in flows if not flow.condition and flow.id != gateway.default]
    if len(flows) > 1:
        for flow in unsaid:
            yield _UNSAID.at(flow)
    if flows and not gateway.default and not unsaid:
        yield _OPEN.at(gateway)
    for flow in flows:
        if flow.condition and flow.id == gateway.default:
            yield _UNREAD.at(flow)
