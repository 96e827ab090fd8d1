"""A token taken by hand from the element it stands at to another element of the same process."""

from SpiffWorkflow import Workflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.model import Kind
from engine.spiff.fitting import is_behind_race
from engine.spiff.guards import cancel, release, rivals
from engine.spiff.node import Drawn, Node
from ground.errors import Conflict

NEVER_ENTERED = (Kind.START, Kind.BOUNDARY)


class TokenNotMovable(Conflict):
    """What waits at {element} belongs to another step and cannot be moved by itself. Move that step."""

    code = "token_not_movable"


class ElementNotEnterable(Conflict):
    """Nothing can be moved to {element}: the process {process} enters it by its own way only. Choose a step near it."""

    code = "element_not_enterable"


class ElementElsewhere(ElementNotEnterable):
    """{element} is not in the process {process}, where this token stands. Go back to a step before the call, or move to
    the step that calls.
    """

    code = "element_elsewhere"


def move(task: Task, element: str) -> None:
    """Take a token away, with everything that hangs on it, and let one with its variables arrive at `element`.

    Raises `TokenNotMovable` for boundary events and for one instance of a multi-instance step; `ElementElsewhere`
    for what is not in the token's process; `ElementNotEnterable` for start and boundary events, events behind an event
    gateway, and joins.
    """
    belongs = {"guards", "watches"} & task.internal_data.keys()
    if belongs or getattr(task.task_spec, "is_repeated", False):
        raise TokenNotMovable(element=task.task_spec.element.id)
    target = _entry(task.workflow, element)
    for rival in rivals(task):
        cancel(rival)
    release(task)
    arriving = task.parent._add_child(target, TaskState.FUTURE)
    arriving.data, arriving.internal_data = dict(task.data), {}
    cancel(task)
    target._update(arriving)


def _entry(workflow: Workflow, element: str) -> Node:
    """The node a token comes to first: the guard of an activity with boundary events, else the element itself."""
    specs = workflow.spec.task_specs
    spec = specs.get(element)
    if spec is None:
        raise ElementElsewhere(element=element, process=workflow.spec.name)
    if not isinstance(spec, Drawn) or not _may_be_entered(workflow, spec):
        raise ElementNotEnterable(element=element, process=workflow.spec.name)
    entry: Node = specs.get(f"{element}:guard", spec)
    return entry


def _may_be_entered(workflow: Workflow, spec: Drawn) -> bool:
    if spec.element.id != spec.name or spec.element.kind in NEVER_ENTERED or spec.counts_flows:
        return False
    return not spec.element.by_event and not is_behind_race(workflow.spec, spec)
