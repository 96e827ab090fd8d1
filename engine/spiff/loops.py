"""Multi-instance activities: a frame that stays while its instances run, all at once or one after the other."""

from collections.abc import Sequence
from typing import Any

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.model import Loop
from engine.spiff.errors import Stall
from engine.spiff.formula import formula
from engine.spiff.guards import cancel, release
from engine.spiff.node import Drawn, Way

LIMIT_INSTANCES = 1_000


class Repeat(Drawn):
    """The frame: one instance of the inner spec for each item of the collection; results in the order of the input.

    What an instance writes stays its own; only the output collection leaves the loop.
    """

    is_guarded = False

    def is_entered_by_arrival(self, task: Task) -> bool:
        return True

    def arrive(self, task: Task) -> bool:
        loop = self.loop
        items = self.needed(task, loop.input_collection, lambda value: isinstance(value, list), "a list is needed")
        if len(items) > LIMIT_INSTANCES:
            raise Stall("too_many_instances", count=len(items), limit=LIMIT_INSTANCES)
        task.internal_data |= {"items": items, "results": [None] * len(items), "done": 0, "begun": 0}
        task._set_state(TaskState.STARTED)
        for _ in items[:1] if loop.sequential else items:
            self.begin_next(task)
        return not items

    @property
    def loop(self) -> Loop:
        """The marker, without which the builder makes no frame."""
        return _marker(self)

    @property
    def inner(self) -> Way:
        """The way to the spec that is repeated: always the first."""
        return self.ways[0]

    def begin_next(self, frame: Task) -> None:
        """Start the instance of the next item."""
        place = frame.internal_data["begun"]
        frame.internal_data["begun"] = place + 1
        local = {"loopCounter": place + 1}
        if self.loop.input_element:
            local[self.loop.input_element] = frame.internal_data["items"][place]
        instance = self.send(frame, self.inner, local=local, place=place)
        instance.task_spec._update(instance)

    def act(self, task: Task) -> None:
        target = self.loop.output_collection
        if target:
            task.data = task.data | {target: task.internal_data["results"]}

    def leave(self, task: Task) -> Sequence[Way]:
        return self.ways[1:]

    def _on_complete_hook(self, my_task: Task) -> None:
        super()._on_complete_hook(my_task)
        if self.is_guarded:
            release(my_task)


def judge(node: Drawn, instance: Task, context: dict[str, Any]) -> None:
    """Work out the result of an instance about to complete, and whether it is the last one wanted. Raises `Stall`."""
    frame = instance.parent
    loop = _marker(node)
    result = node.value(instance, loop.output_element, context) if loop.output_element else None
    enough = False
    if loop.completion_condition:
        enough = node.value(instance, loop.completion_condition, context | _counts(frame, loop, instance, result))
        if not isinstance(enough, bool):
            raise formula(loop.completion_condition).failed("true or false is needed")
    instance.internal_data |= {"result": result, "enough": enough}


def collect(instance: Task) -> None:
    """Hand the result of a completed instance to its frame, which goes on or ends."""
    frame = instance.parent
    notes = frame.internal_data
    notes["results"] = _with(notes["results"], instance, instance.internal_data["result"])
    notes["done"] += 1
    if notes["done"] == len(notes["items"]) or instance.internal_data["enough"]:
        for other in frame.children:
            if other is not instance:
                cancel(other)
        frame._ready()
    elif frame.task_spec.loop.sequential:
        frame.task_spec.begin_next(frame)


def _marker(node: Drawn) -> Loop:
    assert node.element.loop is not None
    return node.element.loop


def _counts(frame: Task, loop: Loop, instance: Task, result: Any) -> dict[str, Any]:
    notes = frame.internal_data
    counts: dict[str, Any] = {
        "numberOfInstances": len(notes["items"]),
        "numberOfCompletedInstances": notes["done"] + 1,
        "numberOfActiveInstances": len(frame.children) - 1,
        "numberOfTerminatedInstances": 0,
    }
    if loop.output_collection:
        counts[loop.output_collection] = _with(notes["results"], instance, result)
    return counts


def _with(results: list[Any], instance: Task, result: Any) -> list[Any]:
    place = instance.internal_data["place"]
    return [*results[:place], result, *results[place + 1 :]]
