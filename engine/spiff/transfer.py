"""An instance carried over to another version of its drawing: the same tokens, dates and variables at new names."""

from collections.abc import Iterator, Mapping
from typing import Any

from SpiffWorkflow import Workflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.spiff import frontier as stored
from engine.spiff.alerts import Alert
from engine.spiff.events import Boundary
from engine.spiff.fitting import Mappings, Obstacle, is_dropped, obstacles, plan_in, renamed
from engine.spiff.graph import Graph, Plan
from engine.spiff.guards import Guard
from engine.spiff.inside import gathered
from engine.spiff.instance import Others
from engine.spiff.node import Way
from engine.spiff.run import Run
from engine.spiff.tree import in_order, is_live
from ground.clock import Clock

# The spec of a finished fork whose own is not drawn any more: of a fork only its variables count.
ROOT = ":start"


def hindrances(source: Graph, target: Graph, frontier: bytes, mapping: Mappings) -> tuple[Obstacle, ...]:
    """Why these stored bytes cannot go on in the target; empty when they may. Raises `FrontierNotReadable`."""
    return obstacles(source, target, stored.contents(frontier), mapping)


def transfer(
    source: Graph, target: Graph, frontier: bytes, mapping: Mappings, clock: Clock, others: Others | None = None
) -> Run:
    """The run these bytes hold, in the target, to which nothing may stand in the way.

    Boundary events that the target adds to a step where a token stands are armed now, and so are event sub-processes
    it adds to what runs; those mapped to None are gone.
    """
    recorded = stored.contents(frontier)
    plans = {plan: plan_in(source, target, plan, mapping) for plan in source.plans}
    recorded["tasks"] = _rows(recorded["tasks"], target.plans[plans[recorded["main"]]], mapping)
    recorded["called"] = [
        [token, process, rows, *origin]
        if origin
        else [token, plans[process], _rows(rows, target.plans[plans[process]], mapping)]
        for token, process, rows, *origin in recorded["called"]
    ]
    recorded["main"] = plans[recorded["main"]]
    instance = stored.restored(target, recorded, clock, others)
    old = {renamed(spec.name, mapping) for spec in _standing_by(source)}
    for workflow in [instance, *(inner for inner in instance.subprocesses.values() if not inner.origin)]:
        _arm_new(workflow, old)
    return Run(instance)


def _rows(rows: list[Any], plan: Plan, mapping: Mappings) -> list[Any]:
    """The rows at their new names, without the boundary events let go: nothing hangs below those."""
    places: dict[int, int] = {-1: -1}
    kept: list[Any] = []
    for old, (token, parent, name, state, notes, changed, gone) in enumerate(rows):
        is_token = not state & TaskState.FINISHED_MASK
        if is_token and {"guards", "watches"} & (notes or {}).keys() and is_dropped(name, mapping):
            continue
        places[old] = len(kept)
        spec = renamed(name, mapping)
        if not is_token and spec not in plan.task_specs:
            spec = ROOT
        kept.append([token, places[parent], spec, state, _notes(notes, mapping), changed, gone])
    return kept


def _notes(notes: Mapping[str, Any] | None, mapping: Mappings) -> Mapping[str, Any] | None:
    named = {name: renamed(notes[name], mapping) for name in ("flow", "ended_in") if name in notes} if notes else {}
    return {**notes, **named} if notes else notes


def _standing_by(graph: Graph) -> Iterator[Boundary | Alert]:
    for plan in graph.plans.values():
        yield from (spec for spec in plan.task_specs.values() if isinstance(spec, Boundary | Alert))


def _arm_new(workflow: Workflow, old: set[str]) -> None:
    begin = workflow.spec.start
    for way in begin.ways:
        if way.target not in old and isinstance(workflow.spec.task_specs[way.target], Alert):
            alert = begin.send(workflow.task_tree, way)
            alert.data = gathered(workflow)
            alert.task_spec._update(alert)
    hosts = [task for task in in_order(workflow) if is_live(task) and getattr(task.task_spec, "is_guarded", False)]
    for host in hosts:
        guard: Guard = workflow.spec.task_specs[f"{host.task_spec.name}:guard"]
        new = [way for way in guard.ways[1:] if way.target not in old]
        if new:
            _arm(host, guard, new)


def _arm(host: Task, guard: Guard, ways: list[Way]) -> None:
    fork = _fork(host, guard)
    for way in ways:
        event = guard.send(fork, way, guards=host.id.hex)
        event.task_spec._update(event)


def _fork(host: Task, guard: Guard) -> Task:
    """The fork the host and its events hang on: the one that is there, or a new one with the host's variables."""
    parent = host.parent
    if parent.task_spec is guard and not is_live(parent):
        return parent
    fork = Task(host.workflow, guard, parent, TaskState.COMPLETED)
    parent._children.remove(fork.id)
    parent._children[parent._children.index(host.id)] = fork.id
    fork._children, fork.data = [host.id], dict(host.data)
    host.parent = fork
    return fork
