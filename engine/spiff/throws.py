"""Errors and escalations go outward to the nearest event that catches them; signals go to all who wait for them."""

from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.spiff.addresses import is_name
from engine.spiff.errors import Stall
from engine.spiff.guards import cancel_others, related
from engine.spiff.inside import gathered
from engine.spiff.mapping import map_inputs, map_outputs
from engine.spiff.node import Drawn
from engine.spiff.story import Signal
from engine.spiff.waits import kind_of, signal_of, tokens

ERROR, ESCALATION = "errorEventDefinition", "escalationEventDefinition"
SIGNAL = "signalEventDefinition"


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


class Throwing(Drawn):
    """An event that throws. When that ends what it lies in, its token goes no further."""

    def _run_hook(self, my_task: Task) -> bool | None:
        done = super()._run_hook(my_task)
        return None if "is_over" in my_task.internal_data else done


class Throw(Throwing):
    """An event that throws an error or an escalation."""

    def act(self, task: Task) -> None:
        (event,) = self.element.events
        code = self.needed(task, self.element.code, is_code, "a code is needed")
        caught = throw(task, event, str(code))
        if caught is None and event == ERROR:
            raise Stall("error_not_caught", error=code)
        if caught is not None and caught.task_spec.element.interrupting:
            task.internal_data["is_over"] = True


class Broadcast(Throwing):
    """An event that throws a signal, with the variables that its input mappings name and no others.

    Whoever waits for it in this instance has it at once; the other instances after the commit.
    """

    def act(self, task: Task) -> None:
        map_inputs(self, task)
        name = self.needed(task, self.element.signal, is_name, "the name of a signal is needed")
        after = map_outputs(self, task, {})
        brought = task.internal_data.pop("local", {})
        instance = task.workflow.top_workflow
        task.data = after
        instance.thrown.append(Signal(str(name), self.element.id, brought))
        caught = [one for one in tokens(instance) if kind_of(one) == "signal" and signal_of(one) == name]
        around = {one.id for waiting in _outward(task) for one in waiting if one.task_spec.element.interrupting}
        for one in caught:
            one.internal_data["outputs"] = brought
            one._ready()
        instance.agenda.rotate(len(caught))
        if any(one.id in around for one in caught):
            task.internal_data["is_over"] = True


class Terminate(Drawn):
    """An end event that ends everything in its process or sub-process; what was written there stays."""

    def act(self, task: Task) -> None:
        task.data = gathered(task.workflow)
        cancel_others(task)


def is_code(value: Any) -> bool:
    """Whether FEEL gave the code of an error or escalation."""
    return isinstance(value, str) and bool(value)


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
