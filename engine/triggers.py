"""Rows for what one event outside sets going in many places: who waits for a signal, and where processes begin."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from engine.tables import new_id
from ground.database import Base, Instant


class Listener(Base):
    """A signal one token waits for."""

    __tablename__ = "listener"
    __table_args__ = (
        UniqueConstraint("instance_id", "token"),
        Index("ix_listener_signal", "signal", "id"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    instance_id: Mapped[str] = mapped_column(ForeignKey("instance.id"))
    token: Mapped[str] = mapped_column(String(32))
    element: Mapped[str] = mapped_column(String(200))
    signal: Mapped[str] = mapped_column(String(100))
    opened_at: Mapped[datetime] = mapped_column(Instant)


class Entrance(Base):
    """A start event of an approved version at which something outside begins a run: a timer, a message or a signal.

    `name` is that of the message or signal; `due_at` when the timer fires next (none: never again), `left` and
    `interval` how it goes on then, as in a token's due. The rows go when their version is retired.
    """

    __tablename__ = "entrance"
    __table_args__ = (
        CheckConstraint("kind IN ('timer', 'message', 'signal')", "kind"),
        CheckConstraint("due_at IS NULL OR kind = 'timer'", "timer_has_due"),
        UniqueConstraint("definition_id", "process", "element"),
        Index("ix_entrance_name", "kind", "name"),
        Index("ix_entrance_due", "due_at", sqlite_where=text("due_at IS NOT NULL"),
              postgresql_where=text("due_at IS NOT NULL")),
    )  # fmt: skip

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    definition_id: Mapped[str] = mapped_column(ForeignKey("definition.id"))
    process: Mapped[str] = mapped_column(String(64))
    element: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(100), default="")
    due_at: Mapped[datetime | None] = mapped_column(Instant)
    left: Mapped[int] = mapped_column(default=0)
    interval: Mapped[str] = mapped_column(Text, default="")
