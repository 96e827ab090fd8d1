"""Who opened whose dossier, on which day and on what ground."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from cases.tables.parts import one_of
from ground.database import Base, Instant

GROUNDS = ("task", "counter", "supervision", "search", "unit", "system")


class Access(Base):
    """An officer has seen an applicant's data: one row a dossier, day, officer and ground, at the first look.

    `task`: a step of it was his or his role's; `counter`: he receives and returns there; `supervision`: he heads or
    supervises; `search`: he came from a search; `unit`: another role in its unit; `system`: a system with a token.
    """

    __tablename__ = "access"

    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossier.id"), primary_key=True)
    seen_on: Mapped[date] = mapped_column(primary_key=True)
    officer_id: Mapped[str] = mapped_column(ForeignKey("officer.id"), primary_key=True)
    ground: Mapped[str] = mapped_column(String(20), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        one_of("ground", GROUNDS, "ground"),
        Index("ix_access_officer", "officer_id", "seen_on"),
        Index("ix_access_seen_on", "seen_on"),
    )
