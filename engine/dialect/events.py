"""Reads what an event waits for: a timer or a message; the names of other event definitions are kept for the rules."""

from collections.abc import Mapping

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


def read_event(node: etree._Element, messages: Mapping[str, Message], notes: Notes) -> Facts:
    """The event definitions of an event: their names, the timer and the message."""
    facts: Facts = {}
    names = []
    for child in node:
        name = spoken(child)
        if name.endswith("EventDefinition"):
            names.append(name)
        if name == "timerEventDefinition":
            facts["timer"] = _timer(child, notes)
        if name == "messageEventDefinition":
            facts["message"] = _awaited(child, messages, notes)
    return facts | {"events": tuple(names)}


def _timer(node: etree._Element, notes: Notes) -> Timer | None:
    notes.check_attributes(node)
    times = notes.check_children(node, frozenset(_TIMES))
    for other in times[1:]:
        notes.odd("twice", other, spoken(other))
    if not times:
        return None
    return Timer(_TIMES[spoken(times[0])], notes.expression_of(times[0]))


def _awaited(node: etree._Element, messages: Mapping[str, Message], notes: Notes) -> Message | None:
    notes.check_attributes(node)
    notes.check_children(node, frozenset())
    name = reference_of(node, "messageRef")
    if name not in messages:
        notes.odd("dangling", node, name or "messageRef")
    return messages.get(name)
