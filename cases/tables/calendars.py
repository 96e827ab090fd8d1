"""Working time as it was decided: each decision a row that is never changed, each calendar that came of it whole."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from cases.tables.parts import new_id, one_of
from ground.database import Base, Instant

DECIDED = ("holiday", "substitute", "swap_off", "swap_work", "closure", "usual", "week")


class CalendarDecision(Base):
    """A day that is not like its weekday, one that is so again (`usual`), or other hours of the week from a day on.

    It holds for `unit_id` and every unit below; without one for the whole house. `hours` are the spans worked: of the
    day, or of the seven days of a week. `reference` names the decision by which open dossiers were given a later date;
    empty where only the applicants gained.
    """

    __tablename__ = "calendar_decision"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"))
    day_on: Mapped[date] = mapped_column()
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(300))
    hours: Mapped[list[Any]] = mapped_column(JSON, default=list)
    basis: Mapped[str] = mapped_column(String(300))
    reference: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    decided_on: Mapped[date] = mapped_column()
    decided_by: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (one_of("kind", DECIDED, "kind"), Index("ix_calendar_decision_unit", "unit_id", "at"))


class CalendarVersion(Base):
    """The whole working time of units at one moment, under the key that units and dossiers carry; never changed.

    A dossier keeps the version its date was counted by. `base` is the shipped calendar it was made from.
    """

    __tablename__ = "calendar_version"

    key: Mapped[str] = mapped_column(String(50), primary_key=True)
    base: Mapped[str] = mapped_column(String(50))
    page: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(Instant)
