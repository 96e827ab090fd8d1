"""Reads which lane each node lies in: its name is the role that gets the tasks; in nested lanes the inner counts.

A sub-process may have lanes of its own; what lies in none of them stays in the lane of the sub-process.
"""

from collections.abc import Iterator

from lxml import etree

from engine.dialect.names import KINDS, spoken, value_of
from engine.dialect.notes import Notes
from engine.model import Kind

_LANE = frozenset({"lane"})
# Deeper than lanes can be nested in one another.
_FURTHER_IN = 10_000
_IN_LANE = frozenset({"flowNodeRef", "childLaneSet"})


def read_lanes(process: etree._Element, notes: Notes) -> tuple[tuple[str, ...], dict[str, str]]:
    """The names of the lanes in document order, and the lane's name of each node id."""
    names: list[str] = []
    places: dict[str, tuple[int, str]] = {}
    stack = list(_lane_sets(process))[::-1]
    while stack:
        depth, lanes = stack.pop()
        for lane in notes.check_children(lanes, _LANE):
            names.append(value_of(lane, "name"))
            stack += [(depth + 1, child) for child in _read_lane(lane, depth, places, notes)]
    return tuple(dict.fromkeys(names)), {node: name for node, (_, name) in places.items()}


def _lane_sets(process: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """The sets of lanes of the process and of every sub-process in it; those further in count for more."""
    waiting = [(0, process)]
    for depth, holder in waiting:
        yield from ((depth, child) for child in holder if spoken(child) == "laneSet")
        inner = (child for child in holder if KINDS.get(spoken(child)) is Kind.SUBPROCESS)
        waiting += [(depth + _FURTHER_IN, child) for child in inner]


def _read_lane(
    lane: etree._Element, depth: int, places: dict[str, tuple[int, str]], notes: Notes
) -> list[etree._Element]:
    notes.check_attributes(lane)
    inner = []
    for child in notes.check_children(lane, _IN_LANE):
        if spoken(child) == "childLaneSet":
            inner.append(child)
        else:
            _place(child, (depth, value_of(lane, "name")), places, notes)
    return inner


def _place(reference: etree._Element, place: tuple[int, str], places: dict[str, tuple[int, str]], notes: Notes) -> None:
    node = notes.text_of(reference)
    known = places.get(node)
    if known is not None and known[0] == place[0]:
        notes.odd("two_lanes", reference, node)
    if known is None or known[0] < place[0]:
        places[node] = place
