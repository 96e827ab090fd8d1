"""A running instance goes on in another version of its process; what it waits for is carried over."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from engine import journal
from engine.changes import Changes
from engine.definitions import Versions, graph_of
from engine.messages import receive_waiting
from engine.spiff import Graph, Mappings, Obstacle, Run, Wait, hindrances, transfer
from engine.spiff.errors import FrontierNotReadable
from engine.store import InstanceUnknown, Loaded, load, save
from engine.tables import Definition, Incident, Instance, Job, Subscription, Task, Timer
from engine.triggers import Listener
from ground.clock import Clock
from ground.errors import Conflict, NotFound

LIVE = ("running", "suspended")


class VersionUnknown(NotFound):
    """There is no such version of this process, or it is a draft that nobody has approved yet."""

    code = "version_unknown"


class MigrationRefused(Conflict):
    """The process cannot go on in the other version: {count} obstacles, the first at {element} ({reason}).
    Say in the mapping where each element leads, or choose another version.
    """

    code = "migration_refused"

    def __init__(self, obstacles: tuple[Obstacle, ...]) -> None:
        first = obstacles[0]
        told = [[obstacle.reason, obstacle.element, obstacle.target] for obstacle in obstacles]
        super().__init__(count=len(obstacles), element=first.element, reason=first.reason, obstacles=told)
        self.obstacles = obstacles


@dataclass(frozen=True, slots=True)
class Hindered:
    """An instance that would not be migrated, and why."""

    instance_id: str
    business_key: str
    obstacles: tuple[Obstacle, ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a migration of every live instance of a version would do: those that would go, and those that would not."""

    ready: tuple[str, ...]
    hindered: tuple[Hindered, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """What a migration would do to one live instance: what stands in its way, or what it would wait for after it.

    A token keeps its name: what waits before and not after would be let go, what waits after only would be new.
    """

    instance_id: str
    business_key: str
    obstacles: tuple[Obstacle, ...]
    before: tuple[Wait, ...]
    after: tuple[Wait, ...]


def passages(
    session: Session, clock: Clock, definition_id: str, target_id: str, mapping: Mappings | None,
    instances: Collection[str],
) -> Iterator[Passage]:  # fmt: skip
    """The passage of each of these live instances of a version, changing nothing. Raises `VersionUnknown`."""
    source, target = _versions(session, definition_id, target_id)
    here, there = Versions(session, clock, definition_id), Versions(session, clock, target_id)
    named, wanted = mapping or {}, frozenset(instances)
    for instance_id, business_key, frontier in _frontiers(session, definition_id):
        if instance_id in wanted:
            found, unread = _obstacles(source, target, frontier, named), ("state_unreadable",)
            is_readable = tuple(each.reason for each in found) != unread
            before = Run.load(source, frontier, clock, here).waits() if is_readable else ()
            after = transfer(source, target, frontier, named, clock, there).waits() if not found else ()
            yield Passage(instance_id, business_key, found, before, after)


def plan_migration(session: Session, definition_id: str, target_id: str, mapping: Mappings | None = None) -> Forecast:
    """Try every live instance of a version without changing anything. Raises `VersionUnknown`."""
    source, target = _versions(session, definition_id, target_id)
    ready, hindered = [], []
    for instance_id, business_key, frontier in _frontiers(session, definition_id):
        found = _obstacles(source, target, frontier, mapping or {})
        if found:
            hindered.append(Hindered(instance_id, business_key, found))
        else:
            ready.append(instance_id)
    return Forecast(tuple(ready), tuple(hindered))


def obstacles_of(
    session: Session, instance_id: str, target_id: str, mapping: Mappings | None = None
) -> tuple[Obstacle, ...]:
    """Why one live instance would not go on in another version; empty when it would. Raises `VersionUnknown`."""
    instance = session.get(Instance, instance_id)
    if instance is None or instance.state not in LIVE:
        raise InstanceUnknown
    source, target = _versions(session, instance.definition_id, target_id)
    return _obstacles(source, target, instance.frontier, mapping or {})


def _frontiers(session: Session, definition_id: str) -> Iterator[tuple[str, str, bytes]]:
    rows = session.execute(
        select(Instance.id, Instance.business_key, Instance.frontier)
        .where(Instance.definition_id == definition_id, Instance.state.in_(LIVE))
        .order_by(Instance.started_at, Instance.id)
        .execution_options(yield_per=200)
    )
    yield from ((row.id, row.business_key, row.frontier) for row in rows)


def _versions(session: Session, definition_id: str, target_id: str) -> tuple[Graph, Graph]:
    source, target = session.get(Definition, definition_id), session.get(Definition, target_id)
    if source is None or target is None or target.key != source.key or target.state == "draft":
        raise VersionUnknown
    return graph_of(session, source.id), graph_of(session, target.id)


def _obstacles(source: Graph, target: Graph, frontier: bytes, mapping: Mappings) -> tuple[Obstacle, ...]:
    try:
        return hindrances(source, target, frontier, mapping)
    except FrontierNotReadable:
        return (Obstacle("state_unreadable", ""),)


def migrate(
    session: Session, clock: Clock, instance_id: str, definition_id: str, mapping: Mappings | None, by: str,
    reason: str, dry_run: bool = False,
) -> Changes:  # fmt: skip
    """Let an instance go on in another version of its process: tokens, variables and whatever it waits for stay.

    `mapping` leads from an element, flow or called process to its new name where that differs; None lets a boundary
    event or an event sub-process go. Open tasks keep claim and version, timers their dates, messages and jobs their
    place; such events that the new version adds are armed. With `dry_run` nothing is changed.
    Raises `VersionUnknown`, and `MigrationRefused` with every obstacle.
    """
    loaded = load(session, clock, instance_id, by)
    instance, mapping = loaded.instance, mapping or {}
    run = in_version(session, clock, instance.frontier, instance.definition_id, definition_id, mapping)
    if dry_run:
        return Changes(instance=instance, by=by)
    before = _place(session, loaded)
    loaded.run, loaded.told = run, 0
    instance.definition_id = definition_id
    facts: dict[str, Any] = {"before": before, "after": _place(session, loaded), "mapping": dict(mapping)}
    journal.append(session, clock, instance_id, "instance_migrated", instance_id, by, facts | {"reason": reason})
    carried = _carry(session, loaded)
    changes = replace(save(session, clock, loaded), carried=carried)
    return receive_waiting(session, clock, loaded, changes)


def in_version(
    session: Session, clock: Clock, frontier: bytes, definition_id: str, target_id: str, mapping: Mappings | None = None
) -> Run:
    """The run that stored bytes of one version are in another. Raises `VersionUnknown`, `MigrationRefused`."""
    source, target = _versions(session, definition_id, target_id)
    if found := _obstacles(source, target, frontier, mapping or {}):
        raise MigrationRefused(found)
    return transfer(source, target, frontier, mapping or {}, clock, Versions(session, clock, target_id))


def _place(session: Session, loaded: Loaded) -> dict[str, Any]:
    definition = session.get_one(Definition, loaded.instance.definition_id)
    return {"version": definition.version, "definition": definition.digest, "standing": standing(loaded.run)}


def standing(run: Run) -> list[str]:
    """The elements a run stands at, for the journal."""
    return sorted(wait.element for wait in run.waits())


def _carry(session: Session, loaded: Loaded) -> tuple[Task, ...]:
    """Give the rows that stay their new names; their versions do not count this as a change. The tasks among them."""
    tasks = []
    for wait in loaded.run.waits():
        kind, row_id = loaded.instance.standing.get(wait.token, ("", ""))
        if kind != wait.kind:
            continue
        table = TABLES[kind]
        session.execute(update(table).where(table.id == row_id).values(_new_values(kind, wait)))
        if kind == "task":
            tasks.append(session.get_one(Task, row_id, populate_existing=True))
    return tuple(tasks)


def _new_values(kind: str, wait: Wait) -> dict[str, Any]:
    values: dict[str, Any] = {"element": wait.element}
    if kind == "task":
        values |= {"process": wait.process, "name": wait.name, "role": wait.lane, "form_id": wait.form_id}
        values["properties"] = dict(wait.properties)
    elif kind == "job":
        values["headers"] = dict(wait.headers)
    elif kind == "message":
        values["message"] = wait.message
    elif kind == "signal":
        values["signal"] = wait.signal
    return values


TABLES: Mapping[str, type[Task] | type[Timer] | type[Job] | type[Subscription] | type[Listener] | type[Incident]] = {
    "task": Task,
    "timer": Timer,
    "job": Job,
    "message": Subscription,
    "signal": Listener,
    "stalled": Incident,
}
