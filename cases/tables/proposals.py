"""What is proposed about an approved version: back into force, or out of it; one asks, a second person decides."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from cases.tables.parts import new_id, one_of, when
from ground.database import Base, Instant


class VersionProposal(Base):
    """Bring a version back into force from `on_day` (`act` bring_back), or let it be good until then (retire).

    `reference` numbers the decision, `reason` says why. `state`: open, carried_out, or declined (by a second person, or
    by whoever asked). One is open at a time for a version.
    """

    __tablename__ = "version_proposal"
    __table_args__ = (
        one_of("act", ("bring_back", "retire"), "act"),
        one_of("state", ("open", "carried_out", "declined"), "state"),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", "open_undecided"),
        CheckConstraint("reason <> ''", "has_reason"),
        Index("ux_version_proposal_open", "definition_id", unique=True, **when("state = 'open'")),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    definition_id: Mapped[str] = mapped_column(ForeignKey("definition.id"), index=True)
    act: Mapped[str] = mapped_column(String(20))
    on_day: Mapped[date] = mapped_column(Date)
    reference: Mapped[str] = mapped_column(String(200), default="")
    reason: Mapped[str] = mapped_column(Text)
    asked_by: Mapped[str] = mapped_column(String(64))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    state: Mapped[str] = mapped_column(String(20), default="open")
    decided_by: Mapped[str] = mapped_column(String(64), default="")
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
