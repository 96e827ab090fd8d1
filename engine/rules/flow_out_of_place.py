"""Flows and boundary events stand where BPMN lets them stand."""

from collections.abc import Iterator

from engine.model import ACTIVITIES, Element, Kind
from engine.rules.drawing import Drawing
from engine.rules.words import Remark, Sentence

_INTO = Sentence(
    "A flow leads into {place}, a {tag}; nothing may flow into it.",
    "Lead the flow to the step that shall be done again.",
)
_OUT = Sentence(
    "A flow leaves {place}, an end event; nothing comes after an end.",
    "Delete the flow, or replace the end event by a step.",
)
_FROM_LINK = Sentence(
    "A flow leaves {place}, a link that leads elsewhere.",
    "Lead the flow from the link event of the same name that catches.",
)
_HOST = Sentence(
    "The boundary event {place} is attached to a {tag}; only activities carry one.",
    "Attach it to a step.",
)
_HOSTS = ACTIVITIES | {Kind.UNKNOWN}


_ACROSS = Sentence(
    "The flow {place} crosses the border of a sub-process.",
    "Lead it to the sub-process itself; inside, go on from its start event.",
)
_BY_EVENT = Sentence(
    "{place} is an event sub-process with flows or boundary events of its own.",
    "Delete them: its start event begins it, and nothing comes after it.",
)
_FAR = Sentence(
    "The boundary event {place} is attached to {host}, which is drawn in another sub-process.",
    "Draw both in the same place.",
)


def flow_out_of_place(drawing: Drawing) -> Iterator[Remark]:
    """Refuse flows into starts, boundary events, links; flows out of ends; boundary events on anything but a step."""
    for element in drawing.process.elements.values():
        if element.kind in (Kind.START, Kind.BOUNDARY) and drawing.graph.incoming[element.id]:
            yield _INTO.at(element, tag=element.tag)
        if element.kind is Kind.CATCH and _is_link(element) and drawing.graph.incoming[element.id]:
            yield _INTO.at(element, tag=element.tag)
        if element.kind is Kind.THROW and _is_link(element) and drawing.graph.outgoing[element.id]:
            yield _FROM_LINK.at(element)
        if element.kind is Kind.END and drawing.graph.outgoing[element.id]:
            yield _OUT.at(element)
        flows = (*drawing.graph.incoming[element.id], *drawing.graph.outgoing[element.id])
        if element.by_event and (flows or drawing.graph.boundaries[element.id]):
            yield _BY_EVENT.at(element)
        if element.kind is Kind.BOUNDARY:
            yield from _judge_host(element, drawing)
    elements = drawing.process.elements
    for flow in drawing.process.flows.values():
        ends = [elements[name].parent for name in (flow.source, flow.target) if name in elements]
        if len(set(ends)) > 1:
            yield _ACROSS.at(flow)


def _is_link(element: Element) -> bool:
    return "linkEventDefinition" in element.events


def _judge_host(event: Element, drawing: Drawing) -> Iterator[Remark]:
    host = drawing.process.elements.get(event.attached_to)
    if host is not None and host.kind not in _HOSTS:
        yield _HOST.at(event, tag=host.tag)
    elif host is not None and host.parent != event.parent:
        yield _FAR.at(event, host=host.id)
