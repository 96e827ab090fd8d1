"""The desk's rows. CHECKs tie columns to states; an index repeats the WHERE of the sweep or list that asks for it."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from cases.dossier import STATES
from ground.database import Base, Instant


def new_id() -> str:
    """A fresh row id: 32 hexadecimal digits."""
    return uuid4().hex


def _when(condition: str) -> dict[str, Any]:
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


def _one_of(column: str, values: tuple[str, ...], name: str) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=name)


class Unit(Base):
    """A place in the organisation tree; `calendar` and `hotline` are inherited from the parent when empty."""

    __tablename__ = "unit"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(50), unique=True)
    name: Mapped[str] = mapped_column(String(300))
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    kind: Mapped[str] = mapped_column(String(30), default="division")
    city: Mapped[str] = mapped_column(String(100), default="Hà Nội")
    calendar: Mapped[str] = mapped_column(String(50), default="")
    phone: Mapped[str] = mapped_column(String(50), default="")


class Officer(Base):
    """Somebody who handles dossiers. `name` is the log-in and what the journal writes as actor."""

    __tablename__ = "officer"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    full_name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), index=True)
    title: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(200), default="")
    is_active: Mapped[bool] = mapped_column(default=True)
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(Instant)


class RoleHolding(Base):
    """An officer holds a role in a unit and everything below it."""

    __tablename__ = "role_holding"

    officer_id: Mapped[str] = mapped_column(ForeignKey("officer.id"), primary_key=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(50), primary_key=True)


class Substitution(Base):
    """For a while `substitute_id` holds the roles of `officer_id`; an empty `procedures` means all of them."""

    __tablename__ = "substitution"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    officer_id: Mapped[str] = mapped_column(ForeignKey("officer.id"))
    substitute_id: Mapped[str] = mapped_column(ForeignKey("officer.id"), index=True)
    from_at: Mapped[datetime] = mapped_column(Instant)
    until_at: Mapped[datetime] = mapped_column(Instant)
    procedures: Mapped[list[str]] = mapped_column(JSON, default=list)

    __table_args__ = (CheckConstraint("from_at < until_at", name="order"),)


class WebSession(Base):
    """A log-in. The token itself is only with the officer; here lies its SHA-256."""

    __tablename__ = "web_session"

    token_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    officer_id: Mapped[str] = mapped_column(ForeignKey("officer.id"), index=True)
    csrf: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant, index=True)


class Person(Base):
    """Whose dossier it is: a citizen or an organisation, as written at reception."""

    __tablename__ = "person"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(20), default="citizen")
    full_name: Mapped[str] = mapped_column(String(300))
    identity: Mapped[str] = mapped_column(String(20), default="")
    address: Mapped[str] = mapped_column(String(500), default="")
    phone: Mapped[str] = mapped_column(String(20), default="")
    email: Mapped[str] = mapped_column(String(200), default="")

    __table_args__ = (_one_of("kind", ("citizen", "organisation"), "kind"),)


class Dossier(Base):
    """One applicant's request under one procedure. `original_due_at` is written once and never changes."""

    __tablename__ = "dossier"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(50), unique=True)
    procedure: Mapped[str] = mapped_column(String(100))
    procedure_name: Mapped[str] = mapped_column(String(500))
    definition_id: Mapped[str] = mapped_column(ForeignKey("definition.id"))
    instance_id: Mapped[str] = mapped_column(ForeignKey("instance.id"), unique=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), index=True)
    handling_unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    channel: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    received_by: Mapped[str] = mapped_column(String(100))
    submitted_at: Mapped[datetime] = mapped_column(Instant)
    accepted_at: Mapped[datetime | None] = mapped_column(Instant)
    clock_at: Mapped[datetime | None] = mapped_column(Instant)
    due_at: Mapped[datetime | None] = mapped_column(Instant)
    original_due_at: Mapped[datetime | None] = mapped_column(Instant)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
    returned_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    term: Mapped[str] = mapped_column(String(20))
    rule_pack: Mapped[str] = mapped_column(String(20))
    calendar: Mapped[str] = mapped_column(String(50), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    look_up: Mapped[str] = mapped_column(Text, default="")
    supplement_count: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        _one_of("state", STATES, "state"),
        _one_of("channel", ("counter", "online", "post"), "channel"),
        CheckConstraint("state NOT IN ('accepted', 'handling') OR due_at IS NOT NULL", name="accepted_has_due"),
        CheckConstraint("due_at IS NULL OR original_due_at IS NOT NULL", name="due_has_original"),
        CheckConstraint("state <> 'finished' OR finished_at IS NOT NULL", name="finished_has_instant"),
        CheckConstraint("state <> 'returned' OR returned_at IS NOT NULL", name="returned_has_instant"),
        Index("ix_dossier_state", "state", "submitted_at"),
        Index("ix_dossier_submitted", "submitted_at"),
        Index("ix_dossier_open_due", "due_at", **_when("closed_at IS NULL AND due_at IS NOT NULL")),
    )  # fmt: skip


class DossierPaper(Base):
    """One component of a dossier: how many were brought and, once digitised, the digest of the copy."""

    __tablename__ = "dossier_paper"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossier.id"), index=True)
    code: Mapped[str] = mapped_column(String(50))
    name: Mapped[str] = mapped_column(String(500))
    originals: Mapped[int] = mapped_column(default=0)
    copies: Mapped[int] = mapped_column(default=0)
    digest: Mapped[str | None] = mapped_column(String(64))
    received_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (CheckConstraint("originals >= 0 AND copies >= 0", name="counts"),)


class Pause(Base):
    """Time that does not count, with its legal ground; open while `until_at` is empty."""

    __tablename__ = "pause"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossier.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    ground: Mapped[str] = mapped_column(Text)
    from_at: Mapped[datetime] = mapped_column(Instant)
    until_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        _one_of("kind", ("restart", "suspend", "reception"), "kind"),
        CheckConstraint("until_at IS NULL OR until_at >= from_at", name="order"),
        Index("ix_pause_one_open", "dossier_id", unique=True, **_when("until_at IS NULL")),
    )  # fmt: skip


class Supplement(Base):
    """What the applicant was asked to add, once and in full, and until when."""

    __tablename__ = "supplement"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossier.id"))
    ordinal: Mapped[int] = mapped_column()
    wanted: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(Text, default="")
    asked_by: Mapped[str] = mapped_column(String(100))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    expired_at: Mapped[datetime | None] = mapped_column(Instant)
    note: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        UniqueConstraint("dossier_id", "ordinal"),
        CheckConstraint("answered_at IS NULL OR expired_at IS NULL", name="one_end"),
    )


class Slip(Base):
    """An official form of the one-stop mechanism made for a dossier; `digest` is empty until the job has printed it."""

    __tablename__ = "slip"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossier.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    number: Mapped[str] = mapped_column(String(50))
    job_key: Mapped[str] = mapped_column(String(64), unique=True)
    made_by: Mapped[str] = mapped_column(String(64), default="")
    digest: Mapped[str | None] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        _one_of("kind", ("receipt", "supplement", "refusal", "apology", "stop", "control", "register"), "kind"),
    )


class Result(Base):
    """The decision on its way: drafted, signed, numbered, issued, returned. Bytes lie in the vault by digest."""

    __tablename__ = "result"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossier.id"))
    key: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20), default="drafted")
    draft_digest: Mapped[str] = mapped_column(String(64))
    signed_digest: Mapped[str | None] = mapped_column(String(64))
    numbered_digest: Mapped[str | None] = mapped_column(String(64))
    issued_digest: Mapped[str | None] = mapped_column(String(64))
    signed_by: Mapped[str] = mapped_column(String(100), default="")
    number: Mapped[str | None] = mapped_column(String(100))
    book: Mapped[str | None] = mapped_column(String(50))
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"))
    year: Mapped[int | None] = mapped_column()
    serial: Mapped[int | None] = mapped_column()
    issued_on: Mapped[date | None] = mapped_column()
    drafted_at: Mapped[datetime] = mapped_column(Instant)
    signed_at: Mapped[datetime | None] = mapped_column(Instant)
    numbered_at: Mapped[datetime | None] = mapped_column(Instant)
    issued_at: Mapped[datetime | None] = mapped_column(Instant)
    returned_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        UniqueConstraint("dossier_id", "key"),
        UniqueConstraint("unit_id", "book", "year", "serial"),
        _one_of("kind", ("granted", "refused"), "kind"),
        _one_of("state", ("drafted", "signed", "numbered", "issued", "returned"), "state"),
        CheckConstraint("state = 'drafted' OR signed_digest IS NOT NULL", name="signed_has_bytes"),
        CheckConstraint("state IN ('drafted', 'signed') OR number IS NOT NULL", name="numbered_has_number"),
    )


class NumberBook(Base):
    """The last serial given in a unit's book of one kind in one year; counted on inside the giving transaction."""

    __tablename__ = "number_book"

    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(50), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column()


class CodeCounter(Base):
    """The last dossier serial of a unit on a Vietnamese calendar day."""

    __tablename__ = "code_counter"

    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    day_on: Mapped[date] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column()


class StepTerm(Base):
    """One row for each step of a dossier in somebody's list, with its own term where the drawing gives one.

    `stage` is the dossier's state when the step came into the list. `next_at` is when the sweep has to look again;
    empty when there is nothing left to tell. `sort_at` orders the inbox.
    """

    __tablename__ = "step_term"

    task_id: Mapped[str] = mapped_column(ForeignKey("task.id"), primary_key=True)
    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossier.id"), index=True)
    element: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(500))
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"))
    role: Mapped[str] = mapped_column(String(50))
    assignee: Mapped[str | None] = mapped_column(String(100))
    term: Mapped[str] = mapped_column(String(20), default="")
    escalate_to: Mapped[str] = mapped_column(String(50), default="")
    stage: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20), default="running")
    opened_at: Mapped[datetime] = mapped_column(Instant)
    warn_at: Mapped[datetime | None] = mapped_column(Instant)
    due_at: Mapped[datetime | None] = mapped_column(Instant)
    escalate_at: Mapped[datetime | None] = mapped_column(Instant)
    next_at: Mapped[datetime | None] = mapped_column(Instant)
    sort_at: Mapped[datetime] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        _one_of("state", ("running", "warned", "breached", "escalated", "closed"), "state"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_has_instant"),
        CheckConstraint("state <> 'closed' OR next_at IS NULL", name="closed_is_not_swept"),
        Index("ix_step_term_next", "next_at", **_when("next_at IS NOT NULL")),
        Index("ix_step_term_free", "unit_id", "role", "sort_at", "task_id",
              **_when("state <> 'closed' AND assignee IS NULL")),
        Index("ix_step_term_free_stage", "unit_id", "role", "stage", "sort_at", "task_id",
              **_when("state <> 'closed' AND assignee IS NULL")),
        Index("ix_step_term_mine", "assignee", "sort_at", "task_id", **_when("state <> 'closed'")),
        Index("ix_step_term_late", "unit_id", "due_at", **_when("state <> 'closed'")),
    )  # fmt: skip


class Escalation(Base):
    """Somebody was told that a step grows or is late; each kind once a step."""

    __tablename__ = "escalation"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    task_id: Mapped[str] = mapped_column(ForeignKey("step_term.task_id"))
    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossier.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    told: Mapped[list[str]] = mapped_column(JSON, default=list)
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        UniqueConstraint("task_id", "kind"),
        _one_of("kind", ("warning", "breach", "escalation"), "kind"),
    )


class Notice(Base):
    """A message to the applicant or to an officer; the job that sends it has the same id as key."""

    __tablename__ = "notice"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    dossier_id: Mapped[str | None] = mapped_column(ForeignKey("dossier.id"), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    recipient: Mapped[str] = mapped_column(String(200))
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)


class RequestKey(Base):
    """What was answered to a request that carried an idempotency key; the same request gets the same answer again."""

    __tablename__ = "request_key"

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    officer_id: Mapped[str] = mapped_column(ForeignKey("officer.id"), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    answer: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
