"""What can be run exactly as drawn. `rules` says it to designers in friendly words; here is the last, deaf door."""

from collections.abc import Iterator

from engine.model import Element, Kind, Process
from engine.spiff.errors import ElementNotSupported

ACTIVITIES = frozenset({Kind.USER_TASK, Kind.SERVICE_TASK, Kind.CALL})
EVENTS = frozenset({Kind.CATCH, Kind.BOUNDARY})
TIMERS = frozenset({"date", "duration", "cycle"})


def check(process: Process) -> None:
    """Raises `ElementNotSupported` unless everything in this process can be run exactly as drawn."""
    if sum(element.kind is Kind.START for element in process.elements.values()) != 1:
        raise ElementNotSupported(
            element=process.id, tag="process", process=process.id, reason="one start event is needed"
        )
    for element in process.elements.values():
        for reason in _reasons(process, element):
            raise ElementNotSupported(element=element.id, tag=element.tag, process=process.id, reason=reason)


def texts(process: Process, element: Element) -> Iterator[str]:
    """Every text of the element that may be FEEL, so that it is parsed before the first instance needs it."""
    yield from (element.assignee, element.candidate_groups, element.due_date, element.priority)
    yield from (element.operation, element.retries, element.called)
    yield from (mapping.source for mapping in (*element.inputs, *element.outputs))
    yield from (flow.condition for flow in process.outgoing(element.id))
    if element.timer:
        yield element.timer.value
    if element.message:
        yield element.message.correlation
    if element.loop:
        yield from (element.loop.input_collection, element.loop.output_element, element.loop.completion_condition)


def _reasons(process: Process, element: Element) -> Iterator[str]:
    if element.kind is Kind.UNKNOWN:
        yield "this kind of element is not supported"
    if element.loop is not None and element.kind not in ACTIVITIES:
        yield "only activities can be multi-instance"
    yield from _event_reasons(process, element)
    yield from _flow_reasons(process, element)


def _event_reasons(process: Process, element: Element) -> Iterator[str]:
    if element.kind not in EVENTS:
        if element.timer or element.message or element.events:
            yield "this event definition is not supported here"
        return
    if (element.timer is None) == (element.message is None):
        yield "one timer or one message is needed"
    if element.timer is not None and element.timer.kind not in TIMERS:
        yield "a timer is a date, a duration or a cycle"
    host = process.elements.get(element.attached_to)
    if element.kind is Kind.BOUNDARY and (host is None or host.kind not in ACTIVITIES):
        yield "a boundary event is attached to an activity"


def _flow_reasons(process: Process, element: Element) -> Iterator[str]:
    outgoing = process.outgoing(element.id)
    if any(flow.target not in process.elements for flow in outgoing):
        yield "a flow leads nowhere"
    if element.kind in (Kind.START, Kind.BOUNDARY) and process.incoming(element.id):
        yield "no flow may lead here"
    if element.kind is Kind.END and outgoing:
        yield "no flow may leave an end event"
    if element.kind is Kind.EXCLUSIVE:
        if len(outgoing) > 1 and any(not flow.condition and flow.id != element.default for flow in outgoing):
            yield "each flow needs a condition, or is the default"
        if element.default and element.default not in {flow.id for flow in outgoing}:
            yield "the default is no flow of this gateway"
    elif any(flow.condition for flow in outgoing):
        yield "only flows of an exclusive gateway have conditions"
    followers = {process.elements[flow.target].kind for flow in outgoing if flow.target in process.elements}
    if element.kind is Kind.EVENT_GATEWAY and followers != {Kind.CATCH}:
        yield "only catch events follow an event-based gateway"
