"""Dossiers: whose they are, what was handed in, when time did not count, what was asked."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cases.dossier import STATES
from cases.tables.parts import new_id, one_of, when
from ground.database import Base, Instant


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

    __table_args__ = (one_of("kind", ("citizen", "organisation"), "kind"),)


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
        one_of("state", STATES, "state"),
        one_of("channel", ("counter", "online", "post"), "channel"),
        CheckConstraint("state NOT IN ('accepted', 'handling') OR due_at IS NOT NULL", name="accepted_has_due"),
        CheckConstraint("due_at IS NULL OR original_due_at IS NOT NULL", name="due_has_original"),
        CheckConstraint("state <> 'finished' OR finished_at IS NOT NULL", name="finished_has_instant"),
        CheckConstraint("state <> 'returned' OR returned_at IS NOT NULL", name="returned_has_instant"),
        Index("ix_dossier_state", "state", "submitted_at"),
        Index("ix_dossier_submitted", "submitted_at"),
        Index("ix_dossier_open_due", "due_at", **when("closed_at IS NULL AND due_at IS NOT NULL")),
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
        one_of("kind", ("restart", "suspend", "reception"), "kind"),
        CheckConstraint("until_at IS NULL OR until_at >= from_at", name="order"),
        Index("ix_pause_one_open", "dossier_id", unique=True, **when("until_at IS NULL")),
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
