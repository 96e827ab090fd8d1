"""Call activities: another process of the same bundle runs inside, as a workflow of its own."""

from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import CallActivity
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.spiff.activities import Activity, is_text
from engine.spiff.errors import Stall
from engine.spiff.formula import formula
from engine.spiff.node import visible
from engine.spiff.rest import RESERVED

LIMIT_DEPTH = 50


class Call(Activity, CallActivity):
    """Calls a process: hands over every variable, or only the input mappings and `dossier`, as the drawing says."""

    def __init__(self, *args: Any, **rest: Any) -> None:
        # Upstream wants the name of the called process here; ours may be FEEL and is worked out on entry.
        super().__init__(*args, subworkflow_spec="", **rest)

    def begin(self, task: Task) -> bool:
        instance = task.workflow.top_workflow
        called = self.needed(task, self.element.called, is_text, "the id of a process is needed")
        if called not in instance.subprocess_specs:
            raise formula(self.element.called).failed(f"there is no process {called} in this bundle")
        if task.workflow.depth >= LIMIT_DEPTH:
            raise Stall("calls_too_deep", limit=LIMIT_DEPTH)
        task._set_state(TaskState.STARTED)
        workflow = instance.create_subprocess(task, called)
        workflow.task_tree.data = self._handed_over(task)
        return False

    def returned(self, task: Task, variables: dict[str, Any]) -> None:
        """The called process has ended with these variables."""
        # Output mappings choose from what came back; without them the drawing says whether all of it counts or nothing.
        is_wanted = self.element.propagates_children or self.element.outputs
        task.internal_data["outputs"] = variables if is_wanted else {}
        task._ready()

    def _handed_over(self, task: Task) -> dict[str, Any]:
        if self.element.propagates_parents:
            return dict(visible(task))
        reserved = {RESERVED: task.data[RESERVED]} if RESERVED in task.data else {}
        return {**reserved, **task.internal_data.get("local", {})}
