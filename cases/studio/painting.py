"""How many stand at each shape of a procedure's drawings, and in which colour."""

from collections.abc import Iterable, Iterator, Mapping

from cases.bundle import Procedure
from cases.studio.fates import Fate, Place
from engine.model import Kind

Painted = dict[str, dict[str, str]]


def counts(procedure: Procedure, standing: Iterable[Iterable[Place]]) -> dict[str, dict[str, int]]:
    """By process and element; whoever stands inside a part stands at what leads there, too."""
    found: dict[str, dict[str, int]] = {}
    for places in standing:
        for process, element in {spot for place in places for spot in _with_callers(procedure, place)}:
            there = found.setdefault(process, {})
            there[element] = there.get(element, 0) + 1
    return found


Spot = tuple[str, str]


def _with_callers(procedure: Procedure, place: Place) -> Iterator[Spot]:
    spots, pending = set[Spot](), [(place.process, place.element)]
    while pending:
        spot = pending.pop()
        if spot not in spots:
            spots.add(spot)
            pending += _around(procedure, *spot)
    yield from spots


def _around(procedure: Procedure, process: str, element: str) -> list[Spot]:
    """The sub-process it is drawn in; else the calls that lead to its process."""
    drawn = procedure.element(process, element)
    if drawn is not None and drawn.parent:
        return [(process, drawn.parent)]
    return [
        (each.id, call.id)
        for each in procedure.processes.values()
        for call in each.elements.values()
        if call.kind is Kind.CALL and call.called == process
    ]


def colours(procedure: Procedure, fates: Iterable[Fate]) -> Painted:
    """`goes` where all who stand there would go, `cannot` where none, `partly` between."""
    seen: dict[Spot, set[bool]] = {}
    for fate in fates:
        for place in fate.at:
            for spot in _with_callers(procedure, place):
                seen.setdefault(spot, set()).add(fate.goes)
    painted: Painted = {}
    for (process, element), answers in seen.items():
        painted.setdefault(process, {})[element] = COLOURS[frozenset(answers)]
    return painted


COLOURS: Mapping[frozenset[bool], str] = {
    frozenset({True}): "goes", frozenset({False}): "cannot", frozenset({True, False}): "partly",
}  # fmt: skip
