"""Timer, message and signal events, and the receive task. They only wait: our rows and our inbox tell them.

Upstream's event definitions evaluate Python and are searched through by its event manager; ours are a few notes on the
token: when it is due, or which message with which correlation it waits for.
"""

from datetime import datetime
from typing import Any

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.model import Timer
from engine.spiff.activities import Activity, is_text
from engine.spiff.addresses import address, is_name
from engine.spiff.calls import Embedded
from engine.spiff.formula import formula
from engine.spiff.guards import cancel, host_of, release, rivals
from engine.spiff.inside import bring_out, variables_of
from engine.spiff.mapping import map_inputs, map_outputs
from engine.spiff.node import Drawn
from engine.spiff.timers import Due, first_due, next_due


class Catch(Drawn):
    """An intermediate catch event; behind an event-based gateway it wins the race when it fires."""

    def is_entered_by_arrival(self, task: Task) -> bool:
        return "race" not in task.internal_data

    def arrive(self, task: Task) -> bool:
        map_inputs(self, task)
        if self.element.timer is not None:
            self._set_timer(task, self.element.timer)
        if self.element.message is not None:
            subscribe(self, task)
        if self.element.signal:
            name = self.needed(task, self.element.signal, is_name, "a name is needed")
            task.internal_data["signal"] = computed(self.element.signal, str(name))
        return False

    def act(self, task: Task) -> None:
        task.data = map_outputs(self, task, task.internal_data.get("outputs", {}))
        for rival in rivals(task):
            cancel(rival)

    def arm_again(self, task: Task, variables: dict[str, Any]) -> None:
        """Stand ready for the next time, if there is one."""
        # A message may come again, a cycle has a next time; a date or a duration was once.
        notes = {name: value for name, value in task.internal_data.items() if name in ("guards", "watches")}
        if self.element.timer is not None:
            now = task.workflow.top_workflow.clock.now()
            due = next_due(formula(self.element.timer.value), due_of(task), now)
            if due is None:
                return
            notes["due"] = due_note(due)
        again = task.parent._add_child(self, TaskState.FUTURE)
        again.data, again.internal_data = variables, notes
        self._update(again)

    def _set_timer(self, task: Task, timer: Timer) -> None:
        if "due" not in task.internal_data:
            value = self.needed(task, timer.value, is_text, "a date, a duration or a cycle is needed")
            now = task.workflow.top_workflow.clock.now()
            task.internal_data["due"] = due_note(first_due(timer.kind, formula(timer.value), value, now))


class Boundary(Catch):
    """A boundary event: interrupts its activity, or leaves it alone and stands ready for the next time."""

    def is_entered_by_arrival(self, task: Task) -> bool:
        return False

    def act(self, task: Task) -> None:
        notes, host = task.internal_data, host_of(task)
        if self.element.interrupting:
            task.data = variables_of(host)
        elif isinstance(host.task_spec, Embedded):
            bring_out(host)
        before = task.data
        task.data = map_outputs(self, task, notes.get("outputs", {}))
        if self.element.interrupting:
            self._interrupt(task, host)
        else:
            self.arm_again(task, before)

    def _interrupt(self, task: Task, host: Task) -> None:
        release(host, task)
        cancel(host)


class ReceiveStep(Activity):
    """A receive task: an activity that is done when its message comes; behind an event-based gateway it may win."""

    def is_entered_by_arrival(self, task: Task) -> bool:
        return "race" not in task.internal_data

    def begin(self, task: Task) -> bool:
        subscribe(self, task)
        return False

    def act(self, task: Task) -> None:
        super().act(task)
        for rival in rivals(task):
            cancel(rival)


def subscribe(node: Drawn, task: Task) -> None:
    """Let this token wait for the element's message. Raises `Stall`."""
    assert node.element.message is not None
    to = address(node, task, node.element.message)
    task.internal_data["correlation"] = to["correlation"]
    if name := computed(node.element.message.name, to["message"]):
        task.internal_data["message"] = name


def computed(written: str, name: str) -> str:
    """The name to keep with the token: one that is written in the drawing is read there, in whatever version."""
    return name if written.startswith("=") else ""


def due_note(due: Due) -> list[Any]:
    """A due as it is kept with the token."""
    return [due.at.isoformat(), due.left, due.interval]


def due_of(task: Task) -> Due:
    """When this timer event fires."""
    at, left, interval = task.internal_data["due"]
    return Due(datetime.fromisoformat(at), left, interval)
