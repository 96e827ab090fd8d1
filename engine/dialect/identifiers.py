"""Looks at every id of a drawing: there, readable, and once in the file."""

from lxml import etree

from engine.dialect.names import BPMN, IDENTIFIER, KINDS, UNKNOWN_NODES, space_of, spoken, value_of
from engine.dialect.notes import Notes

_NEED_ID = frozenset(KINDS) | UNKNOWN_NODES | {"process"}


def check_identifiers(part: etree._Element, seen: set[str], notes: Notes) -> None:
    """Write down every missing, unreadable or repeated id in this part of the document; `seen` grows."""
    for node in part.iter():
        if space_of(str(node.tag)) == BPMN:
            _check(node, seen, notes)


def _check(node: etree._Element, seen: set[str], notes: Notes) -> None:
    name = value_of(node, "id")
    if not name:
        if spoken(node) in _NEED_ID:
            notes.odd("no_id", node, spoken(node))
        return
    if not IDENTIFIER.fullmatch(name):
        notes.odd("bad_id", node, name)
    if name in seen:
        notes.odd("duplicate_id", node, name)
    seen.add(name)
