"""What can be run exactly as drawn. `rules` says it to designers in friendly words; here is the last, deaf door."""

from collections.abc import Iterator, Mapping

from engine.model import ACTIVITIES, ASKING, Element, Flow, Kind, Process
from engine.spiff.errors import ElementNotSupported

TIMERS = frozenset({"date", "duration", "cycle"})
CAUGHT = frozenset({"timer", "message", "signal", "error", "escalation"})
# What an element may wait for or send, each of these alone.
TRIGGERS: Mapping[Kind, frozenset[str]] = {
    Kind.START: frozenset({"", "timer", "message", "signal"}),
    Kind.END: frozenset({"", "message", "signal", "error", "escalation", "terminate"}),
    Kind.THROW: frozenset({"", "message", "signal", "escalation", "link"}),
    Kind.CATCH: frozenset({"timer", "message", "signal", "link"}),
    Kind.BOUNDARY: CAUGHT,
    Kind.RECEIVE_TASK: frozenset({"message"}),
}
NOTHING = frozenset({""})


def check(process: Process) -> None:
    """Raises `ElementNotSupported` unless everything in this process can be run exactly as drawn."""
    for scope in process.scopes:
        if not _begins_once(process, scope):
            tag = process.elements[scope].tag if scope else "process"
            raise ElementNotSupported(
                element=scope or process.id, tag=tag, process=process.id, reason="one start event is needed"
            )
    for element in process.elements.values():
        for reason in _reasons(process, element):
            raise ElementNotSupported(element=element.id, tag=element.tag, process=process.id, reason=reason)


def _begins_once(process: Process, scope: str) -> bool:
    """Whether it is plain where this part begins: a process may have further start events that wait for something."""
    starts = [element for element in process.inside(scope) if element.kind is Kind.START]
    if scope:
        return len(starts) == 1
    return bool(starts) and sum(not start.is_awaited for start in starts) <= 1


def texts(process: Process, element: Element) -> Iterator[str]:
    """Every text of the element that may be FEEL, so that it is parsed before the first instance needs it."""
    yield from (element.assignee, element.candidate_groups, element.due_date, element.priority)
    yield from (element.operation, element.retries, element.called, element.script, element.signal, element.code)
    yield from (mapping.source for mapping in (*element.inputs, *element.outputs))
    yield from (flow.condition for flow in process.outgoing(element.id))
    if element.timer:
        yield element.timer.value
    for message in (element.message, element.sent):
        if message is not None:
            yield from (message.name, message.correlation)
    if element.loop:
        yield from (element.loop.input_collection, element.loop.output_element, element.loop.completion_condition)


def _reasons(process: Process, element: Element) -> Iterator[str]:
    if element.kind is Kind.UNKNOWN:
        yield "this kind of element is not supported"
    if element.kind is Kind.RULE_TASK and element.decision and not element.result:
        yield "a result variable is needed"
    if element.by_event and (process.outgoing(element.id) or process.incoming(element.id)):
        yield "an event starts this sub-process, no flow"
    if element.by_event and (element.loop or process.boundaries(element.id)):
        yield "an event sub-process is neither repeated nor watched"
    if element.loop is not None and element.kind not in ACTIVITIES:
        yield "only activities can be multi-instance"
    if element.kind is Kind.SCRIPT_TASK and not (element.script and element.result):
        yield "an expression and a result variable are needed"
    if element.parent and process.elements[element.parent].kind is not Kind.SUBPROCESS:
        yield "it lies in something that is no sub-process"
    yield from _event_reasons(process, element)
    yield from _flow_reasons(process, element)


def _event_reasons(process: Process, element: Element) -> Iterator[str]:
    triggers = triggers_of(element)
    is_awaited = element.kind is Kind.START and process.is_part_by_event(element.parent)
    lawful = CAUGHT if is_awaited else NOTHING if _is_start_inside(element) else TRIGGERS.get(element.kind, NOTHING)
    if len(triggers) != 1 or not triggers <= lawful:
        yield "these event definitions are not supported here"
    if triggers == {"signal"} and not element.signal:
        yield "the signal has no name"
    if triggers == {"message"} and element.message is None and not element.is_job:
        yield "the message is not there"
    if triggers == {"timer"} and (element.timer is None or element.timer.kind not in TIMERS):
        yield "a timer is a date, a duration or a cycle"
    if triggers & {"error", "escalation"} and element.kind in (Kind.END, Kind.THROW) and not element.code:
        yield "what is thrown needs a code"
    if triggers == {"error"} and not element.interrupting:
        yield "an error always interrupts"
    if triggers == {"link"} and not _is_paired(process, element):
        yield "a link leads to the one event of its name"
    host = process.elements.get(element.attached_to)
    if element.kind is Kind.BOUNDARY and (host is None or host.kind not in ACTIVITIES):
        yield "a boundary event is attached to an activity"
    if host is not None and host.parent != element.parent:
        yield "a boundary event is drawn where its activity is"


def _is_start_inside(element: Element) -> bool:
    return element.kind is Kind.START and bool(element.parent)


def _is_paired(process: Process, element: Element) -> bool:
    if element.kind is Kind.THROW:
        return len(process.linked(element.id)) == 1 and not process.outgoing(element.id)
    return not process.incoming(element.id)


def triggers_of(element: Element) -> set[str]:
    """What this element waits for or sends: one word each; one empty word for nothing."""
    given = {
        "timer": element.timer, "message": element.message, "link": element.link or None,
        "signal": element.signal or None,
    }  # fmt: skip
    named = {event.removesuffix("EventDefinition") for event in element.events}
    return {name for name, what in given.items() if what is not None} | named or {""}


def _flow_reasons(process: Process, element: Element) -> Iterator[str]:
    outgoing = process.outgoing(element.id)
    if any(flow.target not in process.elements for flow in outgoing):
        yield "a flow leads nowhere"
    elif any(process.elements[flow.target].parent != element.parent for flow in outgoing):
        yield "a flow crosses the border of a sub-process"
    if element.kind in (Kind.START, Kind.BOUNDARY) and process.incoming(element.id):
        yield "no flow may lead here"
    if element.kind is Kind.END and outgoing:
        yield "no flow may leave an end event"
    yield from _condition_reasons(element, outgoing)
    followers = [process.elements[flow.target] for flow in outgoing if flow.target in process.elements]
    if element.kind is Kind.EVENT_GATEWAY and not (followers and all(_may_race(process, one) for one in followers)):
        yield "only catch events and plain receive tasks follow an event-based gateway"


def _may_race(process: Process, element: Element) -> bool:
    is_plain = not process.boundaries(element.id) and element.loop is None
    return element.kind is Kind.CATCH or (element.kind is Kind.RECEIVE_TASK and is_plain)


def _condition_reasons(element: Element, outgoing: tuple[Flow, ...]) -> Iterator[str]:
    if element.default and element.default not in {flow.id for flow in outgoing}:
        yield "the default is none of its flows"
    if element.kind in ASKING:
        if len(outgoing) > 1 and any(not flow.condition and flow.id != element.default for flow in outgoing):
            yield "each flow needs a condition, or is the default"
    elif any(flow.condition for flow in outgoing) and element.kind not in ACTIVITIES:
        yield "only flows of a step or of a gateway that asks have conditions"
    elif element.default and any(not flow.condition and flow.id != element.default for flow in outgoing):
        yield "beside the default each flow needs a condition"
