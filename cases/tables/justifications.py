"""What supervisors ask of officers whose steps are late, and what these answer."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from cases.tables.parts import new_id, one_of, when
from ground.database import Base, Instant


class Justification(Base):
    """Why a step was late, asked of its officer and answered by him. `state`: asked, answered, or accepted; an answer
    that is not accepted puts it back to asked, and `turns` counts how often he was asked.
    """

    __tablename__ = "justification"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossier.id"), index=True)
    task_id: Mapped[str] = mapped_column(ForeignKey("step_term.task_id"))
    step: Mapped[str] = mapped_column(String(500))
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"))
    of: Mapped[str] = mapped_column(String(100))
    asked_by: Mapped[str] = mapped_column(String(100))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    question: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    settled_at: Mapped[datetime | None] = mapped_column(Instant)
    state: Mapped[str] = mapped_column(String(20), default="asked")
    turns: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        one_of("state", ("asked", "answered", "accepted"), "state"),
        CheckConstraint("state = 'asked' OR answer <> ''", name="answered_has_words"),
        CheckConstraint("(state = 'accepted') = (settled_at IS NOT NULL)", name="accepted_has_instant"),
        Index("ix_justification_of", "of", "state", "asked_at"),
        Index("ix_justification_unit", "unit_id", "state", "asked_at"),
        Index("ux_justification_open", "task_id", unique=True, **when("state <> 'accepted'")),
    )
