"""What leaves the house: slips and results, and the books their numbers come from."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cases.tables.parts import new_id, one_of
from ground.database import Base, Instant

SLIPS = (
    "receipt", "supplement", "refusal", "apology", "stop", "control", "register", "handover", "result_receipt",
    "archive_list",
)  # fmt: skip


class Slip(Base):
    """An official form of the one-stop mechanism; `digest` is empty until the job has printed it.

    A register and a hand-over list speak of many dossiers: they belong to a unit, and `scope` says which lines.
    """

    __tablename__ = "slip"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    dossier_id: Mapped[str | None] = mapped_column(ForeignKey("dossier.id"), index=True)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    scope: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")
    paper_size: Mapped[str] = mapped_column(String(2), default="", server_default="")
    kind: Mapped[str] = mapped_column(String(20))
    number: Mapped[str] = mapped_column(String(50))
    job_key: Mapped[str] = mapped_column(String(64), unique=True)
    made_by: Mapped[str] = mapped_column(String(64), default="")
    digest: Mapped[str | None] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        one_of("kind", SLIPS, "kind"),
        CheckConstraint("dossier_id IS NOT NULL OR unit_id IS NOT NULL", name="belongs"),
    )


class Result(Base):
    """The decision on its way: drafted, signed, numbered, issued, returned. Bytes lie in the vault by digest.

    `drafted_for`: whose name the draft bears. `approved_digest`: the very bytes a leader looked at and agreed to sign.
    `standing`: whether an issued one still holds; replaced or withdrawn by the document `ended_by_document`.
    """

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
    signed_as: Mapped[str] = mapped_column(String(200), default="", server_default="")
    issued_at: Mapped[datetime | None] = mapped_column(Instant)
    returned_at: Mapped[datetime | None] = mapped_column(Instant)
    drafted_for: Mapped[str] = mapped_column(String(100), default="", server_default="")
    approved_digest: Mapped[str | None] = mapped_column(String(64))
    approved_by: Mapped[str] = mapped_column(String(100), default="", server_default="")
    approved_at: Mapped[datetime | None] = mapped_column(Instant)
    standing: Mapped[str] = mapped_column(String(20), default="valid", server_default="valid")
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_by: Mapped[str] = mapped_column(String(100), default="", server_default="")
    ended_by_document: Mapped[str] = mapped_column(String(200), default="", server_default="")
    ended_because: Mapped[str] = mapped_column(Text, default="", server_default="")

    __table_args__ = (
        UniqueConstraint("dossier_id", "key"),
        UniqueConstraint("unit_id", "book", "year", "serial"),
        one_of("kind", ("granted", "refused"), "kind"),
        one_of("state", ("drafted", "signed", "numbered", "issued", "returned"), "state"),
        one_of("standing", ("valid", "replaced", "withdrawn"), "standing"),
        CheckConstraint("(standing = 'valid') = (ended_at IS NULL)", name="ended_has_time"),
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


class NumberNote(Base):
    """Why a number of a book is on no result: reserved for a paper outside the house, or cancelled."""

    __tablename__ = "number_note"

    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    book: Mapped[str] = mapped_column(String(50), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    serial: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (one_of("kind", ("reserved", "cancelled"), "kind"),)


class CodeCounter(Base):
    """The last dossier serial of a unit on a Vietnamese calendar day."""

    __tablename__ = "code_counter"

    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    day_on: Mapped[date] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column()
