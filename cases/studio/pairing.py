"""Which element of a version becomes which of another: proposed from what both drawings say, corrected by hand.

The same id is the same element. Else the same name and lane, the same name, or the same neighbours, if only one fits. A
boundary event that is not drawn any more is let go.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from cases.steering import Renamed
from engine.model import PERSON_TASKS, Element, Kind, Process

Drawings: TypeAlias = Mapping[str, Process]
JOINS = frozenset({Kind.PARALLEL, Kind.INCLUSIVE})


@dataclass(frozen=True, slots=True)
class Pair:
    """What becomes of one element: `target` in the other version, None where it is let go, empty where nobody knows.

    `why`: same, name_and_lane, name, place, let_go, unknown, or by_hand.
    """

    process: str
    element: str
    target: str | None
    why: str


def propose(old: Drawings, new: Drawings, first: Renamed | None = None) -> tuple[Pair, ...]:
    """A pair for every element drawn in the old version, in its order; `first` goes before what is found here."""
    told, pairs = dict(first or {}), []
    for process in old.values():
        other = new.get(process.id)
        elements = other.elements if other is not None else {}
        pairs += list(_pairs(process, elements, other, told, _shared(old, process)))
    return tuple(pairs)


def _shared(old: Drawings, process: Process) -> frozenset[str]:
    """Ids drawn in another process, too: a mapping goes by ids alone, so these are left to whoever looks."""
    others = (each for each in old.values() if each.id != process.id)
    return frozenset(element for each in others for element in each.elements)


def _pairs(
    process: Process, elements: Mapping[str, Element], other: Process | None, told: Renamed, shared: frozenset[str]
) -> Iterator[Pair]:
    drawn = [each for each in process.elements.values() if each.drawn]
    taken = {each.id for each in drawn if each.id in elements} | {str(target) for target in told.values() if target}
    found: dict[str, Pair] = {}
    for each in drawn:
        found[each.id] = _first(process, each, elements, told)
    free = {name: each for name, each in elements.items() if name not in taken and each.drawn}
    for why, is_like in LIKENESSES:
        for each in drawn:
            if found[each.id].why == "unknown" and each.id not in shared:
                fit = [name for name, there in free.items() if is_like(each, there)]
                if len(fit) == 1:
                    found[each.id] = replace(found[each.id], target=fit[0], why=why)
                    free.pop(fit[0])
    if other is not None:
        _by_place(process, other, found, free, shared)
    for each in drawn:
        yield _let_go(each, found)


def _first(process: Process, each: Element, elements: Mapping[str, Element], told: Renamed) -> Pair:
    if each.id in told:
        return Pair(process.id, each.id, told[each.id], "by_hand")
    is_same = each.id in elements and likeness(each) == likeness(elements[each.id])
    return Pair(process.id, each.id, each.id, "same") if is_same else Pair(process.id, each.id, "", "unknown")


def likeness(element: Element) -> str:
    """What a token may be carried between: steps of persons, machine work, the same kind of anything else."""
    if element.kind in PERSON_TASKS:
        return "person"
    events = ",".join(sorted(element.events))
    return "job" if element.is_job else f"{element.kind.value}:{events}"


def _folded(name: str) -> str:
    return " ".join(name.lower().split())


def _same_name(here: Element, there: Element) -> bool:
    return bool(here.name) and _folded(here.name) == _folded(there.name) and likeness(here) == likeness(there)


def _same_name_and_lane(here: Element, there: Element) -> bool:
    return _same_name(here, there) and here.lane == there.lane


LIKENESSES: tuple[tuple[str, Callable[[Element, Element], bool]], ...] = (
    ("name_and_lane", _same_name_and_lane), ("name", _same_name),
)  # fmt: skip


def _by_place(
    process: Process, other: Process, found: dict[str, Pair], free: dict[str, Element], shared: frozenset[str]
) -> None:
    """What stands between the same neighbours, or hangs on the same step, is the same."""
    for name, pair in list(found.items()):
        here = process.elements[name]
        around = _around(process, here, lambda each: str(found[each].target or "") if each in found else each)
        if pair.why == "unknown" and name not in shared and any(around):
            fit = [
                new for new, there in free.items()
                if likeness(there) == likeness(here) and _around(other, there, lambda each: each) == around
            ]  # fmt: skip
            if len(fit) == 1:
                found[name] = replace(pair, target=fit[0], why="place")
                free.pop(fit[0])


def _around(process: Process, element: Element, name: Callable[[str], str]) -> tuple[str, tuple[str, ...]]:
    before = sorted(name(flow.source) for flow in process.incoming(element.id))
    after = sorted(name(flow.target) for flow in process.outgoing(element.id))
    return (
        name(element.attached_to) if element.attached_to else "",
        (*before, "→", *after) if before and after else (),
    )


def _let_go(element: Element, found: Mapping[str, Pair]) -> Pair:
    pair = found[element.id]
    host = found.get(element.attached_to)
    if pair.why == "unknown" and element.kind is Kind.BOUNDARY and host is not None and host.target:
        return replace(pair, target=None, why="let_go")
    return pair


def corrected(pairs: Iterable[Pair], chosen: Renamed) -> tuple[Pair, ...]:
    """The pairs with what somebody chose instead."""
    return tuple(
        replace(pair, target=chosen[pair.element], why="by_hand")
        if pair.element in chosen and chosen[pair.element] != pair.target
        else pair
        for pair in pairs
    )  # fmt: skip


def mapping_of(pairs: Iterable[Pair], old: Drawings, new: Drawings) -> dict[str, str | None]:
    """What the engine has to be told: only what is called otherwise, and the flows into joins that are."""
    named = {pair.element: pair.target for pair in pairs if pair.target != "" and pair.target != pair.element}
    return named | dict(_flows(named, old, new))


def _flows(named: Renamed, old: Drawings, new: Drawings) -> Iterator[tuple[str, str]]:
    """Flows into joins by the elements at both ends: a token that waits at a join knows by which one it came."""
    for process in old.values():
        other = new.get(process.id)
        for flow in process.flows.values():
            if other is None or flow.id in other.flows or process.elements[flow.target].kind not in JOINS:
                continue
            ends = (named.get(flow.source, flow.source), named.get(flow.target, flow.target))
            fit = [each.id for each in other.flows.values() if (each.source, each.target) == ends]
            if len(fit) == 1:
                yield flow.id, fit[0]


def inverted(mapping: Renamed, back: Collection[str]) -> dict[str, str]:
    """The way back, to a version with these elements: of several that became one nobody knows which it was (nor where
    one is drawn there under its own name), and what was let go does not come back.
    """
    targets = [target for target in mapping.values() if target is not None]
    return {
        target: name
        for name, target in mapping.items()
        if target is not None and targets.count(target) == 1 and target not in back and name in back
    }
