"""What becomes of a closed dossier: held by law, listed for the archive, taken over by it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cases.tables.parts import new_id, one_of, when
from ground.database import Base, Instant


class LegalHold(Base):
    """A ground on which a dossier stays where it is: not handed over, not destroyed, until somebody lifts it."""

    __tablename__ = "legal_hold"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossier.id"), index=True)
    ground: Mapped[str] = mapped_column(Text)
    put_by: Mapped[str] = mapped_column(String(100))
    put_at: Mapped[datetime] = mapped_column(Instant)
    lifted_because: Mapped[str] = mapped_column(Text, default="")
    lifted_by: Mapped[str] = mapped_column(String(100), default="")
    lifted_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        CheckConstraint("(lifted_at IS NULL) = (lifted_because = '')", name="lifted_has_ground"),
        Index("ix_legal_hold_one_open", "dossier_id", unique=True, **when("lifted_at IS NULL")),
    )


class ArchiveList(Base):
    """The list of the dossiers of a unit and year that go to the archive together, and whether it took them over."""

    __tablename__ = "archive_list"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"))
    year: Mapped[int] = mapped_column()
    slip_id: Mapped[str] = mapped_column(ForeignKey("slip.id"))
    number: Mapped[str] = mapped_column(String(50))
    state: Mapped[str] = mapped_column(String(20), default="proposed")
    made_by: Mapped[str] = mapped_column(String(100))
    made_at: Mapped[datetime] = mapped_column(Instant)
    decided_by: Mapped[str] = mapped_column(String(100), default="")
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    remark: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        one_of("state", ("proposed", "accepted", "returned"), "state"),
        CheckConstraint("(state = 'proposed') = (decided_at IS NULL)", name="decided_has_instant"),
        Index("ix_archive_list_unit", "unit_id", "year"),
    )


class ArchiveLine(Base):
    """One dossier on such a list, as it was when the list was made; a list sent back leaves its dossiers free again."""

    __tablename__ = "archive_line"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    list_id: Mapped[str] = mapped_column(ForeignKey("archive_list.id"))
    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossier.id"))
    ordinal: Mapped[int] = mapped_column()
    file_code: Mapped[str] = mapped_column(String(120))
    title: Mapped[str] = mapped_column(String(900))
    closed_on: Mapped[date] = mapped_column()
    kept_for: Mapped[str] = mapped_column(String(20))
    basis: Mapped[str] = mapped_column(String(300), default="")
    keep_until_on: Mapped[date | None] = mapped_column()
    papers: Mapped[int] = mapped_column()
    is_live: Mapped[bool] = mapped_column(default=True)

    __table_args__ = (
        UniqueConstraint("list_id", "ordinal"),
        Index("ix_archive_line_one_live", "dossier_id", unique=True, **when("is_live")),
    )
