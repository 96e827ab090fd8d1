"""A token taken by hand from the element it stands at to another: beside it, out of a part or a call, or into one."""

from typing import Any

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.model import Kind
from engine.spiff.fitting import is_behind_race
from engine.spiff.guards import cancel, release, rivals
from engine.spiff.inside import variables_of
from engine.spiff.leading import ElementNotEnterable, Lead, lead
from engine.spiff.node import Drawn, Node, entry_name
from ground.errors import Conflict

NEVER_ENTERED = (Kind.START, Kind.BOUNDARY)


class TokenNotMovable(Conflict):
    """What waits at {element} belongs to another step and cannot be moved by itself. Move that step."""

    code = "token_not_movable"


def move(task: Task, wanted: str) -> None:
    """Take a token away, with everything that hangs on it, and let one with its variables arrive at an element.

    Out of a part or a called process the whole of it gives way, as if an event had interrupted it: its tokens, what it
    called and its boundary events go, what a called process did not give back is lost. Into one, the steps that lead
    there are entered first, with their input mappings and boundary events. `wanted` is an element, or a process or a
    leading step, a slash and an element.

    Raises `TokenNotMovable` for boundary events, event sub-processes and one instance of a multi-instance step;
    `ElementElsewhere` and `ElementAmbiguous` for what is not within reach; `ElementNotEnterable` for start and boundary
    events, events behind an event gateway, and joins.
    """
    found = lead(task, wanted)
    leaving = found.leaving
    for token in (task, leaving):
        _check_movable(token)
    target = _entry(found)
    for rival in rivals(leaving):
        cancel(rival)
    release(leaving)
    arriving = leaving.parent._add_child(target, TaskState.FUTURE)
    arriving.data, arriving.internal_data = variables_of(leaving), found.onward()
    cancel(leaving)
    target._update(arriving)


def _check_movable(task: Task) -> None:
    spec = task.task_spec
    belongs = {"guards", "watches"} & task.internal_data.keys()
    if belongs or getattr(spec, "is_repeated", False) or spec.element.by_event:
        raise TokenNotMovable(element=spec.element.id)


def _entry(found: Lead) -> Node:
    """The node a token comes to first, once every element on its way is known to let it in."""
    for plan, element in zip(found.plans, found.path, strict=True):
        spec = plan.task_specs[element]
        if not isinstance(spec, Drawn) or not _may_be_entered(plan, spec):
            raise ElementNotEnterable(element=element, process=plan.name)
    entry: Node = found.plans[0].task_specs[entry_name(found.plans[0], found.path[0])]
    return entry


def _may_be_entered(plan: Any, spec: Drawn) -> bool:
    if spec.element.id != spec.name or spec.element.kind in NEVER_ENTERED or spec.counts_flows:
        return False
    return not spec.element.by_event and not is_behind_race(plan, spec)
