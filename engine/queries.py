"""The engine's reads: `select()` in, dataclasses out, nothing locked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from engine.definitions import Versions, graph_of
from engine.spiff import Run, Wait
from engine.tables import Definition, Entry, Incident, Instance, Job, Payload, Seal, Subscription, Task, Timer
from engine.triggers import Listener
from ground.canonical import Json
from ground.clock import Clock
from ground.errors import NotFound


@dataclass(frozen=True, slots=True)
class DefinitionLine:
    """One stored version of a process."""

    id: str
    key: str
    version: int
    name: str
    digest: str
    state: str
    deployed_at: datetime
    deployed_by: str
    approved_by: str | None
    valid_from_on: date | None
    valid_to_on: date | None
    approval_reference: str
    version_tag: str


@dataclass(frozen=True, slots=True)
class InstanceView:
    """One run: where it stands, by element, and how far it is."""

    id: str
    definition_id: str
    key: str
    version: int
    business_key: str
    state: str
    started_at: datetime
    ended_at: datetime | None
    ended_in: str | None
    standing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One entry of the journal with what it tells; `payload` is None once it has been erased."""

    chain: str
    seq: int
    at: datetime
    actor: str
    name: str
    subject: str
    payload: Mapping[str, Any] | None
    digest: str


@dataclass(frozen=True, slots=True)
class IncidentLine:
    """Something a person has to mend."""

    id: str
    instance_id: str | None
    job_id: str | None
    element: str
    code: str
    params: Mapping[str, Any]
    opened_at: datetime


def definitions(session: Session, key: str | None = None) -> list[DefinitionLine]:
    """Every stored version, newest first within a process."""
    query = select(Definition).order_by(Definition.key, Definition.version.desc())
    if key is not None:
        query = query.where(Definition.key == key)
    return [_definition_line(row) for row in session.scalars(query)]


def _definition_line(row: Definition) -> DefinitionLine:
    return DefinitionLine(
        id=row.id, key=row.key, version=row.version, name=row.name, digest=row.digest, state=row.state,
        deployed_at=row.deployed_at, deployed_by=row.deployed_by, approved_by=row.approved_by,
        valid_from_on=row.valid_from_on, valid_to_on=row.valid_to_on, approval_reference=row.approval_reference,
        version_tag=row.version_tag,
    )  # fmt: skip


def instance_view(session: Session, instance_id: str) -> InstanceView:
    """One run and where it stands. Raises `NotFound`."""
    row = session.execute(
        select(Instance, Definition)
        .join(Definition, Definition.id == Instance.definition_id)
        .where(Instance.id == instance_id)
    ).first()
    if row is None:
        raise NotFound
    instance, definition = row
    return InstanceView(
        id=instance.id, definition_id=definition.id, key=definition.key, version=definition.version,
        business_key=instance.business_key, state=instance.state, started_at=instance.started_at,
        ended_at=instance.ended_at, ended_in=instance.ended_in, standing=tuple(_standing(session, instance.id)),
    )  # fmt: skip


def _standing(session: Session, instance_id: str) -> list[str]:
    tasks = select(Task.element).where(Task.instance_id == instance_id, Task.state.in_(("open", "claimed")))
    timers = select(Timer.element).where(Timer.instance_id == instance_id, Timer.state == "waiting")
    jobs = select(Job.element).where(
        Job.instance_id == instance_id, Job.token.is_not(None), Job.state.in_(("waiting", "running", "incident"))
    )
    messages = select(Subscription.element).where(Subscription.instance_id == instance_id)
    stalled = select(Incident.element).where(
        Incident.instance_id == instance_id, Incident.token.is_not(None), Incident.solved_at.is_(None)
    )
    signals = select(Listener.element).where(Listener.instance_id == instance_id)
    queries = (tasks, timers, jobs, messages, signals, stalled)
    return sorted({element for query in queries for element in session.scalars(query)})


def _awake(session: Session, clock: Clock, instance: Instance) -> Run:
    definition = instance.definition_id
    versions = Versions(session, clock, definition)
    return Run.load(graph_of(session, definition), instance.frontier, clock, versions)


def waits_of(session: Session, clock: Clock, instance_id: str) -> tuple[Wait, ...]:
    """Everything a live instance stands at, with its tokens: what may be moved or corrected. Raises `NotFound`."""
    instance = session.get(Instance, instance_id)
    if instance is None:
        raise NotFound
    return _awake(session, clock, instance).waits()


def variables_of(session: Session, clock: Clock, instance_id: str, token: str | None = None) -> dict[str, Json]:
    """The variables of a live instance, as the given token sees them (or the main branch)."""
    instance = session.get(Instance, instance_id)
    if instance is None:
        raise NotFound
    return _awake(session, clock, instance).variables(token)


def facts(session: Session, chain: str) -> list[Fact]:
    """The whole story of one chain, in order."""
    return list(told(session, Entry.chain == chain))


def told(session: Session, *which: ColumnElement[bool]) -> Iterator[Fact]:
    """The entries that fulfil these conditions with what they tell, chain by chain, each in order; a few at a time."""
    rows = session.execute(
        select(Entry, Payload.content)
        .outerjoin(Payload, (Payload.chain == Entry.chain) & (Payload.seq == Entry.seq))
        .where(*which)
        .order_by(Entry.chain, Entry.seq)
        .execution_options(yield_per=500)
    )
    for entry, content in rows:
        payload = None if content is None else orjson.loads(content)
        yield Fact(entry.chain, entry.seq, entry.at, entry.actor, entry.name, entry.subject, payload, entry.digest)


def open_incidents(session: Session, limit: int = 100) -> list[IncidentLine]:
    """What a person has to mend, oldest first."""
    query = select(Incident).where(Incident.solved_at.is_(None)).order_by(Incident.opened_at).limit(limit)
    return [
        IncidentLine(row.id, row.instance_id, row.job_id, row.element, row.code, row.params, row.opened_at)
        for row in session.scalars(query)
    ]


def last_seal_at(session: Session) -> datetime | None:
    """When the journal was last sealed."""
    return session.scalar(select(Seal.at).order_by(Seal.number.desc()).limit(1))


def waiting_counts(session: Session, clock: Clock) -> dict[str, int]:
    """How much machine work is due and how much is stuck: `timers_due`, `jobs_due`, `incidents`."""
    now = clock.now()
    due: Sequence[tuple[str, Select[int]]] = (
        ("timers_due", select(func.count()).where(Timer.state == "waiting", ~Timer.held, Timer.due_at <= now)),
        ("jobs_due", select(func.count()).where(Job.state.in_(("waiting", "running")), ~Job.held, Job.due_at <= now)),
        ("incidents", select(func.count()).where(Incident.solved_at.is_(None))),
    )
    return {name: session.scalar(query) or 0 for name, query in due}
