"""What comes from outside one instance: messages, signals, and events that begin a new run; the house's own jobs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from engine import journal
from engine.broadcasts import BROADCAST, CATCH, identity
from engine.changes import Changes
from engine.definitions import active_of
from engine.entrances import BEGIN, begin_job, entrances_for
from engine.messages import receive_all, receive_waiting
from engine.spiff import DELIVER
from engine.steps import begin
from engine.store import SYSTEM, InstanceNotRunning, load, save
from engine.tables import Definition, InboxMessage, Instance, Job, Subscription, new_id
from engine.timers import Follow
from engine.triggers import Entrance, Listener
from ground.canonical import Json
from ground.clock import Clock, today
from ground.database import insert_if_absent, transaction

# How long a message that a process sends waits for one that is ready for it.
LIFETIME = timedelta(days=30)
AT_ONCE = 100


def deliver(
    session: Session, clock: Clock, message: str, correlation: str, variables: Mapping[str, Json], key: str,
    ttl: timedelta, by: str,
) -> Changes | None:  # fmt: skip
    """Hand a message to the instance that has waited longest for it; where none waits it begins a run at the start
    event of its name; None when it has to wait in the inbox.

    `key` is the sender's idempotency key: a message that came before is not delivered again (None).
    """
    now = clock.now()
    inbox = {
        "id": new_id(), "key": key, "message": message, "correlation": correlation, "variables": dict(variables),
        "arrived_at": now, "expires_at": now + ttl, "received_at": None, "instance_id": None,
    }  # fmt: skip
    if not insert_if_absent(session, InboxMessage, **inbox):
        return None
    waiting = (
        select(Subscription.instance_id, Instance.state)
        .join(Instance, Instance.id == Subscription.instance_id)
        .where(Subscription.message == message, Subscription.correlation == correlation)
        .order_by(Instance.state != "running", Subscription.opened_at, Subscription.id)
    )
    first = session.execute(waiting.limit(1)).first()
    if first is None:
        return _begin_by_message(session, clock, session.get_one(InboxMessage, inbox["id"]), by)
    if first.state != "running":
        return None
    loaded = load(session, clock, first.instance_id, by)
    if loaded.instance.state != "running":
        return None
    return receive_all(session, clock, loaded)


def _begin_by_message(session: Session, clock: Clock, inbox: InboxMessage, by: str) -> Changes | None:
    found = ((one, in_force(session, clock, one)) for one in entrances_for(session, "message", inbox.message))
    entrance, definition = next(((one, good) for one, good in found if good is not None), (None, None))
    if entrance is None or definition is None:
        return None
    changes = begin(
        session, clock, definition, inbox.variables, inbox.correlation[:64], by, process=entrance.process,
        begun_by=entrance.element,
    )  # fmt: skip
    inbox.received_at, inbox.instance_id = clock.now(), changes.instance.id
    facts = {
        "element": entrance.element, "message": inbox.message, "correlation": inbox.correlation,
        "variables": inbox.variables,
    }  # fmt: skip
    journal.append(session, clock, changes.instance.id, "message_received", inbox.id, by, facts)
    session.flush()
    return changes


def in_force(session: Session, clock: Clock, entrance: Entrance) -> Definition | None:
    """The version of this start event, if it is the one in force today."""
    definition = session.get_one(Definition, entrance.definition_id)
    active = active_of(session, definition.key, today(clock))
    return definition if active is not None and active.id == definition.id else None


@dataclass(frozen=True, slots=True)
class Work:
    """One job of the house itself: its identity, what was written in it, and where it is done."""

    key: str
    element: str
    variables: Mapping[str, Any]
    clock: Clock
    database: Engine
    follow: Follow


def _deliver(work: Work) -> None:
    """Hand over a message that a process sent."""
    with transaction(work.database) as session:
        letter = work.variables
        changes = deliver(
            session, work.clock, letter["message"], letter["correlation"], letter["variables"], f"job:{work.key}",
            LIFETIME, SYSTEM,
        )  # fmt: skip
        if changes is not None:
            work.follow(session, work.clock, changes)


def _broadcast(work: Work) -> None:
    """Write a job for everybody who waits for the signal; again after an interruption it writes those that lack."""
    last: str | None = ""
    while last is not None:
        with transaction(work.database) as session:
            last = _tell_some(session, work, last)
    with transaction(work.database) as session:
        for entrance in entrances_for(session, "signal", work.variables["signal"]):
            if in_force(session, work.clock, entrance) is not None:
                job = begin_job(work.clock, identity(work.key, entrance.id), entrance, work.variables["variables"])
                _write(session, job)


def _tell_some(session: Session, work: Work, last: str) -> str | None:
    signal = work.variables
    waiting = (
        select(Listener.id, Listener.instance_id, Listener.element, Instance.state)
        .join(Instance, Instance.id == Listener.instance_id)
        .where(Listener.signal == signal["signal"], Listener.id > last, Listener.instance_id != signal["thrower"])
        .where(Listener.opened_at <= datetime.fromisoformat(signal["at"]))
        .order_by(Listener.id)
        .limit(AT_ONCE)
    )
    rows = session.execute(waiting).all()
    for row in rows:
        job = Job(
            id=identity(work.key, row.id), instance_id=row.instance_id, token=None, element=row.element,
            operation=CATCH, variables={"listener": row.id, **signal}, headers={}, state="waiting", attempts=0,
            due_at=work.clock.now(), opened_at=work.clock.now(), held=row.state == "suspended",
        )  # fmt: skip
        _write(session, job)
    return rows[-1].id if len(rows) == AT_ONCE else None


def _write(session: Session, job: Job) -> None:
    columns = {column.key: getattr(job, column.key) for column in Job.__table__.columns}
    insert_if_absent(session, Job, **columns)


def _catch(work: Work) -> None:
    """Hand a signal to one token, if it still waits."""
    with transaction(work.database) as session:
        listener = session.get(Listener, work.variables["listener"])
        if listener is None:
            return
        loaded = load(session, work.clock, listener.instance_id, SYSTEM)
        if loaded.instance.standing.get(listener.token) != ["signal", listener.id]:
            return
        if loaded.instance.state != "running":
            raise InstanceNotRunning(state=loaded.instance.state)  # suspended just now: it is held until resumed
        loaded.run.receive(listener.token, work.variables["variables"])
        facts = {
            "element": listener.element, "signal": listener.signal, "variables": work.variables["variables"],
            "entered": loaded.way(),
        }  # fmt: skip
        journal.append(session, work.clock, listener.instance_id, "signal_received", work.key, SYSTEM, facts)
        changes = receive_waiting(session, work.clock, loaded, save(session, work.clock, loaded))
        work.follow(session, work.clock, changes)


def _begin(work: Work) -> None:
    """Begin the run of this job at its start event, unless that was done or its version is no longer in force."""
    with transaction(work.database) as session:
        if session.get(Instance, work.key) is not None:
            return
        definition = session.get_one(Definition, work.variables["definition"])
        active = active_of(session, definition.key, today(work.clock))
        if active is None or active.id != definition.id:
            return
        changes = begin(
            session, work.clock, definition, work.variables["variables"], "", SYSTEM, instance_id=work.key,
            process=work.variables["process"], begun_by=work.element,
        )  # fmt: skip
        work.follow(session, work.clock, changes)


HOUSE: Mapping[str, Callable[[Work], None]] = {
    DELIVER: _deliver,
    BROADCAST: _broadcast,
    CATCH: _catch,
    BEGIN: _begin,
}
