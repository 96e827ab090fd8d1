"""Steps with their terms, who was told about them, letters, and requests that were answered once."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cases.tables.parts import new_id, one_of, when
from ground.database import Base, Instant

SHELVES = ("new", "handling", "supplement", "opinion", "return")
FURTHER = ("soon_at", "shelf", "state", "assignee")


def _ordered(name: str, first: tuple[str, ...], condition: str) -> Iterator[Index]:
    """The indexes of one kind of list: by urgency, shelf by shelf, and by what else it may be ordered by."""
    further = [column for column in FURTHER if column not in first]
    yield Index(f"ix_step_term_{name}", *first, "sort_at", "task_id", *further, **when(condition))
    yield Index(f"ix_step_term_{name}_shelf", *first, "shelf", "sort_at", "task_id", **when(condition))
    for column in ("opened_at", "code", "sort_name"):
        # Of whole units few lists are seen, and every step is written into each index: these hold the order alone.
        more = further if name != "all" else []
        yield Index(f"ix_step_term_{name}_{column}", *first, column, "task_id", *more, **when(condition))


class StepTerm(Base):
    """One row for each step of a dossier in somebody's list, with its own term where the drawing gives one.

    `stage` is the dossier's state when the step came into the list; of a closed one, when it left. `next_at` is when
    the sweep has to look again; empty when there is nothing left to tell.

    While it is open the row holds all that a list shows (`cases/listing.py` keeps it true), so that no list looks into
    another table; a closed one forgets it. `shelf` is the queue it lies in; `sort_at` orders by urgency and is past
    when the step is late; from `soon_at` on it is soon due; `paused_at` since when the dossier's clock stands still;
    `marks` its badges, each between two blanks; `note` the last word a colleague gave with it, `given_by` who may
    have it back.
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
    soon_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    code: Mapped[str] = mapped_column(String(50), default="", server_default="")
    procedure: Mapped[str] = mapped_column(String(100), default="", server_default="")
    procedure_name: Mapped[str] = mapped_column(String(500), default="", server_default="")
    applicant: Mapped[str] = mapped_column(String(300), default="", server_default="")
    sort_name: Mapped[str] = mapped_column(String(100), default="", server_default="")
    look_up: Mapped[str] = mapped_column(Text, default="", server_default="")
    calendar: Mapped[str] = mapped_column(String(50), default="", server_default="")
    shelf: Mapped[str] = mapped_column(String(20), default="handling", server_default="handling")
    marks: Mapped[str] = mapped_column(String(200), default=" ", server_default=" ")
    note: Mapped[str] = mapped_column(String(300), default="", server_default="")
    given_by: Mapped[str] = mapped_column(String(100), default="", server_default="")
    dossier_due_at: Mapped[datetime | None] = mapped_column(Instant)
    paused_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        one_of("shelf", SHELVES, "shelf"),
        one_of("state", ("running", "warned", "breached", "escalated", "closed"), "state"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_has_instant"),
        CheckConstraint("state <> 'closed' OR next_at IS NULL", name="closed_is_not_swept"),
        Index("ix_step_term_next", "next_at", **when("next_at IS NOT NULL")),
        *_ordered("free", ("unit_id", "role"), "state <> 'closed' AND assignee IS NULL"),
        *_ordered("mine", ("assignee",), "state <> 'closed'"),
        *_ordered("all", ("unit_id",), "state <> 'closed'"),
        Index("ix_step_term_given", "given_by", "sort_at", "task_id", **when("state <> 'closed' AND given_by <> ''")),
        Index("ix_step_term_role", "role", "sort_at", "task_id", **when("state <> 'closed' AND assignee IS NULL")),
        Index("ix_step_term_late", "unit_id", "due_at", "task_id", **when("state <> 'closed'")),
        # The supervisor's figures read nothing but this.
        Index(
            "ix_step_term_board", "unit_id", "procedure", "procedure_name", "assignee", "element", "sort_at", "soon_at",
            "paused_at", "due_at", "opened_at", "task_id", "state", **when("state <> 'closed'"),
        ),
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
        one_of("kind", ("warning", "breach", "escalation"), "kind"),
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
