"""Who opened whose dossier, on which day and on what ground."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from cases.tables.parts import one_of
from ground.database import Base, Instant

GROUNDS = ("task", "counter", "supervision", "search", "unit", "system")
LISTS = ("list", "search", "export")


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
        Index("ix_access_seen_at", "seen_at", "dossier_id"),
    )


class ListAccess(Base):
    """An officer has gone through lists of people that are not his own work: one row a day, officer and kind, counted.

    `list`: one beyond his own desk; `search`: found by words; `export`: taken away as a file. `ground` as at the first.
    """

    __tablename__ = "list_access"

    officer_id: Mapped[str] = mapped_column(ForeignKey("officer.id"), primary_key=True)
    seen_on: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    ground: Mapped[str] = mapped_column(String(20))
    times: Mapped[int] = mapped_column(default=0)
    first_at: Mapped[datetime] = mapped_column(Instant)
    last_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        one_of("kind", LISTS, "kind"),
        one_of("ground", GROUNDS, "ground"),
        Index("ix_list_access_seen_on", "seen_on"),
    )
