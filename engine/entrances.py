"""The start events of approved versions that something outside sets going: opened with the version, gone with it."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from engine.model import Element, Process
from engine.spiff import due_after, due_first
from engine.tables import Definition, Job, new_id
from engine.triggers import Entrance
from ground.canonical import Json
from ground.clock import VIETNAM, Clock
from ground.database import reading, transaction

# The house's own job that begins a run where an event happened; its key is the identity of the run.
BEGIN = "begin_process"


def open_entrances(session: Session, clock: Clock, definition: Definition, processes: Iterable[Process]) -> None:
    """Open the start events of an approved version, its timers counted from its first day. Raises `StartNotReadable`.

    A date that has passed begins nothing: otherwise each new version would begin its run once more.
    """
    close_entrances(session, definition.id)
    first = definition.valid_from_on
    since = clock.now() if first is None else max(clock.now(), datetime.combine(first, time.min, VIETNAM))
    for process in processes:
        for start in process.starts:
            session.add_all(_entrances(clock, since, definition.id, process, start))
    session.flush()


def _entrances(
    clock: Clock, since: datetime, definition_id: str, process: Process, start: Element
) -> Iterator[Entrance]:
    place = {"id": new_id(), "definition_id": definition_id, "process": process.id, "element": start.id}
    if start.timer is not None:
        due = due_first(start.timer, clock, since)
        if due.at > since:
            yield Entrance(**place, kind="timer", due_at=due.at, left=due.left, interval=due.interval)
    if start.message is not None:
        yield Entrance(**place, kind="message", name=start.message.name)
    if start.signal:
        yield Entrance(**place, kind="signal", name=start.signal)


def close_entrances(session: Session, definition_id: str) -> None:
    """Nothing begins a run of this version by an event any more."""
    session.execute(delete(Entrance).where(Entrance.definition_id == definition_id))


def entrances_for(session: Session, kind: str, name: str) -> list[Entrance]:
    """The start events that wait for a message or signal of this name, those of the oldest approval first."""
    waiting = (
        select(Entrance)
        .join(Definition, Definition.id == Entrance.definition_id)
        .where(Entrance.kind == kind, Entrance.name == name)
    )
    return list(session.scalars(waiting.order_by(Definition.activated_at, Entrance.id)))


def ring(database: Engine, clock: Clock, limit: int) -> int:
    """Write the job that begins a run for each start timer that is due, and its next date; how many."""
    due = select(Entrance).where(Entrance.due_at <= clock.now()).order_by(Entrance.due_at).limit(limit)
    with reading(database) as session:
        if session.scalar(select(due.exists())) is None:
            return 0
    with transaction(database) as session:
        found = list(session.scalars(due.with_for_update(skip_locked=True)))
        for entrance in found:
            session.add(begin_job(clock, new_id(), entrance, {}))
            _go_on(clock, entrance)
        return len(found)


def _go_on(clock: Clock, entrance: Entrance) -> None:
    assert entrance.due_at is not None
    after = due_after(entrance.due_at, entrance.left, entrance.interval, clock)
    entrance.due_at, entrance.left = (None, 0) if after is None else (after.at, after.left)


def begin_job(clock: Clock, key: str, entrance: Entrance, variables: dict[str, Json]) -> Job:
    """The job that begins one run at this start event."""
    return Job(
        id=key, instance_id=None, token=None, element=entrance.element, operation=BEGIN, state="waiting", attempts=0,
        variables={"definition": entrance.definition_id, "process": entrance.process, "variables": variables},
        headers={}, due_at=clock.now(), opened_at=clock.now(), held=False,
    )  # fmt: skip
