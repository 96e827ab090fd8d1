"""Looks at the pools of a drawing: those that may be run have an instance each, the others show who is talked to."""

from collections.abc import Iterator, Sequence

from lxml import etree

from engine.dialect.names import NOTES, reference_of, spoken, value_of
from engine.dialect.notes import Notes

_TOGETHER = NOTES | {"participant", "messageFlow"}


def check_pools(parts: Sequence[etree._Element], notes: Notes) -> None:
    """Write down pools of processes that are not there."""
    known = {value_of(node, "id") for node in parts if spoken(node) == "process"}
    for pool in _pools(parts, notes):
        process = reference_of(pool, "processRef")
        if process and process not in known:
            notes.odd("dangling", pool, process)


def _pools(parts: Sequence[etree._Element], notes: Notes) -> Iterator[etree._Element]:
    for together in parts:
        if spoken(together) == "collaboration":
            notes.check_attributes(together)
            for part in notes.check_children(together, _TOGETHER):
                if spoken(part) not in NOTES:
                    notes.check_attributes(part)
                    notes.check_children(part, frozenset())
                if spoken(part) == "participant":
                    yield part
