"""The files of a dossier: the bytes lie in the vault, here stands what each is and who brought it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from cases.tables.parts import new_id
from ground.database import Base, Instant


class PaperFile(Base):
    """One file handed in for a component of a dossier; a later one for the same component stands beside it.

    `verdict` is what was found of its signatures: `unsigned`, `good`, or the gravest fault. `removed_at`: laid aside
    by whoever brought it, still kept for the record.
    """

    __tablename__ = "paper_file"
    __table_args__ = (CheckConstraint("size > 0 AND pages >= 0", "size"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossier.id"), index=True)
    component: Mapped[str] = mapped_column(String(50))
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(10))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    pages: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    verdict: Mapped[str] = mapped_column(String(20))
    filed_at: Mapped[datetime] = mapped_column(Instant)
    filed_by: Mapped[str] = mapped_column(String(100))
    removed_at: Mapped[datetime | None] = mapped_column(Instant)
