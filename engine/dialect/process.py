"""Reads one process: its nodes, flows and lanes, with everything strange written down."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from engine.dialect.beginnings import with_beginnings
from engine.dialect.events import read_awaited, read_event, read_sent
from engine.dialect.extensions import Facts, read_extensions, read_loop
from engine.dialect.lanes import read_lanes
from engine.dialect.names import (
    EVENTS,
    KINDS,
    NOTES,
    PAPER_LINES,
    PAPER_SLOTS,
    UNKNOWN_NODES,
    is_true,
    reference_of,
    spoken,
    value_of,
)
from engine.dialect.notes import Notes, line_of
from engine.model import ACTIVITIES, Element, Flow, Kind, Message, Part, Process

# Modelers write an empty property into a step as the end of a line from a paper.
_NODE = (
    frozenset({"incoming", "outgoing", "extensionElements", "property", "auditing", "monitoring"})
    | PAPER_LINES
    | PAPER_SLOTS
)
_LINE = frozenset({"sourceRef", "targetRef"})
_FLOW = frozenset({"conditionExpression"})
_THROWING = frozenset({Kind.END, Kind.THROW})
_PARTS = NOTES | UNKNOWN_NODES | frozenset(KINDS) | {"sequenceFlow", "laneSet", "extensionElements"}
_IN_SUBPROCESS = _PARTS | _NODE | {"multiInstanceLoopCharacteristics"}


@dataclass(frozen=True, slots=True)
class Page:
    """What is known while one process is read."""

    file: str
    messages: Mapping[str, Message]
    codes: Mapping[str, str]
    notes: Notes


def read_process(node: etree._Element, page: Page) -> Process:
    """One process element with everything in it; the oddities are those written in the page's notes."""
    notes = page.notes
    notes.check_attributes(node)
    parts = list(_parts(node, notes))
    lanes, places = read_lanes(node, notes)
    facts = read_extensions(node, "process", notes)
    # Backwards: of two with the same id the first one counts.
    nodes = [_element(part, scope, places, page) for scope, part in parts if _is_node(part)]
    elements = {one.id: one for one in reversed(_in_lanes_of_their_parents(nodes))}
    drawn = _told_apart([_flow(part, notes) for _, part in parts if spoken(part) == "sequenceFlow"])
    flows = {one.id: one for one in reversed(drawn)}
    _check_places(node, places, elements, notes)
    begun = with_beginnings(value_of(node, "id"), line_of(node), _turned(elements), _turned(flows))
    return Process(
        id=value_of(node, "id"),
        name=value_of(node, "name"),
        file=page.file,
        line=line_of(node),
        elements=begun[0],
        flows=begun[1],
        lanes=lanes,
        oddities=tuple(notes.oddities),
        **facts,
    )


def _turned(parts: dict[str, Part]) -> dict[str, Part]:
    return dict(reversed(parts.items()))


def _parts(process: etree._Element, notes: Notes) -> Iterator[tuple[str, etree._Element]]:
    """Every node and flow with the sub-process it is drawn in, inner ones after those around them."""
    waiting = [("", process)]
    for scope, holder in waiting:
        for part in notes.check_children(holder, _PARTS if holder is process else _IN_SUBPROCESS):
            yield scope, part
            if KINDS.get(spoken(part)) is Kind.SUBPROCESS:
                waiting.append((value_of(part, "id"), part))


def _in_lanes_of_their_parents(nodes: list[Element]) -> list[Element]:
    lanes = {"": ""}
    for node in nodes:
        lanes.setdefault(node.id, node.lane or lanes.get(node.parent, ""))
    return [replace(node, lane=lanes[node.id]) for node in nodes]


def _is_node(part: etree._Element) -> bool:
    return spoken(part) in KINDS or spoken(part) in UNKNOWN_NODES


def _element(node: etree._Element, scope: str, places: Mapping[str, str], page: Page) -> Element:
    tag = spoken(node)
    kind = KINDS.get(tag, Kind.UNKNOWN)
    facts = _read_known(node, kind, page) if kind is not Kind.UNKNOWN else {"events": _event_names(node)}
    return Element(
        id=value_of(node, "id") or f"line{line_of(node)}",
        kind=kind,
        tag=tag,
        line=line_of(node),
        name=value_of(node, "name"),
        lane=places.get(value_of(node, "id"), ""),
        parent=scope,
        **facts,
    )


def _read_known(node: etree._Element, kind: Kind, page: Page) -> Facts:
    notes = page.notes
    notes.check_attributes(node)
    facts: Facts = {"default": value_of(node, "default")}
    allowed = _NODE
    if kind in EVENTS:
        facts |= read_event(node, page.messages, page.codes, notes, throws=kind in _THROWING)
        allowed |= frozenset(facts["events"])
    if kind in ACTIVITIES:
        facts |= _read_marker(node, notes)
        allowed |= {"multiInstanceLoopCharacteristics"}
    if kind is Kind.SEND_TASK:
        facts |= read_sent(node, page.messages, notes)
    if kind is Kind.RECEIVE_TASK:
        facts |= read_awaited(node, page.messages, notes)
    if kind is not Kind.SUBPROCESS:
        notes.check_children(node, allowed)
    if kind is Kind.BOUNDARY:
        facts["attached_to"] = reference_of(node, "attachedToRef")
        facts["interrupting"] = is_true(value_of(node, "cancelActivity") or "true")
    _check_papers(node, notes)
    if kind is Kind.SUBPROCESS:
        facts["by_event"] = _is_by_event(node)
    if kind is Kind.START:
        facts["interrupting"] = is_true(value_of(node, "isInterrupting") or "true")
    return _read_call(node, facts | read_extensions(node, _place(node, kind, facts), notes), notes)


def _check_papers(node: etree._Element, notes: Notes) -> None:
    for child in node:
        if spoken(child) in PAPER_LINES:
            notes.check_children(child, _LINE)
        elif spoken(child) == "property":
            notes.check_children(child, frozenset())


def _place(node: etree._Element, kind: Kind, facts: Facts) -> str:
    """What the extension elements of a node are read as."""
    if kind in _THROWING and "messageEventDefinition" in facts["events"]:
        return "sentMessage"
    if kind in _THROWING and "signalEventDefinition" in facts["events"]:
        return "thrownSignal"
    return "eventStart" if kind is Kind.START and facts["events"] else kind


def _is_by_event(node: etree._Element) -> bool:
    return is_true(value_of(node, "triggeredByEvent"))


def _read_marker(node: etree._Element, notes: Notes) -> Facts:
    markers = [child for child in node if spoken(child) == "multiInstanceLoopCharacteristics"]
    for other in markers[1:]:
        notes.odd("twice", other, spoken(other))
    return {"loop": read_loop(markers[0], notes)} if markers else {}


def _read_call(node: etree._Element, facts: Facts, notes: Notes) -> Facts:
    plain = reference_of(node, "calledElement")
    if plain and facts.get("called", plain) != plain:
        notes.odd("twice", node, "calledElement")
    return facts | {"called": plain} if plain and not facts.get("called") else facts


def _event_names(node: etree._Element) -> tuple[str, ...]:
    return tuple(spoken(child) for child in node if spoken(child).endswith("EventDefinition"))


def _told_apart(drawn: list[Flow]) -> list[Flow]:
    """Flows need no id in BPMN: one without is called by its ends, the second of them by its number too."""
    met: Counter[str] = Counter()
    flows = []
    for flow in drawn:
        name = flow.id or f"{flow.source}>{flow.target}"
        met[name] += not flow.id
        flows.append(flow if flow.id else replace(flow, id=f"{name}>{met[name]}" if met[name] > 1 else name))
    return flows


def _flow(node: etree._Element, notes: Notes) -> Flow:
    notes.check_attributes(node)
    conditions = notes.check_children(node, _FLOW)
    for other in conditions[1:]:
        notes.odd("twice", other, spoken(other))
    return Flow(
        id=value_of(node, "id"),
        source=value_of(node, "sourceRef"),
        target=value_of(node, "targetRef"),
        line=line_of(node),
        name=value_of(node, "name"),
        condition=notes.expression_of(conditions[0]) if conditions else "",
    )


def _check_places(
    process: etree._Element, places: Mapping[str, str], elements: Mapping[str, Element], notes: Notes
) -> None:
    strangers = set(places) - set(elements)
    for reference in process.iter("{*}flowNodeRef") if strangers else ():
        name = unicodedata.normalize("NFC", reference.text or "").strip()
        if name in strangers:
            notes.odd("dangling", reference, name)
