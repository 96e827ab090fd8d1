"""Reads the `zeebe:` extension elements of a node into the fields of an `Element`."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from lxml import etree

from engine.dialect.names import EXTENSIONS, is_true, spoken, value_of
from engine.dialect.notes import Notes
from engine.model import Assignment, Loop

Facts = dict[str, Any]
FOLLOW_UP = "followUpDate"


def extensions_of(node: etree._Element, place: str, notes: Notes) -> Iterator[etree._Element]:
    """The extension elements with a meaning at this place, each at most once; the others are written down."""
    seen = set()
    for holder in node:
        if spoken(holder) != "extensionElements":
            continue
        for child in notes.check_children(holder, EXTENSIONS.get(place, frozenset())):
            notes.check_attributes(child)
            if spoken(child) in seen:
                notes.odd("twice", child, spoken(child))
            seen.add(spoken(child))
            yield child


def read_extensions(node: etree._Element, place: str, notes: Notes) -> Facts:
    """Everything the extension elements of a step say, by field of `Element`."""
    facts: Facts = {}
    followed: dict[str, str] = {}
    for child in extensions_of(node, place, notes):
        facts |= _READERS[spoken(child)](child, notes)
        if value_of(child, FOLLOW_UP):
            followed = {FOLLOW_UP: value_of(child, FOLLOW_UP)}
    # No engine waits for a follow-up date: it stays a property of the task.
    return facts | {"properties": facts.get("properties", {}) | followed} if followed else facts


def read_pairs(node: etree._Element, notes: Notes, child: str, key: str) -> Mapping[str, str]:
    """The `key` and `value` of each child, each key once."""
    pairs: dict[str, str] = {}
    for pair in notes.check_children(node, frozenset({child})):
        notes.check_attributes(pair)
        name = value_of(pair, key)
        if not name or name in pairs:
            notes.odd("twice" if name else "nameless", pair, f"{child} {name}")
        pairs.setdefault(name, value_of(pair, "value"))
    return pairs


def read_loop(node: etree._Element, notes: Notes) -> Loop:
    """A multi-instance marker with its `zeebe:loopCharacteristics`."""
    notes.check_attributes(node)
    condition = ""
    for child in notes.check_children(node, frozenset({"extensionElements", "completionCondition"})):
        if spoken(child) == "completionCondition":
            condition = notes.expression_of(child)
    words = {}
    for child in extensions_of(node, "multiInstanceLoopCharacteristics", notes):
        names = (("input_collection", "inputCollection"), ("input_element", "inputElement"),
                 ("output_collection", "outputCollection"), ("output_element", "outputElement"))  # fmt: skip
        words = {field: value_of(child, name) for field, name in names}
    return Loop(
        sequential=is_true(value_of(node, "isSequential")),
        input_collection=words.pop("input_collection", ""),
        completion_condition=condition,
        **words,
    )


def _io_mapping(node: etree._Element, notes: Notes) -> Facts:
    sides: dict[str, list[Assignment]] = {"zeebe:input": [], "zeebe:output": []}
    for child in notes.check_children(node, frozenset(sides)):
        notes.check_attributes(child)
        sides[spoken(child)].append(Assignment(value_of(child, "source"), value_of(child, "target")))
    return {"inputs": tuple(sides["zeebe:input"]), "outputs": tuple(sides["zeebe:output"])}


def _called(node: etree._Element, _notes: Notes) -> Facts:
    return {
        "called": value_of(node, "processId"),
        "binding": value_of(node, "bindingType"),
        "called_tag": value_of(node, "versionTag"),
        "propagates_parents": is_true(value_of(node, "propagateAllParentVariables") or "true"),
        "propagates_children": is_true(value_of(node, "propagateAllChildVariables") or "true"),
    }


def _values(**fields: str) -> Callable[[etree._Element, Notes], Facts]:
    return lambda node, _notes: {field: value_of(node, name) for field, name in fields.items()}


_READERS: Mapping[str, Callable[[etree._Element, Notes], Facts]] = {
    "zeebe:userTask": _values(),
    "zeebe:formDefinition": _values(form_id="formId"),
    "zeebe:assignmentDefinition": _values(assignee="assignee", candidate_groups="candidateGroups"),
    "zeebe:taskSchedule": _values(due_date="dueDate"),
    "zeebe:priorityDefinition": _values(priority="priority"),
    "zeebe:taskDefinition": _values(operation="type", retries="retries"),
    "zeebe:script": _values(script="expression", result="resultVariable"),
    "zeebe:calledDecision": _values(decision="decisionId", result="resultVariable"),
    "zeebe:calledElement": _called,
    "zeebe:ioMapping": _io_mapping,
    "zeebe:taskHeaders": lambda node, notes: {"headers": read_pairs(node, notes, "zeebe:header", "key")},
    "zeebe:properties": lambda node, notes: {"properties": read_pairs(node, notes, "zeebe:property", "name")},
    "zeebe:versionTag": _values(version_tag="value"),
}
