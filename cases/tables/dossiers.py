"""Dossiers: whose they are, what was handed in, when time did not count, what was asked."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cases.axes import AXES
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

    __table_args__ = (
        one_of("kind", ("citizen", "organisation"), "kind"),
        Index("ix_person_identity", "identity", **when("identity <> ''")),
    )


class Dossier(Base):
    """One applicant's request under one procedure. `original_due_at` is written once and never changes.

    `representative` is who hands it in for somebody else; `answer_by_at` until when reception must answer an online
    one; `promised_at` the new date an apology named, which leaves `due_at` the law's; `apology_at` when the sweep has
    to look whether an apology is due; `paper_by_at` until when its paper has to follow to the unit that decides, while
    it has not; `fee_remind_at` when a fee that was asked for is spoken of again; `supplement_leave` a leader's leave to
    ask once more, until it is used.
    """

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
    supplement_leave: Mapped[dict[str, str] | None] = mapped_column(JSON)
    representative: Mapped[dict[str, str] | None] = mapped_column(JSON)
    identified_by: Mapped[str] = mapped_column(String(30), default="", server_default="")
    request: Mapped[str] = mapped_column(Text, default="", server_default="")
    sets: Mapped[int] = mapped_column(default=1, server_default="1")
    return_way: Mapped[str] = mapped_column(String(20), default="counter", server_default="counter")
    post_number: Mapped[str] = mapped_column(String(50), default="", server_default="")
    answer_by_at: Mapped[datetime | None] = mapped_column(Instant)
    promised_at: Mapped[datetime | None] = mapped_column(Instant)
    apology_at: Mapped[datetime | None] = mapped_column(Instant)
    paper_by_at: Mapped[datetime | None] = mapped_column(Instant)
    fee_remind_at: Mapped[datetime | None] = mapped_column(Instant)
    payment: Mapped[str] = mapped_column(String(20), default="none", server_default="none")
    delivery: Mapped[str] = mapped_column(String(20), default="none", server_default="none")
    sync: Mapped[str] = mapped_column(String(20), default="pending", server_default="pending")
    digitisation: Mapped[str] = mapped_column(String(20), default="none", server_default="none")
    register_volume: Mapped[str] = mapped_column(String(50), default="", server_default="")
    register_serial: Mapped[int | None] = mapped_column()
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        one_of("state", STATES, "state"),
        *(one_of(axis, tuple(moves), axis) for axis, moves in AXES.items()),
        one_of("channel", ("counter", "online", "post"), "channel"),
        CheckConstraint("state NOT IN ('accepted', 'handling') OR due_at IS NOT NULL", name="accepted_has_due"),
        CheckConstraint("due_at IS NULL OR original_due_at IS NOT NULL", name="due_has_original"),
        CheckConstraint("state <> 'finished' OR finished_at IS NOT NULL", name="finished_has_instant"),
        CheckConstraint("state <> 'returned' OR returned_at IS NOT NULL", name="returned_has_instant"),
        Index("ix_dossier_state", "state", "submitted_at"),
        # The overviews of the last months read nothing but this.
        Index("ix_dossier_submitted", "submitted_at", "id", "unit_id", "handling_unit_id", "procedure", "finished_at"),
        Index("ix_dossier_apology", "apology_at", **when("apology_at IS NOT NULL")),
        Index("ix_dossier_fee", "fee_remind_at", **when("fee_remind_at IS NOT NULL")),
        Index("ix_dossier_paper", "paper_by_at", **when("paper_by_at IS NOT NULL")),
        # Walked by those who look for dates: whose a dossier is, is read in the index too.
        Index(
            "ix_dossier_open_due", "due_at", "id", "unit_id", "handling_unit_id", "closed_at",
            **when("closed_at IS NULL AND due_at IS NOT NULL"),
        ),
        Index(
            "ix_dossier_open", "submitted_at", "id", "instance_id", "unit_id", "handling_unit_id", "closed_at",
            **when("closed_at IS NULL"),
        ),
        Index("ix_dossier_asked", "due_at", **when("closed_at IS NULL AND supplement_count > 0")),
        Index("ix_dossier_version", "definition_id", "state", "closed_at", **when("closed_at IS NULL")),
        # What was accepted goes on to the unit that handles it; what is closed, to the archive year by year.
        Index("ix_dossier_accepted", "unit_id", "accepted_at", **when("closed_at IS NULL AND accepted_at IS NOT NULL")),
        Index("ix_dossier_closed", "unit_id", "closed_at", "id", **when("closed_at IS NOT NULL")),
    )  # fmt: skip


class DossierPaper(Base):
    """One component of a dossier: how many were brought and, once digitised, the digest of the copy.

    `source`: brought by the applicant, reused from a store, or replaced by data of the State; `reference` says which.
    """

    __tablename__ = "dossier_paper"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossier.id"), index=True)
    code: Mapped[str] = mapped_column(String(50))
    name: Mapped[str] = mapped_column(String(500))
    originals: Mapped[int] = mapped_column(default=0)
    certified: Mapped[int] = mapped_column(default=0, server_default="0")
    copies: Mapped[int] = mapped_column(default=0)
    source: Mapped[str] = mapped_column(String(20), default="brought", server_default="brought")
    reference: Mapped[str] = mapped_column(String(200), default="", server_default="")
    issued_on: Mapped[date | None] = mapped_column()
    valid_until_on: Mapped[date | None] = mapped_column()
    digest: Mapped[str | None] = mapped_column(String(64))
    received_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (CheckConstraint("originals >= 0 AND copies >= 0", name="counts"),)


class Pause(Base):
    """Time that does not count, with its legal ground and evidence; open while `until_at` is empty.

    One that may last only so long ends by itself at `at_most_until_at`.
    """

    __tablename__ = "pause"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossier.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    ground: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(String(50), default="", server_default="")
    basis: Mapped[str] = mapped_column(String(300), default="", server_default="")
    evidence: Mapped[str] = mapped_column(Text, default="", server_default="")
    paused_by: Mapped[str] = mapped_column(String(100), default="", server_default="")
    at_most_until_at: Mapped[datetime | None] = mapped_column(Instant)
    from_at: Mapped[datetime] = mapped_column(Instant)
    until_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        one_of("kind", ("restart", "suspend", "reception"), "kind"),
        CheckConstraint("until_at IS NULL OR until_at >= from_at", name="order"),
        Index("ix_pause_one_open", "dossier_id", unique=True, **when("until_at IS NULL")),
        Index("ix_pause_at_most", "at_most_until_at", **when("until_at IS NULL AND at_most_until_at IS NOT NULL")),
    )  # fmt: skip


class Supplement(Base):
    """What the applicant was asked to add, once and in full, and until when; once more only by a leader's leave."""

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
    allowed_by: Mapped[str] = mapped_column(String(100), default="", server_default="")
    allowed_reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    note: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        UniqueConstraint("dossier_id", "ordinal"),
        CheckConstraint("answered_at IS NULL OR expired_at IS NULL", name="one_end"),
    )


class Consultation(Base):
    """What another unit or agency was asked about a dossier, on a clock of its own; several may run side by side.

    `unit_id` is empty for an agency outside the house. `silence`: wait for the answer, take silence for consent, or
    report it to the leader. `next_at` is when the sweep has to look at it.
    """

    __tablename__ = "consultation"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossier.id"), index=True)
    agency: Mapped[str] = mapped_column(String(300))
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"))
    content: Mapped[str] = mapped_column(Text)
    papers: Mapped[list[str]] = mapped_column(JSON, default=list)
    silence: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(20), default="open")
    asked_by: Mapped[str] = mapped_column(String(100))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant)
    extended_at: Mapped[datetime | None] = mapped_column(Instant)
    next_at: Mapped[datetime | None] = mapped_column(Instant)
    is_late: Mapped[bool] = mapped_column(default=False)
    opinion: Mapped[str] = mapped_column(String(20), default="")
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by: Mapped[str] = mapped_column(String(100), default="")
    answered_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        one_of("silence", ("wait", "consent", "report"), "silence"),
        one_of("state", ("open", "answered", "silent", "cancelled"), "state"),
        one_of("opinion", ("", "agreed", "objected", "remarked"), "opinion"),
        CheckConstraint("(state = 'answered') = (answered_at IS NOT NULL)", name="answered_has_instant"),
        CheckConstraint("due_at > asked_at", name="order"),
        Index("ix_consultation_next", "next_at", **when("next_at IS NOT NULL")),
        Index("ix_consultation_unit", "unit_id", "due_at", **when("state = 'open'")),
    )  # fmt: skip


class Apology(Base):
    """The one letter that says sorry and names a new date: drafted the working day before, signed by the head.

    A dossier has one row at most, so a second apology cannot be written. `state`: drafted, signed, or needless when
    the dossier was finished in time after all.
    """

    __tablename__ = "apology"

    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossier.id"), primary_key=True)
    state: Mapped[str] = mapped_column(String(20), default="drafted")
    reason: Mapped[str] = mapped_column(Text)
    due_at: Mapped[datetime] = mapped_column(Instant)
    new_due_at: Mapped[datetime] = mapped_column(Instant)
    drafted_at: Mapped[datetime] = mapped_column(Instant)
    drafted_by: Mapped[str] = mapped_column(String(100))
    draft_digest: Mapped[str | None] = mapped_column(String(64))
    signed_by: Mapped[str] = mapped_column(String(100), default="")
    signed_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        one_of("state", ("drafted", "signed", "needless"), "state"),
        CheckConstraint("(state = 'signed') = (signed_at IS NOT NULL)", name="signed_has_instant"),
        CheckConstraint("new_due_at > due_at", name="later"),
        Index("ix_apology_open", "drafted_at", **when("state = 'drafted'")),
    )  # fmt: skip
