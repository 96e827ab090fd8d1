"""Errors and escalations go outward from where they are thrown to the nearest event that catches them."""

from collections.abc import Iterator

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.spiff.errors import Stall
from engine.spiff.guards import cancel_others, related
from engine.spiff.inside import gathered
from engine.spiff.node import Drawn

ERROR, ESCALATION = "errorEventDefinition", "escalationEventDefinition"


def throw(task: Task, event: str, code: str) -> Task | None:
    """Let the nearest event that waits for this catch it, as the next thing that happens; None when there is none.

    Of two that stand equally near the one that names the code catches it, not the one that catches all.
    """
    for waiting in _outward(task):
        catching = [one for one in waiting if _catches(one, event, code)]
        if catching:
            caught = max(catching, key=lambda one: bool(one.task_spec.element.code))
            caught._ready()
            caught.workflow.top_workflow.agenda.rotate(1)
            return caught
    return None


class Throw(Drawn):
    """An event that throws an error or an escalation. When that ends what it lies in, its token goes no further."""

    def act(self, task: Task) -> None:
        (event,) = self.element.events
        caught = throw(task, event, self.element.code)
        if caught is None and event == ERROR:
            raise Stall("error_not_caught", error=self.element.code)
        if caught is not None and caught.task_spec.element.interrupting:
            task.internal_data["is_over"] = True

    def _run_hook(self, my_task: Task) -> bool | None:
        done = super()._run_hook(my_task)
        return None if "is_over" in my_task.internal_data else done


class Terminate(Drawn):
    """An end event that ends everything in its process or sub-process; what was written there stays."""

    def act(self, task: Task) -> None:
        task.data = gathered(task.workflow)
        cancel_others(task)


def _outward(task: Task) -> Iterator[list[Task]]:
    """What waits on this activity, then in the part it lies in, then on the activity around that part, and so on."""
    here: Task | None = task
    while here is not None:
        yield related(here, "guards", here.id.hex)
        if getattr(here.task_spec, "is_repeated", False):
            yield related(here, "guards", here.parent.id.hex)
        # What comes out of an event sub-process is for those outside, not for its neighbours or itself.
        if not here.task_spec.element.by_event:
            yield related(here, "watches", True)
        workflow = here.workflow
        instance = workflow.top_workflow
        here = None if workflow is instance else instance.get_task_from_id(workflow.parent_task_id)


def _catches(armed: Task, event: str, code: str) -> bool:
    element = armed.task_spec.element
    waits = armed.state == TaskState.WAITING and "stalled" not in armed.internal_data
    return waits and event in element.events and element.code in ("", code)
