"""Event sub-processes: an event that waits as long as the part it is drawn in runs, and what it starts."""

from collections.abc import Sequence
from typing import Any

from SpiffWorkflow.task import Task

from engine.spiff.calls import Embedded
from engine.spiff.events import Catch
from engine.spiff.guards import cancel_others
from engine.spiff.inside import changes, gathered, spread
from engine.spiff.mapping import map_outputs
from engine.spiff.node import Way


class Alert(Catch):
    """The start event of an event sub-process, waiting. It carries no variables: those of the moment count."""

    # The story tells of the sub-process and its start event when they are entered.
    is_told = False

    def is_entered_by_arrival(self, task: Task) -> bool:
        return True

    def arrive(self, task: Task) -> bool:
        task.internal_data["watches"] = True
        super().arrive(task)
        task.data = {}
        return False

    def act(self, task: Task) -> None:
        now = gathered(task.workflow)
        notes = task.internal_data
        task.data = map_outputs(self, task, notes.get("outputs", {}), now)
        if self.element.interrupting:
            cancel_others(task)
        else:
            # What the event brought stays when the sub-process it starts is gone.
            spread(task.workflow, changes(now, task.data))
            self.arm_again(task, now)


class Part(Embedded):
    """An event sub-process. One that interrupted ends what it lies in."""

    def returned_from(self, task: Task, ended_in: str, variables: dict[str, Any]) -> None:
        task.internal_data["ended_in"] = ended_in
        super().returned_from(task, ended_in, variables)


class Beside(Part):
    """An event sub-process that did not interrupt: what it wrote is written everywhere, and it is gone."""

    runs_beside = True

    def act(self, task: Task) -> None:
        before = task.data
        super().act(task)
        spread(task.workflow, changes(before, task.data))

    def leave(self, task: Task) -> Sequence[Way]:
        task.workflow.spec.end.close(task.workflow)
        return ()
