"""What leaves the house: slips and results, and the books their numbers come from."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cases.tables.parts import new_id, one_of
from ground.database import Base, Instant


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
        one_of("kind", ("receipt", "supplement", "refusal", "apology", "stop", "control", "register"), "kind"),
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
        one_of("kind", ("granted", "refused"), "kind"),
        one_of("state", ("drafted", "signed", "numbered", "issued", "returned"), "state"),
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
