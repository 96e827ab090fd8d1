"""Procedures being designed: the draft, each saved state of it, and the bytes of its files, kept once."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cases.tables.parts import new_id, one_of
from ground.database import Base, Instant


class Design(Base):
    """A procedure on the drawing table. `number` is its newest saved state; `based_on` the version it began from.

    `holder` is the log-in name of whoever may write until `held_until`, in the window `holder_window`. Handed in, it
    became the definition `definition_id` and is written no more.
    """

    __tablename__ = "design"
    __table_args__ = (
        one_of("state", ("open", "handed_in", "dropped"), "state"),
        CheckConstraint("(state = 'handed_in') = (definition_id IS NOT NULL)", "handed_in"),
        CheckConstraint("number > 0", "number"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(String(100), index=True)
    name: Mapped[str] = mapped_column(String(500))
    based_on: Mapped[str | None] = mapped_column(ForeignKey("definition.id"))
    state: Mapped[str] = mapped_column(String(20), default="open")
    number: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime] = mapped_column(Instant)
    made_by: Mapped[str] = mapped_column(String(64))
    changed_at: Mapped[datetime] = mapped_column(Instant)
    changed_by: Mapped[str] = mapped_column(String(64))
    holder: Mapped[str] = mapped_column(String(64), default="")
    holder_window: Mapped[str] = mapped_column(String(32), default="")
    held_until: Mapped[datetime | None] = mapped_column(Instant)
    definition_id: Mapped[str | None] = mapped_column(ForeignKey("definition.id"))


class DesignVersion(Base):
    """One saved state: which bytes each file had. `note`: why it was kept on purpose; such a one is never thinned."""

    __tablename__ = "design_version"
    __table_args__ = (UniqueConstraint("design_id", "number"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    design_id: Mapped[str] = mapped_column(ForeignKey("design.id"))
    number: Mapped[int]
    saved_at: Mapped[datetime] = mapped_column(Instant)
    saved_by: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(String(500), default="")
    files: Mapped[dict[str, str]] = mapped_column(JSON)


class DesignFile(Base):
    """The bytes of a file under their SHA-256: most files of most saved states are the same."""

    __tablename__ = "design_file"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
