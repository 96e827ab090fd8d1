"""What a person does to a run that took a wrong way: move a token, go back to an earlier step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from engine import journal
from engine.changes import Changes
from engine.messages import receive_waiting
from engine.migration import in_version, standing
from engine.spiff import RESERVED, Run
from engine.store import Loaded, load, peek, save
from engine.tables import Snapshot, Task, Timer
from ground.canonical import Json
from ground.clock import Clock
from ground.database import transaction
from ground.errors import NotFound

_NONE = object()


class NoWayBack(NotFound):
    """There is no way back to this step: it was not completed in this process, or that was too long ago."""

    code = "no_way_back"


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a move would do: the elements the run stands at before and after, those it would enter, and the end
    event it would reach or nothing."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    entered: tuple[str, ...]
    ended: str


@dataclass(frozen=True, slots=True)
class EarlierStep:
    """A completed step a running instance may go back to."""

    task_id: str
    element: str
    name: str
    completed_at: datetime
    completed_by: str


def move(session: Session, clock: Clock, instance_id: str, token: str, element: str, by: str, reason: str) -> Changes:
    """Take a token from where it stands and let it arrive at another element: of the same process, of one that calls
    it, or of a called one.

    What hung on the step it left goes with it: boundary events, the process it called, the rivals of an event gateway;
    out of a called process or a part of the drawing, all that runs in there. `element` may name before a slash the
    process, or the step that leads there. Raises `TokenGone`, `TokenNotMovable`, `ElementNotEnterable`.
    """
    loaded = load(session, clock, instance_id, by)
    before = standing(loaded.run)
    loaded.run.move(token, element)
    facts = {"before": before, "after": standing(loaded.run), "element": element, "reason": reason}
    journal.append(session, clock, instance_id, "token_moved", token, by, facts | {"entered": loaded.way()})
    return receive_waiting(session, clock, loaded, save(session, clock, loaded))


def foresee(session: Session, clock: Clock, instance_id: str, token: str, element: str) -> Foreseen:
    """Try a move in memory: where the run would stand, and the way it would take. Changes nothing. Raises like `move`,
    and `InstanceUnknown`, or `InstanceNotRunning` once the run is over."""
    run = peek(session, clock, instance_id)
    before = standing(run)
    run.move(token, element)
    entered = tuple(step.element for step in run.entered)
    return Foreseen(tuple(before), tuple(standing(run)), entered, run.ended_in or "")


def go_back(session: Session, clock: Clock, instance_id: str, task_id: str, by: str, reason: str) -> Changes:
    """Put the whole instance back to where it stood just before this task was completed, variables too.

    What still stands keeps its row: claims and moved dates stay. What was undone is opened again; a timer whose date
    has passed fires at once. The reserved variable, which is the desk's, stays as it is.
    Raises `NoWayBack`, and `MigrationRefused` when the step was done in a version that does not fit today's.
    """
    loaded = load(session, clock, instance_id, by)
    snapshot = session.get(Snapshot, task_id)
    if snapshot is None or snapshot.instance_id != instance_id:
        raise NoWayBack
    before, variables = standing(loaded.run), loaded.run.variables()
    loaded.run, loaded.told = _earlier(session, clock, loaded, snapshot), 0
    facts: dict[str, Any] = {"before": before, "after": standing(loaded.run), "reason": reason}
    facts |= {
        "element": session.get_one(Task, task_id).element,
        "variables": _differences(variables, loaded.run.variables()),
    }
    journal.append(session, clock, instance_id, "instance_rewound", task_id, by, facts)
    return receive_waiting(session, clock, loaded, save(session, clock, loaded))


def _differences(before: Mapping[str, Json], after: Mapping[str, Json]) -> dict[str, dict[str, Json]]:
    """What was put back: each variable that is another one now, as it was and as it is; what is gone has no after."""
    changed = [name for name in {**before, **after} if before.get(name, _NONE) != after.get(name, _NONE)]
    sides = {"before": before, "after": after}
    return {side: {name: seen[name] for name in changed if name in seen} for side, seen in sides.items()}


def _earlier(session: Session, clock: Clock, loaded: Loaded, snapshot: Snapshot) -> Run:
    instance = loaded.instance
    run = in_version(session, clock, snapshot.frontier, snapshot.definition_id, instance.definition_id)
    kept = loaded.run.variables().get(RESERVED)
    if kept is not None:
        run.assign({RESERVED: kept})
    for wait in run.waits():
        kind, row_id = instance.standing.get(wait.token, ("", ""))
        if kind == wait.kind == "timer":
            run.reschedule(wait.token, session.get_one(Timer, row_id).due_at)
    return run


def earlier_steps(session: Session, instance_id: str) -> list[EarlierStep]:
    """The steps this instance may go back to, latest first."""
    rows = session.scalars(
        select(Task)
        .join(Snapshot, Snapshot.task_id == Task.id)
        .where(Snapshot.instance_id == instance_id)
        .order_by(Snapshot.taken_at.desc())
    )
    return [
        EarlierStep(task.id, task.element, task.name, task.completed_at, task.completed_by or "")
        for task in rows
        if task.completed_at is not None
    ]


def prune_snapshots(database: Engine, clock: Clock, keep: timedelta, limit: int = 1000) -> int:
    """Forget the ways back that are older than `keep`, oldest first; how many."""
    with transaction(database) as session:
        old: Sequence[str] = session.scalars(
            select(Snapshot.task_id)
            .where(Snapshot.taken_at < clock.now() - keep)
            .order_by(Snapshot.taken_at)
            .limit(limit)
        ).all()
        if old:
            session.execute(delete(Snapshot).where(Snapshot.task_id.in_(old)))
        return len(old)
