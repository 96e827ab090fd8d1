"""Papers drawn to be looked at, and what was found of the signatures of files: each finding stays."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from cases.tables.parts import new_id
from ground.database import Base, Instant


class PaperTrial(Base):
    """A template drawn with example values by a job: `slug` and `template` name it, `changes` are values set by hand.

    `digest` once it is drawn, `fault` where it could not be. Kept for a day.
    """

    __tablename__ = "paper_trial"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(String(100))
    template: Mapped[str] = mapped_column(String(100))
    changes: Mapped[dict[str, str]] = mapped_column(JSON)
    ordered_by: Mapped[str] = mapped_column(String(100))
    ordered_at: Mapped[datetime] = mapped_column(Instant, index=True)
    digest: Mapped[str | None] = mapped_column(String(64))
    fault: Mapped[str] = mapped_column(Text, default="")


class FileVerdict(Base):
    """What was found of a file's signatures at an instant; a later one stands beside it, the newest counts.

    `account_name` is who handed the file in, `signer_is` whether one of the certificates is his: same, other, or none
    where there is no signature. `signatures`: of each one who, when and what holds.
    """

    __tablename__ = "file_verdict"
    __table_args__ = (CheckConstraint("signer_is IN ('same', 'other', 'none')", "signer_is"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    file_id: Mapped[str] = mapped_column(ForeignKey("paper_file.id"), index=True)
    finding: Mapped[str] = mapped_column(String(20))
    signatures: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    changed_after: Mapped[bool]
    account: Mapped[str] = mapped_column(String(100))
    account_name: Mapped[str] = mapped_column(String(200))
    signer_is: Mapped[str] = mapped_column(String(10))
    judged_at: Mapped[datetime] = mapped_column(Instant)
    judged_by: Mapped[str] = mapped_column(String(100))
