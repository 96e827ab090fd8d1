"""The timers tick: BPMN timers that are due fire once, whoever of the workers is faster."""

import logging
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TypeAlias

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from engine import journal
from engine.changes import Changes
from engine.entrances import ring
from engine.messages import receive_waiting
from engine.states import check_move
from engine.store import SYSTEM, hold, keep, load, open_incident, save, solve
from engine.tables import Head, Incident, Instance, Timer
from ground.clock import Clock
from ground.database import reading, transaction
from ground.errors import Conflict, NotFound, Unavailable

Follow: TypeAlias = Callable[[Session, Clock, Changes], None]

log = logging.getLogger("motcua.timers")
TRY_AGAIN = timedelta(minutes=10)
FAILED = "timer_failed"
# So many fire in one transaction: a failing one lets all of them be fired again, one by one.
FEW = 25


class TimerSettled(Conflict):
    """This timer has fired already or is no longer waited for."""

    code = "timer_settled"


def fire_due(database: Engine, clock: Clock, follow: Follow, limit: int = 100) -> int:
    """Fire the timers that are due, oldest first, a few in a transaction; how many this worker fired.

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
    return begun + sum(_fire_some(database, clock, follow, due[first : first + FEW]) for first in range(0, limit, FEW))


def _fire_some(database: Engine, clock: Clock, follow: Follow, timer_ids: Sequence[str]) -> int:
    """In one transaction, for the disk is what takes longest; when one cannot be fired, each in a transaction of its
    own.
    """
    try:
        return _fire_together(database, clock, follow, timer_ids)
    except Exception:  # whichever it was: alone it will show
        return sum(_fire_one(database, clock, follow, timer_id) for timer_id in timer_ids)


def _fire_together(database: Engine, clock: Clock, follow: Follow, timer_ids: Sequence[str]) -> int:
    fired = 0
    with transaction(database) as session:
        for timer in _lock(session, timer_ids):
            # One before it, of the same instance, may have taken the path that needs it no more.
            if timer.state == "waiting" and session.get_one(Instance, timer.instance_id).state == "running":
                follow(session, clock, _fire(session, clock, timer))
                fired += 1
    return fired


def _fire_one(database: Engine, clock: Clock, follow: Follow, timer_id: str) -> int:
    try:
        return _fire_together(database, clock, follow, (timer_id,))
    except Unavailable:
        raise  # not this instance's fault: the tick comes again
    except Exception as error:  # one poisoned instance must never stop the clock of all the others
        log.exception("timer %s could not be fired", timer_id)
        _put_aside(database, clock, timer_id, error)
        return 0


def _lock(session: Session, timer_ids: Sequence[str]) -> list[Timer]:
    """Take these timers with their instances; where somebody is at work, the next tick finds it again."""
    rows = session.execute(
        select(Timer, Instance, Head)
        .join(Instance, Instance.id == Timer.instance_id)
        .join(Head, Head.chain == Instance.id)
        .where(Timer.id.in_(timer_ids), Timer.state == "waiting", ~Timer.held)
        .order_by(Timer.due_at)
        .with_for_update(of=(Instance, Head, Timer), skip_locked=True)
    ).all()
    for _, instance, head in rows:
        keep(session, instance, head)
    return [timer for timer, _, _ in rows]


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
    hold(session, timer.instance_id, SYSTEM)
    session.refresh(timer, with_for_update=True)
    if timer.state != "waiting" or timer.held:
        raise TimerSettled
    return _fire(session, clock, timer)


def _fire(session: Session, clock: Clock, timer: Timer) -> Changes:
    loaded = load(session, clock, timer.instance_id, SYSTEM)
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
