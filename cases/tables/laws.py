"""What an office has set in the rule packs itself: each edition a row, proposed by one person, approved by another."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from cases.tables.parts import one_of
from ground.database import Base, Instant


class PackEdition(Base):
    """One edition of the office's own settings on a shipped rule pack; its page is never changed.

    `key` is what dossiers carry (2025~3), `page` the TOML of what differs from the pack `base`. In force from
    `valid_from_on` once approved by the decision `reference`, until a later edition is.
    """

    __tablename__ = "pack_edition"

    key: Mapped[str] = mapped_column(String(20), primary_key=True)
    base: Mapped[str] = mapped_column(String(20))
    page: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(String(500))
    valid_from_on: Mapped[date] = mapped_column()
    state: Mapped[str] = mapped_column(String(20), default="proposed")
    proposed_by: Mapped[str] = mapped_column(String(100))
    proposed_at: Mapped[datetime] = mapped_column(Instant)
    reference: Mapped[str] = mapped_column(String(200), default="")
    decided_by: Mapped[str] = mapped_column(String(100), default="")
    decided_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        one_of("state", ("proposed", "approved", "rejected"), "state"),
        CheckConstraint("decided_by <> proposed_by", name="four_eyes"),
        CheckConstraint("(state = 'proposed') = (decided_at IS NULL)", name="decided_has_instant"),
        Index("ix_pack_edition_in_force", "base", "valid_from_on"),
    )


class LawReplacement(Base):
    """A legal document that another one replaces from a day on, as somebody of the office wrote it down."""

    __tablename__ = "law_replacement"

    number: Mapped[str] = mapped_column(String(100), primary_key=True)
    replaced_by: Mapped[str] = mapped_column(String(100))
    from_on: Mapped[date] = mapped_column()
    note: Mapped[str] = mapped_column(String(500), default="")
    written_by: Mapped[str] = mapped_column(String(100))
    written_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (CheckConstraint("number <> replaced_by", name="by_another"),)
