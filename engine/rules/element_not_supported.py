"""Everything the engine would have to skip in silence is refused by name: elements, events, extensions, attributes."""

from collections.abc import Iterator, Mapping

from engine.model import Element, Kind
from engine.rules import reasons
from engine.rules.drawing import Drawing
from engine.rules.words import Remark, Sentence

_ELEMENT = Sentence(
    "{place} is a {tag}; the engine cannot run it.",
    "Replace it by an element of those the page of this rule names.",
)
_EVENT = Sentence(
    "{place} is an event with the definition {events}, which the engine cannot run there.",
    "Choose one of the events that the page of this rule names for this place.",
)
_INPUT = Sentence(
    "{place} has an input mapping: nothing could use it before the event has come.",
    "Map what the event brings with output mappings, or the rest at the next step.",
)
_CHILD = Sentence(
    "{place} contains {detail}, which has no meaning here and would be skipped in silence.",
    "Remove it, or say the same with the supported settings of this element.",
)
_ATTRIBUTE = Sentence(
    "{place} has the attribute {detail}, which has no meaning here and would be skipped in silence.",
    "Remove the attribute, or say the same with the supported settings of this element.",
)
_CAMUNDA = Sentence(
    "{place} uses {detail}, a setting of Camunda 7.",
    "Save the diagram for Camunda 8, where the same settings are zeebe: elements and expressions are FEEL.",
)
_TWICE = Sentence(
    "{place} says {detail} twice.",
    "Keep one of them.",
)
_NAMELESS = Sentence(
    "{place} contains a setting without a name: {detail}.",
    "Give it a name, or remove it.",
)
_MIXED = Sentence(
    "{place} contains {detail} with loose text or elements where they have no meaning.",
    "Remove the text or elements that stand in it.",
)
_HIDDEN = Sentence(
    "{place} contains invisible characters in {detail}: a person would read something else than the machine.",
    "Delete the text and type it again.",
)

_MORE = Sentence(
    "From {place} on there are more findings of this kind than can be named.",
    "Mend those that are named, then check again.",
)

_ODDITIES = {
    "element": _CHILD, "attribute": _ATTRIBUTE, "camunda": _CAMUNDA, "twice": _TWICE, "nameless": _NAMELESS,
    "mixed_content": _MIXED, "hidden_character": _HIDDEN, "more": _MORE,
}  # fmt: skip
_WAITS: set[tuple[str, ...]] = {("timerEventDefinition",), ("messageEventDefinition",), ("signalEventDefinition",)}
_CODED: set[tuple[str, ...]] = {("errorEventDefinition",), ("escalationEventDefinition",)}
_LINK: set[tuple[str, ...]] = {("linkEventDefinition",)}
_EVENTS: Mapping[Kind, set[tuple[str, ...]]] = {
    Kind.START: {(), *_WAITS},
    Kind.END: {(), ("messageEventDefinition",), ("signalEventDefinition",), ("terminateEventDefinition",), *_CODED},
    Kind.THROW: {(), ("messageEventDefinition",), ("signalEventDefinition",), ("escalationEventDefinition",), *_LINK},
    Kind.CATCH: _WAITS | _LINK,
    Kind.BOUNDARY: _WAITS | _CODED,
}


def element_not_supported(drawing: Drawing) -> Iterator[Remark]:
    """Refuse what is not in the list of supported elements and settings."""
    for element in drawing.process.elements.values():
        yield from _judge(element, drawing)
    for place, oddity in drawing.oddities(*_ODDITIES):
        yield reasons.DETAILS.get(oddity.detail, _ODDITIES[oddity.kind]).at(place, detail=oddity.detail)


def _judge(element: Element, drawing: Drawing) -> Iterator[Remark]:
    if element.kind is Kind.UNKNOWN:
        yield reasons.TAGS.get(element.tag, _ELEMENT).at(element, tag=element.tag)
    elif element.events not in _events_of(element, drawing):
        yield _reason(element).at(element, events=", ".join(element.events) or "–")

    if element.inputs and element.kind in (Kind.START, Kind.BOUNDARY):
        yield _INPUT.at(element)


def _reason(element: Element) -> Sentence:
    known = [reasons.EVENTS[event] for event in element.events if event in reasons.EVENTS]
    return known[0] if known else reasons.SEVERAL_EVENTS if len(element.events) > 1 else _EVENT


def _events_of(element: Element, drawing: Drawing) -> set[tuple[str, ...]]:
    if element.kind is Kind.START and element.parent:
        return _WAITS | _CODED if drawing.process.is_part_by_event(element.parent) else {()}
    return _EVENTS.get(element.kind, {()})
