"""Handbooks of procedures that were ordered: of which version or draft, and the printed paper once it is there."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from cases.tables.parts import new_id
from ground.database import Base, Instant


class Handbook(Base):
    """One printed handbook: of the version `definition_id`, or of the saved state `number` of the draft `design_id`.

    `facts_digest` is what it says: the same facts are printed once. `digest` is the paper, once the worker drew it.
    """

    __tablename__ = "handbook"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(String(100))
    definition_id: Mapped[str | None] = mapped_column(ForeignKey("definition.id"))
    design_id: Mapped[str | None] = mapped_column(ForeignKey("design.id"))
    number: Mapped[int] = mapped_column(default=0)
    facts_digest: Mapped[str] = mapped_column(String(64), unique=True)
    ordered_by: Mapped[str] = mapped_column(String(100))
    ordered_at: Mapped[datetime] = mapped_column(Instant)
    digest: Mapped[str | None] = mapped_column(String(64))

    __table_args__ = (
        CheckConstraint("(definition_id IS NULL) <> (design_id IS NULL)", name="of_one"),
        Index("ix_handbook_definition", "definition_id", "ordered_at"),
        Index("ix_handbook_design", "design_id", "ordered_at"),
    )
