"""The jobs tick: machine work runs after commit, at least once, under a lease; what keeps failing is an incident."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from engine import journal
from engine.arrivals import HOUSE, Work
from engine.broadcasts import CATCH
from engine.messages import receive_waiting
from engine.spiff import DELIVER
from engine.states import check_move
from engine.store import SYSTEM, InstanceNotRunning, Loaded, load, open_incident, save
from engine.tables import Job, new_id
from engine.timers import Follow
from ground.canonical import Json
from ground.clock import Clock
from ground.database import transaction

log = logging.getLogger("motcua.jobs")
# What a worker that died had claimed waits this long for another one; a whole batch must fit into it.
LEASE = timedelta(minutes=1)
BACK_OFF = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))


class Again(Exception):
    """Raised by an operation whose work could not be done yet: try it again later."""


class Fault(Exception):
    """Raised by an operation whose work cannot be done: an error the drawing may catch, by its code."""

    def __init__(self, code: str, reason: str = "") -> None:
        super().__init__(reason or code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Call:
    """What an operation is called with. `key` is the job's id, the same on every attempt: the idempotency key."""

    key: str
    instance_id: str | None
    element: str
    variables: Mapping[str, Any]
    headers: Mapping[str, str]
    clock: Clock
    database: Engine


Operation: TypeAlias = Callable[[Call], Mapping[str, Json]]


def enqueue(
    session: Session, clock: Clock, operation: str, variables: Mapping[str, Json], *,
    instance_id: str | None = None, headers: Mapping[str, str] | None = None, key: str | None = None,
    due_at: datetime | None = None,
) -> Job:  # fmt: skip
    """Put desk work in the queue, to be run after this transaction commits."""
    job = Job(
        id=key or new_id(), instance_id=instance_id, token=None, element="", operation=operation,
        variables=dict(variables), headers=dict(headers or {}), state="waiting", due_at=due_at or clock.now(),
        opened_at=clock.now(), held=False, attempts=0,
    )  # fmt: skip
    session.add(job)
    return job


def run_jobs(
    database: Engine, clock: Clock, operations: Mapping[str, Operation], follow: Follow, limit: int = 20,
    stopping: Callable[[], bool] = lambda: False,
) -> int:  # fmt: skip
    """Claim due jobs and commit; run each with no transaction open; finish each under its lease. How many were run."""
    claimed = _claim(database, clock, limit)
    for done, job in enumerate(claimed):
        if stopping():
            _give_back(database, clock, claimed[done:])
            return done
        _run(database, clock, operations, follow, job)
    return len(claimed)


def _claim(database: Engine, clock: Clock, limit: int) -> list[Job]:
    now = clock.now()
    with transaction(database) as session:
        jobs = list(
            session.scalars(
                select(Job)
                .where(Job.state.in_(("waiting", "running")), ~Job.held, Job.due_at <= now)
                .order_by(Job.due_at)
                .limit(limit)
                .with_for_update(skip_locked=True)
            )
        )
        for job in jobs:
            job.state, job.lease, job.due_at, job.attempts = "running", new_id(), now + LEASE, job.attempts + 1
        return jobs


def _give_back(database: Engine, clock: Clock, jobs: list[Job]) -> None:
    """Return leases that were not used: a worker that stops leaves nothing behind for the lease to run out on."""
    with transaction(database) as session:
        for job in jobs:
            session.execute(
                update(Job)
                .where(Job.id == job.id, Job.lease == job.lease, Job.state == "running")
                .values(state="waiting", lease=None, due_at=clock.now(), attempts=job.attempts - 1)
            )


def _run(database: Engine, clock: Clock, operations: Mapping[str, Operation], follow: Follow, job: Job) -> None:
    call = Call(job.id, job.instance_id, job.element, job.variables, job.headers, clock, database)
    try:
        _attempt(database, clock, operations, follow, job, call)
    except InstanceNotRunning:
        log.info("job %s ended after its instance", job.id)
    except Exception as error:  # whatever an operation raises, or its instance: tried again, then shown to a person
        log.warning("job %s (%s) failed: %s", job.id, job.operation, error, exc_info=not isinstance(error, Again))
        _try_later(database, clock, job, error)


def _attempt(
    database: Engine, clock: Clock, operations: Mapping[str, Operation], follow: Follow, job: Job, call: Call
) -> None:
    try:
        if job.operation in HOUSE and (job.token is None or job.operation == DELIVER):
            HOUSE[job.operation](Work(job.id, job.element, job.variables, clock, database, follow))
            outputs: Mapping[str, Json] = {}
        elif job.operation not in operations:
            raise Fault("operation_unknown", f"no operation is named {job.operation}")
        else:
            outputs = operations[job.operation](call)
    except Fault as fault:
        _fail(database, clock, follow, job, fault)
    else:
        _finish(database, clock, follow, job, outputs)


def _hold(session: Session, job: Job) -> Job | None:
    """The job's row, locked, if this worker still holds its lease."""
    return session.scalar(
        select(Job).where(Job.id == job.id, Job.lease == job.lease, Job.state == "running").with_for_update()
    )


def _load(session: Session, clock: Clock, job: Job) -> Loaded | None:
    """The instance of a job, locked before the job's row: the order of every command that closes jobs."""
    if job.instance_id is None:
        return None
    if job.token is None:
        journal.hold(session, job.instance_id)
        return None
    return load(session, clock, job.instance_id, SYSTEM)


def _way(loaded: Loaded | None) -> dict[str, Any]:
    return {"entered": loaded.way()} if loaded is not None else {}


def _finish(database: Engine, clock: Clock, follow: Follow, job: Job, outputs: Mapping[str, Json]) -> None:
    with transaction(database) as session:
        loaded = _load(session, clock, job)
        row = _hold(session, job)
        if row is None:
            return
        row.state, row.lease, row.settled_at, row.error = "done", None, clock.now(), None
        if loaded is not None and row.token is not None:
            loaded.run.complete(row.token, outputs)
        if job.instance_id is not None and job.operation != CATCH:
            facts = {"operation": job.operation, "element": job.element, "outputs": dict(outputs)} | _way(loaded)
            journal.append(session, clock, job.instance_id, "job_done", job.id, SYSTEM, facts)
        if loaded is not None:
            follow(session, clock, receive_waiting(session, clock, loaded, save(session, clock, loaded)))


def _fail(database: Engine, clock: Clock, follow: Follow, job: Job, fault: Fault) -> None:
    """The work cannot be done: the drawing catches the error, or a person must."""
    with transaction(database) as session:
        loaded = _load(session, clock, job)
        row = _hold(session, job)
        if row is None:
            return
        is_caught = loaded is not None and row.token is not None and loaded.run.throw(row.token, fault.code)
        if job.instance_id is not None:
            facts = {"operation": job.operation, "element": job.element, "code": fault.code, "reason": str(fault)}
            journal.append(session, clock, job.instance_id, "job_failed", job.id, SYSTEM, facts | _way(loaded))
        if loaded is not None and is_caught:
            row.state, row.lease, row.settled_at, row.error = "done", None, clock.now(), fault.code
            follow(session, clock, receive_waiting(session, clock, loaded, save(session, clock, loaded)))
        else:
            _to_incident(session, clock, row, fault.code, str(fault))


def _try_later(database: Engine, clock: Clock, job: Job, error: Exception) -> None:
    cause = f"{type(error).__name__}: {error}"[:500]
    with transaction(database) as session:
        row = _hold(session, job)
        if row is None:
            return
        if row.attempts > len(BACK_OFF):
            _to_incident(session, clock, row, getattr(error, "code", "job_failed"), cause)
            return
        row.state, row.lease, row.error = "waiting", None, cause
        row.due_at = clock.now() + BACK_OFF[row.attempts - 1]


def _to_incident(session: Session, clock: Clock, job: Job, code: str, cause: str) -> None:
    check_move("job", job.state, "incident")
    job.state, job.lease, job.error = "incident", None, cause
    open_incident(
        session, clock, SYSTEM, code=code, element=job.element or job.operation, instance_id=job.instance_id,
        job_id=job.id, params={"operation": job.operation, "cause": cause},
    )  # fmt: skip
