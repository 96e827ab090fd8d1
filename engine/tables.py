"""The engine's rows. CHECKs tie the columns to the states; partial indexes repeat the WHERE of the sweeps."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from engine.states import states_check
from ground.database import Base, Instant


def new_id() -> str:
    """A random identity: 32 hexadecimal characters."""
    return uuid4().hex


def _identity() -> Mapped[str]:
    return mapped_column(String(32), primary_key=True, default=new_id)


def _when(condition: str) -> dict[str, Any]:
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


class Definition(Base):
    """One stored version of a drawing with its bundle of files; never changed but for its state and its approval.

    `active` means approved: new instances start on it from `valid_from_on` to `valid_to_on` (both included, days in
    Vietnam; none: no limit). Of several that are good on a day the one whose first day is the latest is in force.
    """

    __tablename__ = "definition"
    __table_args__ = (
        CheckConstraint(states_check("definition"), "state"),
        CheckConstraint("state = 'draft' OR activated_at IS NOT NULL", "active_has_time"),
        CheckConstraint("valid_to_on >= valid_from_on", "valid_forward"),
        UniqueConstraint("key", "version"),
        Index("ix_definition_active", "key", "valid_from_on", **_when("state = 'active'")),
        Index("ix_definition_digest", "key", "digest"),
    )

    id: Mapped[str] = _identity()
    key: Mapped[str] = mapped_column(String(64))
    version: Mapped[int] = mapped_column()
    name: Mapped[str] = mapped_column(String(500))
    digest: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16))
    deployed_at: Mapped[datetime] = mapped_column(Instant)
    deployed_by: Mapped[str] = mapped_column(String(64))
    approved_by: Mapped[str | None] = mapped_column(String(64))
    activated_at: Mapped[datetime | None] = mapped_column(Instant)
    valid_from_on: Mapped[date | None] = mapped_column(Date)
    valid_to_on: Mapped[date | None] = mapped_column(Date)
    approval_reference: Mapped[str] = mapped_column(String(200), default="")
    version_tag: Mapped[str] = mapped_column(String(100), default="")


class DefinitionFile(Base):
    """One file of a bundle, byte for byte as it was handed in."""

    __tablename__ = "definition_file"

    definition_id: Mapped[str] = mapped_column(ForeignKey("definition.id"), primary_key=True)
    path: Mapped[str] = mapped_column(String(200), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[str] = mapped_column(String(64))


class Instance(Base):
    """One run of a definition: its version for the optimistic check and its frontier, the only stored token state."""

    __tablename__ = "instance"
    __table_args__ = (
        CheckConstraint(states_check("instance"), "state"),
        CheckConstraint("(state IN ('ended', 'cancelled')) = (ended_at IS NOT NULL)", "end_has_time"),
        Index("ix_instance_business_key", "business_key"),
        Index("ix_instance_definition", "definition_id", "state"),
        Index("ix_instance_started", "started_at"),
    )

    id: Mapped[str] = _identity()
    definition_id: Mapped[str] = mapped_column(ForeignKey("definition.id"))
    business_key: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16))
    version: Mapped[int] = mapped_column()
    frontier: Mapped[bytes] = mapped_column(LargeBinary)
    # token -> [kind, row id] of everything the instance stands at: rows change by difference without asking for them.
    standing: Mapped[dict[str, list[str]]] = mapped_column(JSON)
    started_at: Mapped[datetime] = mapped_column(Instant)
    started_by: Mapped[str] = mapped_column(String(64))
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_in: Mapped[str | None] = mapped_column(String(200))

    __mapper_args__ = {"version_id_col": version}


class Task(Base):
    """A step of one instance in somebody's list."""

    __tablename__ = "task"
    __table_args__ = (
        CheckConstraint(states_check("task"), "state"),
        CheckConstraint("state <> 'claimed' OR assignee IS NOT NULL", "claimed_has_assignee"),
        CheckConstraint("(state = 'completed') = (completed_at IS NOT NULL)", "completed_has_time"),
        Index("ix_task_instance", "instance_id", "state"),
        Index("ix_task_open_role", "role", "opened_at", **_when("state IN ('open', 'claimed')")),
        Index("ix_task_open_assignee", "assignee", "opened_at", **_when("state IN ('open', 'claimed')")),
    )

    id: Mapped[str] = _identity()
    instance_id: Mapped[str] = mapped_column(ForeignKey("instance.id"))
    token: Mapped[str] = mapped_column(String(32))
    process: Mapped[str] = mapped_column(String(64))
    element: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(500))
    role: Mapped[str] = mapped_column(String(64))
    groups: Mapped[list[str]] = mapped_column(JSON)
    form_id: Mapped[str] = mapped_column(String(200))
    properties: Mapped[dict[str, str]] = mapped_column(JSON)
    priority: Mapped[int]
    state: Mapped[str] = mapped_column(String(16))
    version: Mapped[int] = mapped_column()
    assignee: Mapped[str | None] = mapped_column(String(64))
    opened_at: Mapped[datetime] = mapped_column(Instant)
    claimed_at: Mapped[datetime | None] = mapped_column(Instant)
    due_at: Mapped[datetime | None] = mapped_column(Instant)
    completed_at: Mapped[datetime | None] = mapped_column(Instant)
    completed_by: Mapped[str | None] = mapped_column(String(64))

    __mapper_args__ = {"version_id_col": version}


class Timer(Base):
    """A BPMN timer an instance waits for. `held` while its instance is suspended: due, but not to be fired."""

    __tablename__ = "timer"
    __table_args__ = (
        CheckConstraint(states_check("timer"), "state"),
        CheckConstraint("(state = 'waiting') = (settled_at IS NULL)", "settled_has_time"),
        Index("ix_timer_instance", "instance_id", "state"),
        Index("ix_timer_due", "due_at", **_when("state = 'waiting' AND NOT held")),
    )

    id: Mapped[str] = _identity()
    instance_id: Mapped[str] = mapped_column(ForeignKey("instance.id"))
    token: Mapped[str] = mapped_column(String(32))
    element: Mapped[str] = mapped_column(String(200))
    due_at: Mapped[datetime] = mapped_column(Instant)
    held: Mapped[bool] = mapped_column(default=False)
    # How often it could not be fired: then an incident says why, to be solved when it fires after all.
    failures: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(16))
    settled_at: Mapped[datetime | None] = mapped_column(Instant)


class Job(Base):
    """Machine work to run after commit, at least once; its id is the idempotency key of every attempt."""

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint(states_check("job"), "state"),
        CheckConstraint("(state = 'running') = (lease IS NOT NULL)", "running_has_lease"),
        CheckConstraint("(state IN ('done', 'cancelled')) = (settled_at IS NOT NULL)", "settled_has_time"),
        Index("ix_job_instance", "instance_id", "state"),
        Index("ix_job_due", "due_at", **_when("state IN ('waiting', 'running') AND NOT held")),
    )

    id: Mapped[str] = _identity()
    instance_id: Mapped[str | None] = mapped_column(ForeignKey("instance.id"))
    token: Mapped[str | None] = mapped_column(String(32))
    element: Mapped[str] = mapped_column(String(200))
    operation: Mapped[str] = mapped_column(String(64))
    variables: Mapped[dict[str, Any]] = mapped_column(JSON)
    headers: Mapped[dict[str, str]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(16))
    attempts: Mapped[int] = mapped_column(default=0)
    # Waiting: when to try it. Running: when the lease ends and another worker may take it.
    due_at: Mapped[datetime] = mapped_column(Instant)
    held: Mapped[bool] = mapped_column(default=False)
    lease: Mapped[str | None] = mapped_column(String(32))
    error: Mapped[str | None] = mapped_column(Text)
    opened_at: Mapped[datetime] = mapped_column(Instant)
    settled_at: Mapped[datetime | None] = mapped_column(Instant)


class Subscription(Base):
    """A message one token waits for."""

    __tablename__ = "subscription"
    __table_args__ = (
        UniqueConstraint("instance_id", "token"),
        Index("ix_subscription_message", "message", "correlation"),
    )

    id: Mapped[str] = _identity()
    instance_id: Mapped[str] = mapped_column(ForeignKey("instance.id"))
    token: Mapped[str] = mapped_column(String(32))
    element: Mapped[str] = mapped_column(String(200))
    message: Mapped[str] = mapped_column(String(100))
    correlation: Mapped[str] = mapped_column(String(200))
    opened_at: Mapped[datetime] = mapped_column(Instant)


class InboxMessage(Base):
    """A message that arrived, received by an instance or waiting for one until it expires; once only by its `key`."""

    __tablename__ = "inbox_message"
    __table_args__ = (
        CheckConstraint("(received_at IS NULL) = (instance_id IS NULL)", "received_by"),
        Index("ix_inbox_message_waiting", "message", "correlation", **_when("received_at IS NULL")),
    )

    id: Mapped[str] = _identity()
    key: Mapped[str] = mapped_column(String(200), unique=True)
    message: Mapped[str] = mapped_column(String(100))
    correlation: Mapped[str] = mapped_column(String(200))
    variables: Mapped[dict[str, Any]] = mapped_column(JSON)
    arrived_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    received_at: Mapped[datetime | None] = mapped_column(Instant)
    instance_id: Mapped[str | None] = mapped_column(ForeignKey("instance.id"))


class Incident(Base):
    """Something a person has to mend: a job that failed too often, or a token that stands still and why."""

    __tablename__ = "incident"
    __table_args__ = (
        Index("ix_incident_open", "code", "opened_at", **_when("solved_at IS NULL")),
        Index("ix_incident_instance", "instance_id"),
    )

    id: Mapped[str] = _identity()
    instance_id: Mapped[str | None] = mapped_column(ForeignKey("instance.id"))
    job_id: Mapped[str | None] = mapped_column(ForeignKey("job.id"))
    token: Mapped[str | None] = mapped_column(String(32))
    element: Mapped[str] = mapped_column(String(200))
    code: Mapped[str] = mapped_column(String(64))
    params: Mapped[dict[str, Any]] = mapped_column(JSON)
    opened_at: Mapped[datetime] = mapped_column(Instant)
    solved_at: Mapped[datetime | None] = mapped_column(Instant)
    solved_by: Mapped[str | None] = mapped_column(String(64))


class Snapshot(Base):
    """The frontier of an instance just before one of its user tasks was completed: the way back to that step."""

    __tablename__ = "snapshot"
    __table_args__ = (
        Index("ix_snapshot_instance", "instance_id", "taken_at"),
        Index("ix_snapshot_taken", "taken_at"),
    )

    task_id: Mapped[str] = mapped_column(ForeignKey("task.id"), primary_key=True)
    instance_id: Mapped[str] = mapped_column(ForeignKey("instance.id"))
    definition_id: Mapped[str] = mapped_column(ForeignKey("definition.id"))
    frontier: Mapped[bytes] = mapped_column(LargeBinary)
    taken_at: Mapped[datetime] = mapped_column(Instant)


class Batch(Base):
    """One act to be done to many instances, each on its own; `key` is the idempotency key of whoever asked."""

    __tablename__ = "batch"
    __table_args__ = (
        CheckConstraint(states_check("batch"), "state"),
        CheckConstraint("(state = 'running') = (ended_at IS NULL)", "end_has_time"),
        Index("ix_batch_running", "opened_at", **_when("state = 'running'")),
    )

    id: Mapped[str] = _identity()
    key: Mapped[str] = mapped_column(String(200), unique=True)
    act: Mapped[str] = mapped_column(String(32))
    arguments: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(16))
    opened_at: Mapped[datetime] = mapped_column(Instant)
    opened_by: Mapped[str] = mapped_column(String(64))
    ended_at: Mapped[datetime | None] = mapped_column(Instant)


class BatchRow(Base):
    """One instance of a batch and what came of it: `code` and `params` of the refusal when it was refused."""

    __tablename__ = "batch_row"
    __table_args__ = (
        CheckConstraint(states_check("batch row"), "state"),
        CheckConstraint("(state = 'waiting') = (settled_at IS NULL)", "settled_has_time"),
        UniqueConstraint("batch_id", "instance_id"),
        Index("ix_batch_row_waiting", "batch_id", "place", **_when("state = 'waiting'")),
    )

    batch_id: Mapped[str] = mapped_column(ForeignKey("batch.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    instance_id: Mapped[str] = mapped_column(String(32))
    state: Mapped[str] = mapped_column(String(16))
    code: Mapped[str] = mapped_column(String(64), default="")
    params: Mapped[dict[str, Any]] = mapped_column(JSON)
    settled_at: Mapped[datetime | None] = mapped_column(Instant)


class Entry(Base):
    """One fact that happened, in the past tense, never edited. One hash chain an instance or desk subject."""

    __tablename__ = "entry"

    chain: Mapped[str] = mapped_column(String(64), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    actor: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(200))
    payload_digest: Mapped[str] = mapped_column(String(64))
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))


class Payload(Base):
    """What an entry tells, kept apart so that it can be erased at the end of retention without breaking the chain."""

    __tablename__ = "payload"

    chain: Mapped[str] = mapped_column(String(64), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Head(Base):
    """The last entry of each chain, and whether a seal has covered it yet."""

    __tablename__ = "head"
    __table_args__ = (Index("ix_head_unsealed", "chain", **_when("NOT sealed")),)

    chain: Mapped[str] = mapped_column(String(64), primary_key=True)
    seq: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    sealed: Mapped[bool] = mapped_column(default=False)


class Seal(Base):
    """Each minute: a digest over the previous seal and every head that changed since; `heads` is what it covers."""

    __tablename__ = "seal"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)
    heads: Mapped[bytes] = mapped_column(LargeBinary)
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))


class Beat(Base):
    """A worker's sign of life, renewed while it ticks."""

    __tablename__ = "beat"

    worker: Mapped[str] = mapped_column(String(100), primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
