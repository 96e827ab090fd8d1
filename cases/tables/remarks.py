"""What officers write beside the steps: drafts of a form not sent yet, and notes about a dossier."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from cases.tables.parts import new_id, one_of
from ground.database import Base, Instant


class TaskDraft(Base):
    """What one officer has typed into the form of one step and not sent yet; gone when the step is completed."""

    __tablename__ = "task_draft"

    task_id: Mapped[str] = mapped_column(ForeignKey("task.id"), primary_key=True)
    officer_id: Mapped[str] = mapped_column(ForeignKey("officer.id"), primary_key=True)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(Instant)


class Note(Base):
    """A note about a dossier, never changed. `audience`: `internal` for officers only, `applicant` for both."""

    __tablename__ = "note"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossier.id"))
    audience: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text)
    written_by: Mapped[str] = mapped_column(String(100))
    written_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        one_of("audience", ("internal", "applicant"), "audience"),
        CheckConstraint("words <> ''", name="has_words"),
        Index("ix_note_dossier", "dossier_id", "audience", "written_at"),
    )
