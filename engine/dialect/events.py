"""Reads what an event waits for: a timer or a message; the names of other event definitions are kept for the rules."""

from collections.abc import Callable, Mapping

from lxml import etree

from engine.dialect.extensions import Facts, extensions_of
from engine.dialect.names import reference_of, spoken, value_of
from engine.dialect.notes import Notes
from engine.model import Message, Timer

_TIMES = {"timeDate": "date", "timeDuration": "duration", "timeCycle": "cycle"}
_EXTENDED = frozenset({"extensionElements"})


def read_message(node: etree._Element, notes: Notes) -> Message:
    """A message of the drawing with the correlation key of its subscription."""
    notes.check_attributes(node)
    notes.check_children(node, _EXTENDED)
    keys = [value_of(child, "correlationKey") for child in extensions_of(node, "message", notes)]
    return Message(value_of(node, "name"), keys[0] if keys else "")


def read_event(
    node: etree._Element, messages: Mapping[str, Message], codes: Mapping[str, str], notes: Notes, *, throws: bool
) -> Facts:
    """What an event waits for or throws: names, timer, message, signal, code or link."""
    facts: Facts = {}
    names = []
    for child in node:
        name = spoken(child)
        if name.endswith("EventDefinition"):
            names.append(name)
        if name == "timerEventDefinition":
            facts["timer"] = _timer(child, notes)
        if name == "messageEventDefinition":
            notes.check_attributes(child)
            notes.check_children(child, frozenset())
            facts |= read_sent(child, messages, notes) if throws else read_awaited(child, messages, notes)
        if name in _PLAIN:
            notes.check_attributes(child)
            notes.check_children(child, frozenset())
            facts |= _PLAIN[name](child, codes, notes)
    return facts | {"events": tuple(names)}


def _timer(node: etree._Element, notes: Notes) -> Timer | None:
    notes.check_attributes(node)
    times = notes.check_children(node, frozenset(_TIMES))
    for other in times[1:]:
        notes.odd("twice", other, spoken(other))
    if not times:
        return None
    return Timer(_TIMES[spoken(times[0])], notes.expression_of(times[0]))


def read_awaited(node: etree._Element, messages: Mapping[str, Message], notes: Notes) -> Facts:
    """The message an event or a receive task waits for."""
    name = reference_of(node, "messageRef")
    if name not in messages:
        notes.odd("dangling", node, name or "messageRef")
    return {"message": messages.get(name)}


def read_sent(node: etree._Element, messages: Mapping[str, Message], notes: Notes) -> Facts:
    """The message that is sent, where it is named; then it must be there."""
    name = reference_of(node, "messageRef")
    if name and name not in messages:
        notes.odd("dangling", node, name)
    return {"sent": messages.get(name)}


def _signal(node: etree._Element, names: Mapping[str, str], notes: Notes) -> Facts:
    name = reference_of(node, "signalRef")
    if name not in names:
        notes.odd("dangling", node, name or "signalRef")
    return {"signal": names.get(name, "")}


def _coded(attribute: str) -> Callable[[etree._Element, Mapping[str, str], Notes], Facts]:
    def read(node: etree._Element, codes: Mapping[str, str], notes: Notes) -> Facts:
        name = reference_of(node, attribute)
        if name and name not in codes:
            notes.odd("dangling", node, name)
        if name and not codes.get(name, name):
            notes.odd("no_code", node, name)
        return {"code": codes.get(name, "")}

    return read


_PLAIN: Mapping[str, Callable[[etree._Element, Mapping[str, str], Notes], Facts]] = {
    "errorEventDefinition": _coded("errorRef"),
    "escalationEventDefinition": _coded("escalationRef"),
    "signalEventDefinition": _signal,
    "linkEventDefinition": lambda node, _codes, _notes: {"link": value_of(node, "name")},
    "terminateEventDefinition": lambda _node, _codes, _notes: {},
}
