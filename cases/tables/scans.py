"""Scanned papers: what was handed in, how each page was read, what is confirmed of it; lists of results in force."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cases.axes import BACKLOG_ROW, SCAN
from cases.tables.parts import new_id, one_of, when
from ground.database import Base, Instant


class Scan(Base):
    """One scanned paper, of a dossier or (without one) of the results still in force.

    `digest` are the bytes as scanned, `copy_digest` the searchable PDF/A made of them, `signed_digest` that one with
    the officer's signature and the seal. While it is read, `lease` and `due_at` say which worker is at it, until when.
    From `code` on: metadata of a digitised paper, confirmed by an officer; `proposals` what was read of them, by field.
    """

    __tablename__ = "scan"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    dossier_id: Mapped[str | None] = mapped_column(ForeignKey("dossier.id"), index=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"))
    kind: Mapped[str] = mapped_column(String(10))
    component: Mapped[str] = mapped_column(String(50))
    procedure: Mapped[str] = mapped_column(String(100))
    title: Mapped[str] = mapped_column(String(500))
    name: Mapped[str] = mapped_column(String(200))
    file_kind: Mapped[str] = mapped_column(String(10))
    digest: Mapped[str] = mapped_column(String(64), index=True)
    pages: Mapped[int]
    pages_read: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    lease: Mapped[str | None] = mapped_column(String(32))
    due_at: Mapped[datetime | None] = mapped_column(Instant)
    attempts: Mapped[int] = mapped_column(default=0)
    copy_digest: Mapped[str | None] = mapped_column(String(64))
    signed_digest: Mapped[str | None] = mapped_column(String(64))
    scanned_by: Mapped[str] = mapped_column(String(100))
    scanned_at: Mapped[datetime] = mapped_column(Instant)
    settled_by: Mapped[str] = mapped_column(String(100), default="")
    settled_at: Mapped[datetime | None] = mapped_column(Instant)
    code: Mapped[str] = mapped_column(String(300), default="")
    number: Mapped[str] = mapped_column(String(100), default="")
    issued_on: Mapped[date | None] = mapped_column()
    issuer: Mapped[str] = mapped_column(String(300), default="")
    signed_by: Mapped[str] = mapped_column(String(200), default="")
    excerpt: Mapped[str] = mapped_column(String(1000), default="")
    owner: Mapped[str] = mapped_column(String(300), default="")
    owner_number: Mapped[str] = mapped_column(String(20), default="")
    valid_until_on: Mapped[date | None] = mapped_column()
    proposals: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    __table_args__ = (
        one_of("kind", ("component", "result"), "kind"),
        one_of("state", tuple(SCAN), "state"),
        CheckConstraint("pages > 0 AND pages_read BETWEEN 0 AND pages", name="pages"),
        CheckConstraint("state NOT IN ('waiting', 'approved') OR copy_digest IS NOT NULL", name="waiting_has_copy"),
        CheckConstraint("(state IN ('approved', 'refused')) = (settled_at IS NOT NULL)", name="settled_has_instant"),
        CheckConstraint("state NOT IN ('refused', 'failed') OR reason <> ''", name="refused_has_reason"),
        CheckConstraint("(state = 'reading') = (due_at IS NOT NULL)", name="reading_is_due"),
        Index("ix_scan_due", "due_at", **when("state = 'reading'")),
        Index("ix_scan_unit", "unit_id", "state", "scanned_at"),
        Index("ix_scan_result", "procedure", "state", **when("kind = 'result'")),
    )


class ScanPage(Base):
    """A page that was read: its quality, and by digest the page as PDF/A, its picture and its words."""

    __tablename__ = "scan_page"

    scan_id: Mapped[str] = mapped_column(ForeignKey("scan.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    dots: Mapped[int]
    skew: Mapped[float]
    is_blank: Mapped[bool]
    confidence: Mapped[float]
    word_count: Mapped[int]
    findings: Mapped[list[str]] = mapped_column(JSON)
    paper_digest: Mapped[str | None] = mapped_column(String(64))
    picture_digest: Mapped[str] = mapped_column(String(64))
    words_digest: Mapped[str] = mapped_column(String(64))
    read_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (CheckConstraint("number > 0", name="number"),)


class BacklogList(Base):
    """A list of results still in force that an agency handed in, with the files that go with it in one ZIP."""

    __tablename__ = "backlog_list"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str] = mapped_column(String(200))
    list_digest: Mapped[str] = mapped_column(String(64))
    files_digest: Mapped[str | None] = mapped_column(String(64))
    opened_by: Mapped[str] = mapped_column(String(100))
    opened_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (Index("ix_backlog_list_unit", "unit_id", "opened_at"),)


class BacklogRow(Base):
    """A result still in force, as the list has it, and what came of it. Without `file` it is counted, not digitised."""

    __tablename__ = "backlog_row"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    list_id: Mapped[str] = mapped_column(ForeignKey("backlog_list.id"))
    place: Mapped[int]
    number: Mapped[str] = mapped_column(String(100), default="")
    issued_on: Mapped[date | None] = mapped_column()
    person: Mapped[str] = mapped_column(String(300), default="")
    person_number: Mapped[str] = mapped_column(String(20), default="")
    procedure: Mapped[str] = mapped_column(String(100), default="")
    valid_until_on: Mapped[date | None] = mapped_column()
    file: Mapped[str] = mapped_column(String(300), default="")
    state: Mapped[str] = mapped_column(String(20), default="waiting")
    code: Mapped[str] = mapped_column(String(50), default="")
    params: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    scan_id: Mapped[str | None] = mapped_column(ForeignKey("scan.id"), index=True)
    settled_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        UniqueConstraint("list_id", "place"),
        one_of("state", tuple(BACKLOG_ROW), "state"),
        CheckConstraint("(state = 'waiting') = (settled_at IS NULL)", name="settled_has_instant"),
        Index("ix_backlog_row_waiting", "list_id", "place", **when("state = 'waiting'")),
        Index("ix_backlog_row_result", "procedure", "number"),
    )
