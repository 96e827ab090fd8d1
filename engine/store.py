"""Loads an instance for change and saves it by difference: only rows that opened or closed are written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from engine import journal
from engine.broadcasts import announce
from engine.changes import Changes
from engine.definitions import Versions, graph_of
from engine.spiff import Run, Wait
from engine.states import check_move
from engine.tables import Head, Incident, Instance, Job, Snapshot, Subscription, Task, Timer, new_id
from engine.triggers import Listener
from ground.clock import Clock
from ground.errors import Conflict, NotFound

SYSTEM = "system"


class InstanceUnknown(NotFound):
    """There is no running process by that name."""

    code = "instance_unknown"


class InstanceNotRunning(Conflict):
    """The process is {state}: nothing can be done in it until it is resumed."""

    code = "instance_not_running"


@dataclass(slots=True)
class Held:
    """An instance locked for change, and the rows this command has touched so far."""

    instance: Instance
    by: str
    opened: list[Task] = field(default_factory=list)
    closed: list[Task] = field(default_factory=list)
    timers: list[Timer] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)
    subscriptions: list[Subscription] = field(default_factory=list)


@dataclass(slots=True)
class Loaded(Held):
    """A locked instance with its live run; `told` is how much of the way it went is in the journal."""

    run: Run = field(kw_only=True)
    told: int = 0

    def way(self) -> list[str]:
        """The elements entered since this was last asked: what an act set going, for the journal.

        An element of a called process stands behind the name of that process and a slash.
        """
        steps, self.told = self.run.entered[self.told :], len(self.run.entered)
        main = self.run.process
        return [step.element if step.process == main else f"{step.process}/{step.element}" for step in steps]


def hold(session: Session, instance_id: str, by: str) -> Held:
    """Lock an instance without reading its frontier. Raises `InstanceUnknown`, or `InstanceNotRunning` once over."""
    instance = _kept(session).get(instance_id)
    if instance is None:
        row = session.execute(_HELD, {"instance_id": instance_id}).first()
        if row is None:
            raise InstanceUnknown
        instance = keep(session, *row)
    _check_live(instance)
    return Held(instance, by)


_HELD = (
    select(Instance, Head)
    .join(Head, Head.chain == Instance.id)
    .where(Instance.id == bindparam("instance_id"))
    .with_for_update()
    .execution_options(populate_existing=True)
)


def keep(session: Session, instance: Instance, head: Head) -> Instance:
    """Remember an instance and its chain as locked by this transaction: nobody else can change them until its end."""
    journal.keep(session, head)
    _kept(session)[instance.id] = instance
    return instance


def _kept(session: Session) -> dict[str, Instance]:
    kept: dict[str, Instance] = session.info.setdefault("instances", {})
    return kept


def load(session: Session, clock: Clock, instance_id: str, by: str) -> Loaded:
    """Lock an instance and wake its run. Raises `InstanceUnknown`, or `InstanceNotRunning` once it is over."""
    return wake(session, clock, hold(session, instance_id, by).instance, by)


def wake(session: Session, clock: Clock, instance: Instance, by: str) -> Loaded:
    """The run of an instance whose row is locked already."""
    _check_live(instance)
    return Loaded(instance, by, run=awake(session, clock, instance))


def peek(session: Session, clock: Clock, instance_id: str) -> Run:
    """The run of a live instance, not locked: to be looked at, or tried on. Raises like `load`."""
    instance = session.get(Instance, instance_id)
    if instance is None:
        raise InstanceUnknown
    _check_live(instance)
    return awake(session, clock, instance)


def awake(session: Session, clock: Clock, instance: Instance) -> Run:
    """The run an instance's stored bytes hold."""
    definition = instance.definition_id
    versions = Versions(session, clock, definition)
    return Run.load(graph_of(session, definition), instance.frontier, clock, versions)


def _check_live(instance: Instance) -> None:
    if instance.state in ("ended", "cancelled"):
        raise InstanceNotRunning(state=instance.state)


def save(session: Session, clock: Clock, loaded: Loaded) -> Changes:
    """Write what the run did: rows by difference, the frontier, the journal; the instance ends when its run has."""
    instance, run = loaded.instance, loaded.run
    waits = {wait.token: wait for wait in run.waits()} if run.ended_in is None else {}
    standing = dict(instance.standing)
    gone = {token: standing.pop(token) for token in tuple(standing) if not _still(waits.get(token), standing[token])}
    _close(session, clock, loaded, gone.values())
    for token, wait in waits.items():
        if token not in standing:
            standing[token] = [wait.kind, _open(session, clock, loaded, wait)]
    instance.standing = standing
    announce(session, clock, instance.id, run.take_thrown(), loaded.by)
    instance.frontier = run.dump()
    if run.ended_in is not None:
        finish(session, clock, instance, "ended", loaded.by, {"ended_in": run.ended_in})
        instance.ended_in = run.ended_in
    return Changes(
        instance=instance, by=loaded.by, opened=tuple(loaded.opened), closed=tuple(loaded.closed),
        entered=tuple(run.entered), left=tuple(run.left), timers=tuple(loaded.timers), jobs=tuple(loaded.jobs),
        ended=run.ended_in,
    )  # fmt: skip


def finish(session: Session, clock: Clock, instance: Instance, state: str, by: str, facts: dict[str, Any]) -> None:
    """Move an instance to a final state and say so in its journal."""
    check_move("instance", instance.state, state)
    instance.state, instance.ended_at = state, clock.now()
    session.execute(_FORGET, {"of": instance.id})  # nothing goes back from an end
    for incident in session.scalars(_STILL, {"of": instance.id}):
        solve(session, clock, incident, by)
    journal.append(session, clock, instance.id, f"instance_{state}", instance.id, by, facts)


_FORGET = delete(Snapshot).where(Snapshot.instance_id == bindparam("of")).execution_options(synchronize_session=False)
# A desk's own job outlives the process; whatever else stood still does no more.
_STILL = select(Incident).where(
    Incident.instance_id == bindparam("of"), Incident.job_id.is_(None), Incident.solved_at.is_(None)
)


def _still(wait: Wait | None, row: Sequence[str]) -> bool:
    return wait is not None and wait.kind == row[0]


def _open(session: Session, clock: Clock, loaded: Loaded, wait: Wait) -> str:
    row: Task | Timer | Job | Subscription | Listener | Incident = _OPENERS[wait.kind](session, clock, loaded, wait)
    session.add(row)
    return row.id


def _open_task(session: Session, clock: Clock, loaded: Loaded, wait: Wait) -> Task:
    task = Task(
        id=new_id(), instance_id=loaded.instance.id, token=wait.token, process=wait.process, element=wait.element,
        name=wait.name, role=wait.lane, groups=list(wait.candidate_groups), form_id=wait.form_id,
        properties=dict(wait.properties), priority=wait.priority, state="claimed" if wait.assignee else "open",
        assignee=wait.assignee or None, opened_at=clock.now(), due_at=wait.due_at,
        claimed_at=clock.now() if wait.assignee else None, version=1,
    )  # fmt: skip
    loaded.opened.append(task)
    facts = {"element": wait.element, "name": wait.name, "role": wait.lane, "assignee": task.assignee}
    journal.append(session, clock, loaded.instance.id, "task_opened", task.id, loaded.by, facts)
    return task


def _open_timer(session: Session, clock: Clock, loaded: Loaded, wait: Wait) -> Timer:
    timer = Timer(
        id=new_id(), instance_id=loaded.instance.id, token=wait.token, element=wait.element, due_at=wait.due_at,
        held=loaded.instance.state == "suspended", state="waiting",
    )  # fmt: skip
    loaded.timers.append(timer)
    return timer


def _open_job(session: Session, clock: Clock, loaded: Loaded, wait: Wait) -> Job:
    job = Job(
        id=new_id(), instance_id=loaded.instance.id, token=wait.token, element=wait.element, operation=wait.operation,
        variables=dict(wait.inputs), headers=dict(wait.headers), state="waiting", due_at=clock.now(),
        held=loaded.instance.state == "suspended", opened_at=clock.now(),
    )  # fmt: skip
    loaded.jobs.append(job)
    return job


def _open_subscription(session: Session, clock: Clock, loaded: Loaded, wait: Wait) -> Subscription:
    subscription = Subscription(
        id=new_id(), instance_id=loaded.instance.id, token=wait.token, element=wait.element, message=wait.message,
        correlation=wait.correlation, opened_at=clock.now(),
    )  # fmt: skip
    loaded.subscriptions.append(subscription)
    return subscription


def _open_listener(session: Session, clock: Clock, loaded: Loaded, wait: Wait) -> Listener:
    return Listener(
        id=new_id(), instance_id=loaded.instance.id, token=wait.token, element=wait.element, signal=wait.signal,
        opened_at=clock.now(),
    )  # fmt: skip


def _open_incident(session: Session, clock: Clock, loaded: Loaded, wait: Wait) -> Incident:
    return open_incident(
        session, clock, loaded.by, code=wait.code, element=wait.element, params=dict(wait.params),
        instance_id=loaded.instance.id, token=wait.token,
    )  # fmt: skip


def open_incident(
    session: Session, clock: Clock, by: str, *, code: str, element: str, params: dict[str, Any],
    instance_id: str | None = None, token: str | None = None, job_id: str | None = None,
) -> Incident:  # fmt: skip
    """Put something a person has to mend on the list, and into the journal of its instance."""
    incident = Incident(
        id=new_id(), instance_id=instance_id, job_id=job_id, token=token, element=element, code=code, params=params,
        opened_at=clock.now(),
    )  # fmt: skip
    session.add(incident)
    facts = {"code": code, "element": element, "params": params}
    journal.append(session, clock, instance_id or f"job:{job_id}", "incident_opened", incident.id, by, facts)
    return incident


_OPENERS: Mapping[str, Any] = {
    "task": _open_task,
    "timer": _open_timer,
    "job": _open_job,
    "message": _open_subscription,
    "signal": _open_listener,
    "stalled": _open_incident,
}


def _close(session: Session, clock: Clock, held: Held, gone: Iterable[Sequence[str]]) -> None:
    by_kind: dict[str, list[str]] = {}
    for kind, row_id in gone:
        by_kind.setdefault(kind, []).append(row_id)
    for kind, ids in by_kind.items():
        _CLOSERS[kind](session, clock, held, ids)


def _close_tasks(session: Session, clock: Clock, held: Held, ids: list[str]) -> None:
    """Cancel the tasks that the run left behind; one that was just completed is only reported."""
    missing = [task_id for task_id in ids if task_id not in {task.id for task in held.closed}]
    if not missing:
        return
    for task in session.scalars(select(Task).where(Task.id.in_(missing)).with_for_update()):
        check_move("task", task.state, "cancelled")
        task.state = "cancelled"
        held.closed.append(task)
        facts = {"element": task.element, "name": task.name}
        journal.append(session, clock, held.instance.id, "task_cancelled", task.id, held.by, facts)


def _close_timers(session: Session, clock: Clock, held: Held, ids: list[str]) -> None:
    _settle(session, Timer, ids, ("waiting",), clock.now())


def _close_jobs(session: Session, clock: Clock, held: Held, ids: list[str]) -> None:
    _settle(session, Job, ids, ("waiting", "running", "incident"), clock.now())
    _solve(session, clock, Incident.job_id.in_(ids), held.by)


def _settle(
    session: Session, table: type[Timer] | type[Job], ids: list[str], states: Sequence[str], at: datetime
) -> None:
    values: dict[str, Any] = {"state": "cancelled", "settled_at": at}
    if table is Job:
        values["lease"] = None
    session.execute(update(table).where(table.id.in_(ids), table.state.in_(states)).values(values))


def _close_subscriptions(session: Session, clock: Clock, held: Held, ids: list[str]) -> None:
    session.execute(delete(Subscription).where(Subscription.id.in_(ids)))


def _close_listeners(session: Session, clock: Clock, held: Held, ids: list[str]) -> None:
    session.execute(delete(Listener).where(Listener.id.in_(ids)))


def _close_incidents(session: Session, clock: Clock, held: Held, ids: list[str]) -> None:
    _solve(session, clock, Incident.id.in_(ids), held.by)


def _solve(session: Session, clock: Clock, which: Any, by: str) -> None:
    for incident in session.scalars(select(Incident).where(which, Incident.solved_at.is_(None))):
        solve(session, clock, incident, by)


def solve(session: Session, clock: Clock, incident: Incident, by: str) -> None:
    """Take an incident off the list: what it stopped goes on."""
    incident.solved_at, incident.solved_by = clock.now(), by
    chain = incident.instance_id or f"job:{incident.job_id}"
    journal.append(session, clock, chain, "incident_solved", incident.id, by, {"code": incident.code})


_CLOSERS: Mapping[str, Any] = {
    "task": _close_tasks,
    "timer": _close_timers,
    "job": _close_jobs,
    "message": _close_subscriptions,
    "signal": _close_listeners,
    "stalled": _close_incidents,
}


def close_all(session: Session, clock: Clock, held: Held) -> None:
    """Close every row an instance stands at: it is being cancelled."""
    _close(session, clock, held, held.instance.standing.values())
    held.instance.standing = {}
