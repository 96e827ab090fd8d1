"""Start an instance; claim, release and complete its tasks."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from engine import journal, store
from engine.changes import Changes
from engine.definitions import DefinitionUnknown, Versions, active_of, graph_of
from engine.messages import receive_waiting
from engine.spiff import Run
from engine.states import check_move
from engine.store import InstanceNotRunning, Loaded, save, wake
from engine.tables import Definition, Head, Instance, Snapshot, Task, new_id
from ground.canonical import Json
from ground.clock import Clock, today
from ground.errors import Conflict, NotFound
from ground.flush import put


class TaskUnknown(NotFound):
    """There is no such task, or it is not yours to see."""

    code = "task_unknown"


class TaskAlreadyCompleted(Conflict):
    """{by} has completed this task already. Nothing was done a second time."""

    code = "task_already_completed"


class TaskGone(Conflict):
    """This task is no longer needed: the process took another path. Look at the dossier for what comes next."""

    code = "task_gone"


class TaskChanged(Conflict):
    """The task has changed since you opened it (version {now}, yours {yours}). Look at it again and repeat."""

    code = "task_changed"


class TaskClaimedByAnother(Conflict):
    """{by} holds this task. Ask for it to be released or handed over."""

    code = "task_claimed_by_another"


def start(
    session: Session, clock: Clock, key: str, variables: Mapping[str, Json], business_key: str, by: str,
    definition: Definition | None = None,
) -> Changes:  # fmt: skip
    """Start an instance of the version in force today (or of the given one); it runs to its first waits."""
    definition = definition or active_of(session, key, today(clock))
    if definition is None:
        raise DefinitionUnknown(key=key)
    return begin(session, clock, definition, variables, business_key, by)


def begin(
    session: Session, clock: Clock, definition: Definition, variables: Mapping[str, Json], business_key: str, by: str,
    *, process: str = "", begun_by: str = "", instance_id: str | None = None,
) -> Changes:  # fmt: skip
    """Start an instance of this version: its main process or another pool's, plainly or where an event happened."""
    graph = graph_of(session, definition.id)
    versions = Versions(session, clock, definition.id)
    run = Run.new(graph, dict(variables), clock, versions, process=process, begun_by=begun_by)
    instance = Instance(
        id=instance_id or new_id(), definition_id=definition.id, business_key=business_key, state="running",
        frontier=b"", standing={}, started_at=clock.now(), started_by=by, version=1,
    )  # fmt: skip
    session.add(instance)
    store.keep(session, instance, journal.begin(session, instance.id))
    loaded = Loaded(instance, by, run=run)
    facts = {
        "definition": definition.digest, "key": definition.key, "version": definition.version,
        "variables": dict(variables), "entered": loaded.way(),
    }  # fmt: skip
    journal.append(session, clock, instance.id, "instance_started", instance.id, by, facts)
    return receive_waiting(session, clock, loaded, save(session, clock, loaded))


def claim(session: Session, clock: Clock, task_id: str, version: int, by: str) -> Task:
    """Take an open task into one's own hands."""
    task, _ = take(session, task_id, version)
    if task.state == "claimed" and task.assignee != by:
        raise TaskClaimedByAnother(by=task.assignee)
    return assign(session, clock, task, by, by)


def assign(session: Session, clock: Clock, task: Task, to: str, by: str) -> Task:
    """Put a task that is held already by `take` into somebody's hands."""
    check_move("task", task.state, "claimed")
    task.state, task.assignee, task.claimed_at = "claimed", to, clock.now()
    facts = {"element": task.element, "assignee": to}
    journal.append(session, clock, task.instance_id, "task_claimed", task.id, by, facts)
    session.flush()
    return task


def release(session: Session, clock: Clock, task_id: str, version: int, by: str, of: str = "") -> Task:
    """Give a claimed task back to everybody who may do it: one's own, or the one of the holder named."""
    task, _ = take(session, task_id, version)
    if task.assignee != (of or by):
        raise TaskClaimedByAnother(by=task.assignee or "–")
    check_move("task", task.state, "open")
    task.state, task.assignee, task.claimed_at = "open", None, None
    journal.append(session, clock, task.instance_id, "task_released", task.id, by, {"element": task.element})
    session.flush()
    return task


def complete(
    session: Session, clock: Clock, task_id: str, version: int, outputs: Mapping[str, Json], by: str
) -> Changes:
    """Complete a task with its outputs and run the instance on to its next waits.

    Raises `TaskAlreadyCompleted`, `TaskGone`, `TaskChanged`, `TaskClaimedByAnother`, `InstanceNotRunning`.
    """
    task, instance = take(session, task_id, version)
    if task.assignee not in (None, by):
        raise TaskClaimedByAnother(by=task.assignee)
    if instance.state != "running":
        raise InstanceNotRunning(state=instance.state)
    check_move("task", task.state, "completed")
    loaded = wake(session, clock, instance, by)
    loaded.run.complete(task.token, outputs)
    if loaded.run.ended_in is None:
        _remember(session, clock, task, instance)
    task.state, task.completed_at, task.completed_by = "completed", clock.now(), by
    loaded.closed.append(task)
    facts: dict[str, Any] = {
        "element": task.element, "name": task.name, "outputs": dict(outputs), "entered": loaded.way(),
    }  # fmt: skip
    journal.append(session, clock, instance.id, "task_completed", task.id, by, facts)
    return receive_waiting(session, clock, loaded, save(session, clock, loaded))


def _remember(session: Session, clock: Clock, task: Task, instance: Instance) -> None:
    """Keep the frontier as it was, not saved anew yet: the way back to this step."""
    put(session, Snapshot, {
        "task_id": task.id, "instance_id": instance.id, "definition_id": instance.definition_id,
        "frontier": instance.frontier, "taken_at": clock.now(),
    })  # fmt: skip


# Everybody locks the instance first, then its chain, then its rows: nobody can wait in a circle.
LOCKED = (Instance, Head, Task)
# Locks a task with its instance and chain head. A floor above may join rows of its own and `keep` what it got.
HELD = (
    select(Task, Instance, Head)
    .join(Instance, Instance.id == Task.instance_id)
    .join(Head, Head.chain == Task.instance_id)
    .where(Task.id == bindparam("task_id"))
    # Rows that name these as theirs may come meanwhile, so it is no stronger lock than that of a change.
    .with_for_update(of=LOCKED, key_share=True)
    .execution_options(populate_existing=True)
)


def keep(session: Session, task: Task, instance: Instance, head: Head) -> None:
    """Remember rows that `HELD` has locked in this transaction, so that no command asks for them again."""
    session.info.setdefault("tasks", {})[task.id] = (task, store.keep(session, instance, head))


def take(session: Session, task_id: str, version: int) -> tuple[Task, Instance]:
    """A locked task with its instance, after checking that it can still be worked on."""
    task, instance = _held(session, task_id)
    if task.state == "completed":
        raise TaskAlreadyCompleted(by=task.completed_by)
    if task.state == "cancelled":
        raise TaskGone
    if task.version != version:
        raise TaskChanged(now=task.version, yours=version)
    return task, instance


def _held(session: Session, task_id: str) -> tuple[Task, Instance]:
    kept: tuple[Task, Instance] | None = session.info.get("tasks", {}).get(task_id)
    if kept is not None:
        return kept
    row = session.execute(HELD, {"task_id": task_id}).first()
    if row is None:
        raise TaskUnknown
    keep(session, *row)
    return row[0], row[1]
