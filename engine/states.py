"""The lives of definition, instance, task, timer, job, batch: their states and the moves allowed (docs/states.md)."""

from collections.abc import Mapping
from typing import TypeAlias

from ground.errors import Conflict

Moves: TypeAlias = Mapping[str, tuple[str, ...]]

DEFINITION: Moves = {
    "draft": ("active",),
    "active": ("retired",),
    "retired": ("active",),
}
INSTANCE: Moves = {
    "running": ("suspended", "ended", "cancelled"),
    "suspended": ("running", "cancelled"),
    "ended": (),
    "cancelled": (),
}
TASK: Moves = {
    "open": ("claimed", "completed", "cancelled"),
    "claimed": ("open", "claimed", "completed", "cancelled"),
    "completed": (),
    "cancelled": (),
}
TIMER: Moves = {
    "waiting": ("fired", "cancelled"),
    "fired": (),
    "cancelled": (),
}
JOB: Moves = {
    "waiting": ("running", "cancelled"),
    "running": ("waiting", "done", "incident", "cancelled"),
    "incident": ("waiting", "cancelled"),
    "done": (),
    "cancelled": (),
}
BATCH: Moves = {
    "running": ("ended", "cancelled"),
    "ended": (),
    "cancelled": (),
}
BATCH_ROW: Moves = {
    "waiting": ("done", "refused", "cancelled"),
    "done": (),
    "refused": (),
    "cancelled": (),
}
LIVES: Mapping[str, Moves] = {
    "definition": DEFINITION,
    "instance": INSTANCE,
    "task": TASK,
    "timer": TIMER,
    "job": JOB,
    "batch": BATCH,
    "batch row": BATCH_ROW,
}


class MoveRefused(Conflict):
    """The {what} is {old}; it cannot become {new}. Open it again to see what happened meanwhile."""

    code = "move_refused"


def check_move(what: str, old: str, new: str) -> None:
    """Raise `MoveRefused` unless the life of `what` allows the move from `old` to `new`."""
    if new not in LIVES[what][old]:
        raise MoveRefused(what=what, old=old, new=new)


def states_check(what: str) -> str:
    """The SQL CHECK that a `state` column holds one of the states of `what`."""
    names = ", ".join(f"'{name}'" for name in LIVES[what])
    return f"state IN ({names})"
