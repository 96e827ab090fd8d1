"""What one command did to one instance: the engine's answer, read by the floor above in the same transaction."""

from dataclasses import dataclass

from engine.spiff import Step
from engine.tables import Instance, Job, Task, Timer


@dataclass(frozen=True, slots=True)
class Changes:
    """The rows opened and closed, the elements entered and left in order, and the end event if the instance ended.

    `carried` are the open tasks that a migration took along, with their names, roles and forms of the new version.
    `by` is who gave the command (an officer's name, or `system`); `reason` why an instance was cancelled.
    """

    instance: Instance
    by: str
    opened: tuple[Task, ...] = ()
    closed: tuple[Task, ...] = ()
    carried: tuple[Task, ...] = ()
    entered: tuple[Step, ...] = ()
    left: tuple[Step, ...] = ()
    timers: tuple[Timer, ...] = ()
    jobs: tuple[Job, ...] = ()
    ended: str | None = None
    reason: str = ""
