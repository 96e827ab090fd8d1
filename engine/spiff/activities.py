"""What somebody or something outside does: user tasks and service tasks. Both stand READY until `Run.complete`."""

from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import ServiceTask, UserTask
from SpiffWorkflow.task import Task

from engine.model import Message
from engine.spiff.addresses import DELIVER, address
from engine.spiff.formula import formula
from engine.spiff.guards import release
from engine.spiff.loops import collect, judge
from engine.spiff.mapping import map_inputs, map_outputs, put
from engine.spiff.node import Drawn
from engine.spiff.timers import instant


class Activity(Drawn):
    """Base of activities: inputs mapped on entry, outputs on completion, boundary events let go when it is done."""

    # Set by the builder: boundary events stand guard; this is the inner spec of a multi-instance activity.
    is_guarded = False
    is_repeated = False

    def is_entered_by_arrival(self, task: Task) -> bool:
        return True

    def arrive(self, task: Task) -> bool:
        map_inputs(self, task)
        return self.begin(task)

    def begin(self, task: Task) -> bool:
        """Start the work; True when the token stands ready. May raise `Stall`."""
        return True

    def act(self, task: Task) -> None:
        outputs = task.internal_data.get("outputs", {})
        after = map_outputs(self, task, outputs)
        if self.is_repeated:
            judge(self, task, after | task.internal_data.get("local", {}) | outputs)
        task.data = after

    def _on_complete_hook(self, my_task: Task) -> None:
        super()._on_complete_hook(my_task)
        if self.is_guarded:
            release(my_task)
        if self.is_repeated:
            collect(my_task)


class UserStep(Activity, UserTask):
    """A user task: stands in somebody's list."""

    def begin(self, task: Task) -> bool:
        element = self.element
        due_date = self.value(task, element.due_date)
        form = {
            "assignee": self.value(task, element.assignee),
            "groups": _names(self.value(task, element.candidate_groups)),
            "priority": _whole(self.value(task, element.priority)),
            "due_at": None if due_date is None else instant(formula(element.due_date), due_date).isoformat(),
        }
        task.internal_data["form"] = {name: value for name, value in form.items() if value not in (None, "", [])}
        return True


class ServiceStep(Activity, ServiceTask):
    """A service task: a job for the worker, run after the commit."""

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, manual=True, **rest)

    def begin(self, task: Task) -> bool:
        if self.element.sent is not None and not self.element.operation:
            task.internal_data["job"] = {"operation": DELIVER, "inputs": self._letter(task, self.element.sent)}
            return True
        operation = self.needed(task, self.element.operation, is_text, "the name of an operation is needed")
        retries = _whole(self.value(task, self.element.retries))
        task.internal_data["job"] = {"operation": operation} | ({} if retries is None else {"retries": retries})
        return True

    def _letter(self, task: Task, message: Message) -> dict[str, Any]:
        """A message that no operation sends goes to our own inbox, with what the input mappings name and no more."""
        return {**address(self, task, message), "variables": dict(task.internal_data.get("local", {}))}


class ScriptStep(Activity):
    """A script task: one FEEL expression, whose value goes into the result variable."""

    def act(self, task: Task) -> None:
        outputs: dict[str, Any] = {}
        put(outputs, self.element.result.split("."), self.value(task, self.element.script))
        task.internal_data["outputs"] = outputs
        super().act(task)


def is_text(value: Any) -> bool:
    """Whether FEEL gave a text."""
    return isinstance(value, str)


def _names(value: Any) -> list[str]:
    parts = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else []
    return [name for name in (str(part).strip() for part in parts) if name]


def _whole(value: Any) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError):
        return None
