"""Whether what an instance stands at has its place in another version of the drawing, and why not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine.spiff.alerts import Alert
from engine.spiff.events import Boundary, Catch
from engine.spiff.gateways import Race
from engine.spiff.graph import Graph, Plan
from engine.spiff.loops import Repeat
from engine.spiff.node import Drawn, Node

# From an element (or flow, or process) to its name in the other version; None lets go of a boundary event or an event
# sub-process that has not begun.
Mappings = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why an instance cannot go on in another version: the reason's code, the element it stands at, and where it led.

    `element_gone` `process_gone` `other_kind` (a task became a timer …) `other_loop` (multi-instance or not, one after
    the other or at once) `other_place` (on another step, behind another gateway) `flow_gone` (a token at a join came by
    it) `mapping_wrong` (one of the two names does not exist) `state_unreadable`.
    """

    reason: str
    element: str
    target: str = ""


def renamed(name: str, mapping: Mappings) -> str:
    """The name of a spec, flow or process in the other version; the part after a colon is ours and stays."""
    base, colon, part = name.partition(":")
    return (mapping.get(base, base) or "") + colon + part


def plan_in(source: Graph, target: Graph, plan: str, mapping: Mappings) -> str:
    """The name in the target of a plan of the source: of a process, or of a sub-process drawn in it."""
    process, colon, scope = plan.partition(":")
    # The main process may have another id there; a pool beside it is found by its own.
    named = target.main if process == source.main else renamed(process, mapping)
    return named + colon + renamed(scope, mapping)


def is_dropped(name: str, mapping: Mappings) -> bool:
    """Whether the mapping says of this element that it is let go."""
    return mapping.get(name.partition(":")[0], name) is None


def obstacles(source: Graph, target: Graph, recorded: Mapping[str, Any], mapping: Mappings) -> tuple[Obstacle, ...]:
    """Everything that keeps a recorded instance from going on in the target; empty when it may."""
    found = list(_wrong_names(source, target, mapping))
    for process, rows in workflows(recorded):
        other = plan_in(source, target, process, mapping)
        if other not in target.plans:
            # Of a sub-process that is gone the token that runs it tells.
            found += [] if ":" in process else [Obstacle("process_gone", process, other)]
            continue
        for _, _, name, state, notes, _, _ in rows:
            if not state & TaskState.FINISHED_MASK:
                found.extend(_of_token(source.plans[process], target.plans[other], name, notes or {}, mapping))
    return tuple(dict.fromkeys(found))


def workflows(recorded: Mapping[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    """Each process of its own bundle that runs in a recorded instance, with its rows; others keep their version."""
    yield recorded["main"], recorded["tasks"]
    for _, process, rows, *origin in recorded["called"]:
        if not origin:
            yield process, rows


def _wrong_names(source: Graph, target: Graph, mapping: Mappings) -> Iterator[Obstacle]:
    old, new = _names(source), _names(target)
    for before, after in mapping.items():
        if before not in old or (after is not None and after not in new):
            yield Obstacle("mapping_wrong", before, after or "")


def _names(graph: Graph) -> set[str]:
    specs = [spec for plan in graph.plans.values() for spec in plan.task_specs.values()]
    flows = {way.flow for spec in specs for way in spec.ways}
    return {spec.name for spec in specs} | flows | set(graph.plans)


def _of_token(source: Plan, target: Plan, name: str, notes: Mapping[str, Any], mapping: Mappings) -> Iterator[Obstacle]:
    old: Node = source.task_specs[name]
    if isinstance(old, Boundary | Alert) and is_dropped(name, mapping):
        return
    element, place = name.partition(":")[0], renamed(name, mapping)
    new: Node | None = target.task_specs.get(place)
    if new is None:
        gone = renamed(element, mapping) not in target.task_specs
        yield Obstacle("element_gone" if gone else "other_loop", element, place.partition(":")[0])
    elif (reason := _difference(old, new, mapping) or _misplaced(target, new, notes, mapping)) is not None:
        yield Obstacle(reason, element, place.partition(":")[0])


def _difference(old: Node, new: Node, mapping: Mappings) -> str | None:
    if isinstance(old, Repeat) or isinstance(new, Repeat):
        both = isinstance(old, Repeat) and isinstance(new, Repeat) and old.loop.sequential == new.loop.sequential
        return None if both else "other_loop"
    if type(old) is not type(new):
        return "other_kind"
    if isinstance(old, Catch) and isinstance(new, Catch) and old.element.events != new.element.events:
        return "other_kind"
    if isinstance(old, Boundary) and isinstance(new, Boundary):
        return None if renamed(old.element.attached_to, mapping) == new.element.attached_to else "other_place"
    return None


def _misplaced(target: Plan, new: Node, notes: Mapping[str, Any], mapping: Mappings) -> str | None:
    if new.counts_flows and renamed(notes.get("flow", ""), mapping) not in getattr(new, "incoming", ()):
        return "flow_gone"
    if isinstance(new, Drawn) and ("race" in notes) != is_behind_race(target, new):
        return "other_place"
    return None


def is_behind_race(plan: Plan, spec: Drawn) -> bool:
    """Whether an event-based gateway leads to this element."""
    races = [other for other in plan.task_specs.values() if isinstance(other, Race)]
    return any(way.target == spec.name for race in races for way in race.ways)
