"""Activities with boundary events: a hidden fork, from which the activity and its events hang side by side."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.spiff.node import Node, Way, enter_notes
from engine.spiff.tree import live, remove


class Guard(Node):
    """The fork: its first way leads to the activity, the others arm the boundary events."""

    def leave(self, task: Task) -> Sequence[Way]:
        main, *events = self.ways
        host = self.send(task, main, **enter_notes(task.internal_data.get("enter", ())))
        for event in events:
            self.send(task, event, guards=host.id.hex)
        return ()


def release(host: Task, spared: Task | None = None) -> None:
    """Let the boundary events of this activity go: it is done, or one of them (`spared`) interrupts it."""
    for task in related(host, "guards", host.id.hex):
        if task is not spared:
            cancel(task)


def host_of(event: Task) -> Task:
    """The activity this armed boundary event watches."""
    return event.workflow.tasks[UUID(hex=event.internal_data["guards"])]


def rivals(event: Task) -> list[Task]:
    """The other events that race with this one behind an event-based gateway."""
    race = event.internal_data.get("race")
    return [task for task in related(event, "race", race) if task is not event] if race else []


def cancel(task: Task) -> None:
    """Take a token away, with the process it called and the instances it runs."""
    instance = task.workflow.top_workflow
    for child in task.children:
        cancel(child)
    instance.drop_called(task)
    task.cancel()
    remove(task)


def related(task: Task, note: str, value: Any) -> list[Task]:
    """The live tokens of the same workflow with this note."""
    return [other for other in live(task.workflow) if other.internal_data.get(note) == value]


def is_watching(task: Task) -> bool:
    """Whether this token only stands ready to start an event sub-process: it brings nothing and holds nothing up."""
    return "watches" in task.internal_data and task.state == TaskState.WAITING


def cancel_others(task: Task) -> None:
    """Take every other token of the workflow away."""
    for other in live(task.workflow):
        if other is not task and other.id in task.workflow.tasks:
            cancel(other)
