"""What happens around a dossier at the counter and after it: tickets of the queue, payments, ratings."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cases.tables.parts import new_id, one_of
from ground.database import Base, Instant


class Ticket(Base):
    """A number in the queue of a one-stop department: when it was taken, first called, last called (`announced_at`) and
    served; `left_at` when nobody had come for it.
    """

    __tablename__ = "ticket"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"))
    day_on: Mapped[date] = mapped_column()
    number: Mapped[int] = mapped_column()
    taken_at: Mapped[datetime] = mapped_column(Instant)
    called_at: Mapped[datetime | None] = mapped_column(Instant)
    announced_at: Mapped[datetime | None] = mapped_column(Instant)
    called_by: Mapped[str] = mapped_column(String(100), default="")
    place: Mapped[str] = mapped_column(String(30), default="")
    served_at: Mapped[datetime | None] = mapped_column(Instant)
    left_at: Mapped[datetime | None] = mapped_column(Instant)
    dossier_id: Mapped[str | None] = mapped_column(ForeignKey("dossier.id"))

    __table_args__ = (
        UniqueConstraint("unit_id", "day_on", "number"),
        CheckConstraint("served_at IS NULL OR called_at IS NOT NULL", name="called_before_served"),
    )


class Payment(Base):
    """Money taken for a dossier, in whole dong; `refunded_at` when it was given back."""

    __tablename__ = "payment"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossier.id"), index=True)
    amount: Mapped[int] = mapped_column()
    way: Mapped[str] = mapped_column(String(20))
    receipt_number: Mapped[str] = mapped_column(String(50))
    taken_by: Mapped[str] = mapped_column(String(100))
    paid_at: Mapped[datetime] = mapped_column(Instant)
    refunded_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        UniqueConstraint("receipt_number"),
        one_of("way", ("cash", "card", "transfer", "online"), "way"),
        CheckConstraint("amount > 0", name="amount"),
    )


class Rating(Base):
    """What the applicant thinks of how the dossier was handled: said once, never changed."""

    __tablename__ = "rating"

    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossier.id"), primary_key=True)
    level: Mapped[str] = mapped_column(String(20))
    remark: Mapped[str] = mapped_column(Text, default="")
    channel: Mapped[str] = mapped_column(String(20))
    rated_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        one_of("level", ("very_satisfied", "satisfied", "unsatisfied"), "level"),
        one_of("channel", ("counter", "online"), "channel"),
    )
