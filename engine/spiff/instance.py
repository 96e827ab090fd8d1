"""The workflows: SpiffWorkflow's, told not to search their whole past after each step."""

from collections import deque
from collections.abc import Mapping
from math import inf
from time import monotonic
from typing import Any, Protocol

from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.task import Task

from engine.spiff.errors import Stall
from engine.spiff.story import Signal, Step
from engine.spiff.tree import prune
from ground.clock import Clock


class Others(Protocol):
    """The versions of processes beside the one that runs, for calls that lead out of its bundle."""

    def find(self, process: str, tag: str) -> str | None:
        """Which version a call of this process leads to: the one in force, or the one with this tag. None: there is
        none; empty: the bundle that runs.
        """

    def plans(self, version: str) -> Mapping[str, Any]:
        """The plans of that version, by name."""


class NoScripts:
    """Stands where upstream keeps its Python engine: a drawing cannot reach Python through us, whatever it says."""

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"SpiffWorkflow asked for {name}: drawings run no Python here")


class Growing:
    """What the main workflow and the called ones do alike after each completed task."""

    def update_waiting_tasks(self) -> None:
        """Nothing: whoever waits here is told when something happens, by whoever made it happen."""

    def _task_completed_notify(self: Any, task: Task) -> None:
        if task.task_spec is self.spec.end:
            self.completed = True
            self.ended(task)
        prune(task)


class Called(Growing, BpmnSubWorkflow):
    """A called process; `origin` is the version its plans are of, empty for the bundle that runs."""

    origin = ""

    def ended(self, task: Task) -> None:
        """Give the variables back to the call activity and go."""
        caller = self.parent_workflow.tasks[self.parent_task_id]
        self.top_workflow.subprocesses.pop(self.parent_task_id)
        caller.task_spec.returned_from(caller, task.internal_data.get("ended_in", ""), task.data)


class Instance(Growing, BpmnWorkflow):
    """The main process with everything one run needs: the clock, what is ready to run, and the story so far."""

    origin = ""

    def __init__(
        self, plan: Any, called: Mapping[str, Any], clock: Clock, others: Others | None = None, **options: Any
    ) -> None:
        self.clock = clock
        self.others = others
        self.agenda: deque[Task] = deque()
        self.entered: list[Step] = []
        self.left: list[Step] = []
        self.thrown: list[Signal] = []
        self.seconds, self.until, self.is_late = inf, inf, False
        self.ended_in: str | None = None
        super().__init__(plan, called, script_engine=NoScripts(), **options)

    def hurry(self, seconds: float) -> None:
        """Give the command that begins now so long."""
        self.seconds, self.until = seconds, monotonic() + seconds

    def check_time(self) -> None:
        """Raises `Stall` for a token that comes to act when the time of the command is over."""
        if monotonic() > self.until:
            self.is_late = True
            raise Stall("too_long", limit=self.seconds)

    def create_subprocess(self, my_task: Task, spec_name: str, origin: str = "", **options: Any) -> Called:
        workflow = Called(self.plans_of(origin)[spec_name], my_task.id, self, **options)
        workflow.origin = origin
        self.subprocesses[my_task.id] = workflow
        return workflow

    def plans_of(self, origin: str) -> Mapping[str, Any]:
        """The plans of a version; an empty name is the bundle that runs. Raises `KeyError` where none can be had."""
        if not origin:
            plans: Mapping[str, Any] = self.subprocess_specs
            return plans
        if self.others is None:
            raise KeyError(origin)
        return self.others.plans(origin)

    def find(self, process: str, tag: str) -> str | None:
        """Which version outside the bundle a call leads to, as `Others.find`."""
        return self.others.find(process, tag) if self.others is not None else None

    def drop_called(self, task: Task) -> None:
        """Forget what a cancelled call activity had called, however deep."""
        workflow = self.subprocesses.pop(task.id, None)
        for inner in list(workflow.tasks.values()) if workflow is not None else ():
            self.drop_called(inner)

    def ended(self, task: Task) -> None:
        """Keep the variables and the end event that finished the process."""
        self.data = task.data
        self.ended_in = task.internal_data.get("ended_in", "")

    def holds(self, task: Task) -> bool:
        """Whether this task is still part of the instance, not cancelled together with what it belonged to."""
        workflow = task.workflow
        return task.id in workflow.tasks and (
            workflow is self or self.subprocesses.get(workflow.parent_task_id) is workflow
        )
