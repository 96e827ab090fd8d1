"""Where an element lies as seen from a token: beside it, outside the part or the call it stands in, or inside one."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple, TypeAlias

from SpiffWorkflow import Workflow
from SpiffWorkflow.task import Task

from engine.spiff.calls import Around
from engine.spiff.instance import Instance
from engine.spiff.node import enter_notes
from ground.errors import Conflict

# How many parts and called processes are looked into: calls that fan out again and again would never end.
LIMIT_PLANS = 1_000
Path: TypeAlias = tuple[str, ...]
Plans: TypeAlias = tuple[Any, ...]


class ElementNotEnterable(Conflict):
    """Nothing can be moved to {element}: the process {process} enters it by its own way only. Choose a step near it."""

    code = "element_not_enterable"


class ElementElsewhere(ElementNotEnterable):
    """{element} is not in the process {process}, where this token stands, nor in one that calls it or that is called
    from there. Choose a step of these.
    """

    code = "element_elsewhere"


class ElementAmbiguous(ElementNotEnterable):
    """{element} lies behind several steps: {steps}. Name the one that is meant, followed by a slash and the element."""

    code = "element_ambiguous"


class Lead(NamedTuple):
    """The way to an element: the token that gives way, and the elements entered from its workflow on, one inside the
    other; the last one is where to. `plans` are the plans they are drawn in.
    """

    leaving: Task
    path: Path
    plans: Plans

    def is_by(self, name: str) -> bool:
        """Whether it goes through this step, or into this process."""
        return name in (*self.path[-2:-1], self.plans[-1].process)

    def onward(self) -> dict[str, Any]:
        """What the arriving token must know: the elements to enter after the first."""
        return enter_notes(self.path[1:])


def lead(task: Task, wanted: str) -> Lead:
    """The way from a token to an element: in its own workflow first, else the only one there is.

    `wanted` may say before a slash which process is meant, or which step leads there. Raises `ElementElsewhere`, or
    `ElementAmbiguous` where several ways lead to it.
    """
    name, _, element = wanted.rpartition("/")
    found = [each for each in _leads(task, element) if not name or each.is_by(name)]
    if not found:
        raise ElementElsewhere(element=wanted, process=task.workflow.spec.process)
    beside = found[0].leaving is task and len(found[0].path) == 1
    if len(found) > 1 and not beside:
        raise ElementAmbiguous(element=wanted, steps=", ".join("/".join(each.path[:-1]) or "–" for each in found))
    return found[0]


def _leads(task: Task, element: str) -> Iterator[Lead]:
    leaving: Task | None = task
    behind: Task | None = None
    while leaving is not None:
        workflow: Any = leaving.workflow
        came_by = behind.task_spec.name if behind is not None else ""
        inside = _inside(workflow.top_workflow, workflow.spec, workflow.origin, came_by)
        for path, plans in islice(inside, LIMIT_PLANS):
            if element in plans[-1].task_specs:
                yield Lead(leaving, (*path, element), plans)
        behind, leaving = leaving, _host(workflow)


def _inside(instance: Instance, plan: Any, origin: str, spared: str) -> Iterator[tuple[Path, Plans]]:
    """This plan and those of everything that runs in it, nearest first, each with the steps that lead there; not by
    the step `spared`.
    """
    waiting: list[tuple[Path, Plans, str]] = [((), (plan,), origin)]
    for path, plans, version in waiting:
        yield path, plans
        for spec in _openings(plans[-1]):
            inner = None if not path and spec.name == spared else spec.leads_to(instance, version)
            if inner is not None and inner[0] not in plans:
                waiting.append(((*path, spec.name), (*plans, inner[0]), inner[1]))


def _openings(plan: Any) -> list[Around]:
    """The parts and calls of a plan, without those done many times over and those that events start."""
    around = [spec for spec in plan.task_specs.values() if isinstance(spec, Around)]
    return [spec for spec in around if spec.name == spec.element.id and not spec.element.by_event]


def _host(workflow: Workflow) -> Task | None:
    """The step a workflow runs in; None for the main one."""
    if workflow is workflow.top_workflow:
        return None
    host: Task = workflow.parent_workflow.tasks[workflow.parent_task_id]
    return host
