"""Errors and escalations are told apart by codes: only what is thrown may be computed."""

from collections.abc import Iterator

from engine.model import Element, Kind
from engine.rules.drawing import Drawing
from engine.rules.words import Remark, Sentence

_NONE = Sentence(
    "{place} throws an error or escalation without a code.",
    "Choose an error or escalation that has a code.",
)
_EMPTY = Sentence(
    "{place} refers to {detail}, which has no code.",
    "Give it a code; an event that catches everything refers to nothing.",
)
_COMPUTED = Sentence(
    "The code that {place} catches is an expression: {written}",
    "Write the code itself, so that it can be seen who catches it.",
)
_BESIDE = Sentence(
    "The error event {place} does not interrupt; an error always does.",
    "Let it interrupt, or use an escalation.",
)
_TWICE = Sentence(
    "{place} catches what another event around the same activity catches already.",
    "Keep one of the two, or give it another code.",
)


def code_not_usable(drawing: Drawing) -> Iterator[Remark]:
    """Refuse throws without a code, catches of a computed code, errors that do not interrupt, codes caught twice."""
    for place, oddity in drawing.oddities("no_code"):
        yield _EMPTY.at(place, detail=oddity.detail)
    seen: set[tuple[str, tuple[str, ...], str]] = set()
    for element in drawing.process.elements.values():
        if element.events in (("errorEventDefinition",), ("escalationEventDefinition",)):
            yield from _judge(element, drawing)
            around = _where_caught(element, drawing)
            if around:
                caught = (around, element.events, element.code)
                if caught in seen:
                    yield _TWICE.at(element)
                seen.add(caught)


def _judge(element: Element, drawing: Drawing) -> Iterator[Remark]:
    if element.kind in (Kind.END, Kind.THROW) and not element.code and not _is_said(element, drawing):
        yield _NONE.at(element)
    if element.code.startswith("=") and element.kind in (Kind.BOUNDARY, Kind.START):
        yield _COMPUTED.at(element, written=element.code[:100])
    is_error = "errorEventDefinition" in element.events
    if element.kind in (Kind.BOUNDARY, Kind.START) and not element.interrupting and is_error:
        yield _BESIDE.at(element)


def _where_caught(element: Element, drawing: Drawing) -> str:
    """The activity around which an event catches, told apart from the parts whose own event sub-processes catch."""
    if element.kind is Kind.START:
        return f"in:{drawing.process.elements[element.parent].parent}" if element.parent else ""
    return f"on:{element.attached_to}" if element.kind is Kind.BOUNDARY else ""


def _is_said(element: Element, drawing: Drawing) -> bool:
    """Whether it has been told already that what this event refers to is not there or has no code."""
    return any(oddity.element == element.id for _, oddity in drawing.oddities("no_code", "dangling"))
