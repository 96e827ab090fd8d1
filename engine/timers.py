"""The timers tick: BPMN timers that are due fire once, whoever of the workers is faster."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import TypeAlias

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from engine import journal
from engine.changes import Changes
from engine.entrances import ring
from engine.messages import receive_waiting
from engine.states import check_move
from engine.store import SYSTEM, load, open_incident, save, solve
from engine.tables import Incident, Instance, Timer
from ground.clock import Clock
from ground.database import reading, transaction
from ground.errors import Conflict, NotFound, Unavailable

Follow: TypeAlias = Callable[[Session, Clock, Changes], None]

log = logging.getLogger("motcua.timers")
TRY_AGAIN = timedelta(minutes=10)
FAILED = "timer_failed"


class TimerSettled(Conflict):
    """This timer has fired already or is no longer waited for."""

    code = "timer_settled"


def fire_due(database: Engine, clock: Clock, follow: Follow, limit: int = 100) -> int:
    """Fire the timers that are due, oldest first, each in a transaction of its own; how many this worker fired.

    Those at which processes begin are counted among them.
    """
    begun = ring(database, clock, limit)
    with reading(database) as session:
        due = list(
            session.scalars(
                select(Timer.id)
                .where(Timer.state == "waiting", ~Timer.held, Timer.due_at <= clock.now())
                .order_by(Timer.due_at)
                .limit(limit)
            )
        )
    return begun + sum(_fire_one(database, clock, follow, timer_id) for timer_id in due)


def _fire_one(database: Engine, clock: Clock, follow: Follow, timer_id: str) -> bool:
    try:
        with transaction(database) as session:
            if not _lock(session, timer_id):
                return False
            follow(session, clock, fire(session, clock, timer_id))
            return True
    except TimerSettled:
        return False
    except Unavailable:
        raise  # not this instance's fault: the tick comes again
    except Exception as error:  # one poisoned instance must never stop the clock of all the others
        log.exception("timer %s could not be fired", timer_id)
        _put_aside(database, clock, timer_id, error)
        return False


def _lock(session: Session, timer_id: str) -> bool:
    """Take the timer's instance unless somebody is at work on it: the next tick finds it again."""
    taken = session.scalar(
        select(Instance.id)
        .join(Timer, Timer.instance_id == Instance.id)
        .where(Timer.id == timer_id, Timer.state == "waiting")
        .with_for_update(of=Instance, skip_locked=True)
    )
    return taken is not None


def _put_aside(database: Engine, clock: Clock, timer_id: str, error: Exception) -> None:
    """Try it again later; the first time it is put on the list of what a person has to mend."""
    with transaction(database) as session:
        timer = session.get(Timer, timer_id, with_for_update=True)
        if timer is None or timer.state != "waiting":
            return
        timer.due_at, timer.failures = clock.now() + TRY_AGAIN, timer.failures + 1
        if timer.failures == 1:
            open_incident(
                session, clock, SYSTEM, code=FAILED, element=timer.element, instance_id=timer.instance_id,
                params={"timer": timer.id, "cause": f"{type(error).__name__}: {error}"[:500]},
            )  # fmt: skip


def _solve_failed(session: Session, clock: Clock, timer: Timer) -> None:
    """It fired after all, so nobody has to mend it."""
    open_now = (Incident.instance_id == timer.instance_id, Incident.code == FAILED, Incident.solved_at.is_(None))
    for incident in session.scalars(select(Incident).where(*open_now)):
        if incident.params.get("timer") == timer.id:
            solve(session, clock, incident, SYSTEM)


def fire(session: Session, clock: Clock, timer_id: str) -> Changes:
    """Fire one timer: its boundary path or the rest of its flow is taken. Raises `TimerSettled`."""
    timer = session.get(Timer, timer_id)
    if timer is None:
        raise NotFound
    loaded = load(session, clock, timer.instance_id, SYSTEM)
    session.refresh(timer, with_for_update=True)
    if timer.state != "waiting" or timer.held:
        raise TimerSettled
    check_move("timer", timer.state, "fired")
    timer.state, timer.settled_at = "fired", clock.now()
    if timer.failures:
        _solve_failed(session, clock, timer)
    # A repeating timer waits on with the same token: it gets a row of its own for its next date.
    loaded.instance.standing = {token: row for token, row in loaded.instance.standing.items() if row[1] != timer.id}
    loaded.run.fire(timer.token)
    facts = {"element": timer.element, "due_at": timer.due_at, "entered": loaded.way()}
    journal.append(session, clock, loaded.instance.id, "timer_fired", timer.id, SYSTEM, facts)
    return receive_waiting(session, clock, loaded, save(session, clock, loaded))
