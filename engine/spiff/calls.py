"""Call activities and sub-processes: another process, or a part of this one, runs inside as a workflow of its own."""

from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import CallActivity
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.spiff.activities import Activity, is_text
from engine.spiff.errors import Stall
from engine.spiff.formula import formula
from engine.spiff.node import enter_notes, visible
from engine.spiff.rest import RESERVED

LIMIT_DEPTH = 50


def plan_name(process: str, scope: str) -> str:
    """The name of the plan of a process, or of a sub-process drawn in it."""
    return f"{process}:{scope}" if scope else process


class Around(Activity, CallActivity):
    """An activity in which a workflow runs."""

    def __init__(self, *args: Any, **rest: Any) -> None:
        # Upstream wants the name of the inner workflow here; ours is worked out on entry.
        super().__init__(*args, subworkflow_spec="", **rest)

    def open(self, task: Task, plan: str, variables: dict[str, Any], origin: str) -> None:
        """Start the inner workflow with these variables. Raises `Stall` when it would lie too deep."""
        if task.workflow.depth >= LIMIT_DEPTH:
            raise Stall("calls_too_deep", limit=LIMIT_DEPTH)
        task._set_state(TaskState.STARTED)
        workflow = task.workflow.top_workflow.create_subprocess(task, plan, origin)
        root = workflow.task_tree
        root.data, root.internal_data = variables, enter_notes(task.internal_data.pop("enter", ()))

    def leads_to(self, instance: Any, origin: str) -> tuple[Any, str] | None:
        """The plan that runs inside, seen from a version, and the version it is of; None where it cannot be had."""
        return None

    def returned_from(self, task: Task, ended_in: str, variables: dict[str, Any]) -> None:
        """The inner workflow has ended in this element, with these variables."""
        task.internal_data["outputs"] = variables
        task._ready()


class Embedded(Around):
    """A sub-process: sees every variable, and what is written in it stays written outside."""

    # Whether it was started in the middle of what it lies in, and does not take its place.
    runs_beside = False

    def begin(self, task: Task) -> bool:
        self.open(task, self._inner, dict(visible(task)), task.workflow.origin)
        return False

    def leads_to(self, instance: Any, origin: str) -> tuple[Any, str] | None:
        return instance.plans_of(origin)[self._inner], origin

    @property
    def _inner(self) -> str:
        return plan_name(self._wf_spec.process, self.element.id)


class Call(Around):
    """Calls a process: hands over every variable, or only the input mappings and `dossier`, as the drawing says."""

    def begin(self, task: Task) -> bool:
        instance = task.workflow.top_workflow
        called = str(self.needed(task, self.element.called, is_text, "the id of a process is needed"))
        origin = self._version(instance, task.workflow.origin, called)
        if origin is None:
            tag = f" with the tag {self.element.called_tag}" if self.element.called_tag else ""
            raise formula(self.element.called).failed(f"there is no process {called}{tag}")
        if not instance.plans_of(origin)[called].start.plain:
            raise formula(self.element.called).failed(f"the process {called} has no plain start event")
        self.open(task, called, self._handed_over(task), origin)
        return False

    def leads_to(self, instance: Any, origin: str) -> tuple[Any, str] | None:
        called = self.element.called
        version = self._version(instance, origin, called)
        return None if version is None else (instance.plans_of(version)[called], version)

    def _version(self, instance: Any, here: str, called: str) -> str | None:
        """Which version is called, by the binding that is drawn; without one the bundle's own goes first."""
        if ":" in called:
            return None
        tag = self.element.called_tag
        beside = instance.plans_of(here).get(called)
        own = here if beside is not None and tag in ("", beside.version_tag) else None
        if self.element.binding == "deployment" or (own is not None and self.element.binding != "latest"):
            return own
        found: str | None = instance.find(called, tag)
        return own if found is None else found

    def returned_from(self, task: Task, ended_in: str, variables: dict[str, Any]) -> None:
        """The called process has ended with these variables."""
        # Output mappings choose from what came back; without them the drawing says whether all of it counts or nothing.
        is_wanted = self.element.propagates_children or self.element.outputs
        super().returned_from(task, ended_in, variables if is_wanted else {})

    def _handed_over(self, task: Task) -> dict[str, Any]:
        if self.element.propagates_parents:
            return dict(visible(task))
        reserved = {RESERVED: task.data[RESERVED]} if RESERVED in task.data else {}
        return {**reserved, **task.internal_data.get("local", {})}
