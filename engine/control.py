"""What may be done to an instance from outside its drawing: suspend, resume, cancel, correct, retry, reschedule."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from engine import journal
from engine.changes import Changes
from engine.messages import receive_all, receive_waiting
from engine.migration import standing
from engine.states import check_move
from engine.store import Held, close_all, finish, hold, load, save, solve, wake
from engine.tables import Incident, Instance, Job, Timer
from ground.canonical import Json
from ground.clock import Clock
from ground.errors import Conflict, NotFound


class IncidentUnknown(NotFound):
    """There is no such incident, or somebody has solved it."""

    code = "incident_unknown"


class NothingToReschedule(Conflict):
    """The process does not wait at {element}, so there is no date to move."""

    code = "nothing_to_reschedule"


def suspend(session: Session, clock: Clock, instance_id: str, by: str, reason: str) -> Changes:
    """Stop an instance where it stands: no task completes, no timer fires, no job starts, until it is resumed."""
    return _move(session, clock, hold(session, instance_id, by), "suspended", "instance_suspended", reason)


def resume(session: Session, clock: Clock, instance_id: str, by: str, reason: str) -> Changes:
    """Let a suspended instance go on; what fell due meanwhile happens now."""
    loaded = load(session, clock, instance_id, by)
    changes = _move(session, clock, loaded, "running", "instance_resumed", reason)
    return receive_all(session, clock, loaded) or changes


def _move(session: Session, clock: Clock, held: Held, state: str, name: str, reason: str) -> Changes:
    instance = held.instance
    before = instance.state
    check_move("instance", before, state)
    instance.state = state
    for table, states in ((Timer, ("waiting",)), (Job, ("waiting", "running"))):
        session.execute(
            update(table)
            .where(table.instance_id == instance.id, table.state.in_(states))
            .values(held=state == "suspended")
        )
    facts = {"before": before, "after": state, "reason": reason}
    journal.append(session, clock, instance.id, name, instance.id, held.by, facts)
    session.flush()
    return Changes(instance=instance, by=held.by)


def cancel(session: Session, clock: Clock, instance_id: str, by: str, reason: str) -> Changes:
    """End an instance before its time: its tasks, timers, jobs and subscriptions are closed with it."""
    held = hold(session, instance_id, by)
    facts = {"before": held.instance.state, "after": "cancelled", "reason": reason}
    close_all(session, clock, held)
    finish(session, clock, held.instance, "cancelled", by, facts)
    session.flush()
    return Changes(instance=held.instance, by=by, closed=tuple(held.closed), reason=reason)


def correct(
    session: Session, clock: Clock, instance_id: str, variables: Mapping[str, Json], by: str, reason: str
) -> Changes:
    """Correct variables wherever a token stands; the journal keeps what they were and what they are."""
    loaded = load(session, clock, instance_id, by)
    before = {name: value for name, value in loaded.run.variables().items() if name in variables}
    loaded.run.assign(variables)
    facts: dict[str, Any] = {"before": before, "after": dict(variables), "reason": reason, "entered": loaded.way()}
    journal.append(session, clock, instance_id, "variables_corrected", instance_id, by, facts)
    return save(session, clock, loaded)


def retry(session: Session, clock: Clock, incident_id: str, by: str) -> Changes | None:
    """Try again what an incident stopped: the job is put back in the queue, or the token runs its element again.

    None for a job that belongs to no instance.
    """
    incident = session.get(Incident, incident_id)
    if incident is None or incident.solved_at is not None:
        raise IncidentUnknown
    held = hold(session, incident.instance_id, by) if incident.instance_id else None
    session.refresh(incident)
    if incident.solved_at is not None:  # somebody did it while this act waited for the instance
        raise IncidentUnknown
    if incident.job_id is not None:
        job = _retry_job(session, clock, incident, by)
        return Changes(instance=held.instance, by=by, jobs=(job,)) if held else None
    if held is None:
        raise IncidentUnknown
    if incident.token is None:
        return Changes(instance=held.instance, by=by, timers=(_retry_timer(session, clock, incident, by),))
    loaded = wake(session, clock, held.instance, by)
    before = standing(loaded.run)
    loaded.run.retry(incident.token)
    facts = {"before": before, "after": standing(loaded.run), "entered": loaded.way()}
    _tell_retried(session, clock, incident, by, facts)
    return receive_waiting(session, clock, loaded, save(session, clock, loaded))


def _retry_job(session: Session, clock: Clock, incident: Incident, by: str) -> Job:
    job = session.get_one(Job, incident.job_id, with_for_update=True)
    check_move("job", job.state, "waiting")
    facts = {"before": {"state": job.state, "attempts": job.attempts}, "after": {"state": "waiting", "attempts": 0}}
    _tell_retried(session, clock, incident, by, facts)
    job.state, job.attempts, job.due_at, job.error = "waiting", 0, clock.now(), None
    solve(session, clock, incident, by)
    session.flush()
    return job


def _retry_timer(session: Session, clock: Clock, incident: Incident, by: str) -> Timer:
    timer = session.get_one(Timer, incident.params["timer"], with_for_update=True)
    _tell_retried(session, clock, incident, by, {"before": timer.due_at, "after": clock.now()})
    timer.due_at, timer.failures = clock.now(), 0
    solve(session, clock, incident, by)
    session.flush()
    return timer


def _tell_retried(session: Session, clock: Clock, incident: Incident, by: str, facts: dict[str, Any]) -> None:
    facts |= {"element": incident.element, "code": incident.code}
    chain = incident.instance_id or f"job:{incident.job_id}"
    journal.append(session, clock, chain, "incident_retried", incident.id, by, facts)


def reschedule(session: Session, clock: Clock, instance_id: str, element: str, due_at: datetime, by: str) -> Changes:
    """Move the date of the timer an instance waits for at `element`. Raises `NothingToReschedule`."""
    loaded = load(session, clock, instance_id, by)
    waiting = [wait for wait in loaded.run.waits() if wait.kind == "timer" and wait.element == element]
    if not waiting:
        raise NothingToReschedule(element=element)
    for wait in waiting:
        loaded.run.reschedule(wait.token, due_at)
        timer = session.get_one(Timer, loaded.instance.standing[wait.token][1])
        facts = {"element": element, "before": timer.due_at, "after": due_at}
        journal.append(session, clock, instance_id, "timer_rescheduled", timer.id, by, facts)
        timer.due_at = due_at
    return save(session, clock, loaded)


def instance_of(session: Session, instance_id: str) -> Instance:
    """The row of an instance, unlocked. Raises `NotFound`."""
    instance = session.get(Instance, instance_id)
    if instance is None:
        raise NotFound
    return instance
