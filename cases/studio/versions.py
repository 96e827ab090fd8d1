"""The saved states of a draft as a list."""

from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.tables import Design, DesignVersion, Officer
from ground.clock import VIETNAM

MOST = 200


@dataclass(frozen=True, slots=True)
class SavedLine:
    """One saved state; `changed` are the files that differ from the one before."""

    number: int
    saved_at: str
    saved_by: str
    note: str
    changed: tuple[str, ...]


def versions_of(session: Session, design: Design) -> list[SavedLine]:
    """The newest states first."""
    rows = session.execute(
        select(DesignVersion, Officer.full_name)
        .outerjoin(Officer, Officer.name == DesignVersion.saved_by)
        .where(DesignVersion.design_id == design.id)
        .order_by(DesignVersion.number.desc())
        .limit(MOST)
    ).all()
    before = {row[0].number: earlier[0].files for row, earlier in pairwise(rows)}
    return [
        SavedLine(
            row.number, row.saved_at.astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M:%S"), name or row.saved_by, row.note,
            tuple(sorted(file for file, digest in row.files.items() if before.get(row.number, {}).get(file) != digest)),
        )
        for row, name in rows
    ]  # fmt: skip
