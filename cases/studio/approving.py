"""A stored version as whoever approves it sees it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.bundle import BundleNotReadable
from cases.procedure import procedure_of
from cases.sheet import Sheet
from cases.studio.judging import Judgement, judge
from cases.tables import Officer
from engine.definitions import DRAWING, files_of
from engine.layout import pictured
from engine.tables import Definition
from ground.errors import NotFound


@dataclass(frozen=True, slots=True)
class WaitingVersion:
    """A version with what the rules say of it; `sheet` is None for a bare drawing."""

    id: str
    slug: str
    name: str
    version: int
    state: str
    deployed_at: datetime
    deployed_by: str
    deployed_by_name: str
    approved_by: str
    valid_from: date | None
    valid_to: date | None
    reference: str
    digest: str
    sheet: Sheet | None
    judgement: Judgement
    files: tuple[str, ...]


def waiting_version(session: Session, definition_id: str) -> WaitingVersion:
    """The version. Raises `NotFound`."""
    row = session.get(Definition, definition_id)
    if row is None:
        raise NotFound
    files = files_of(session, definition_id)
    try:
        sheet = procedure_of(session, definition_id).sheet
    except BundleNotReadable:  # a bare drawing has no sheet
        sheet = None
    return WaitingVersion(
        row.id, row.key, sheet.name if sheet else row.name, row.version, row.state, row.deployed_at, row.deployed_by,
        _full_name(session, row.deployed_by), _full_name(session, row.approved_by or ""), row.valid_from_on,
        row.valid_to_on, row.approval_reference, row.digest, sheet, judge(session, files), tuple(sorted(files)),
    )  # fmt: skip


def _full_name(session: Session, name: str) -> str:
    return session.scalar(select(Officer.full_name).where(Officer.name == name)) or name


def bytes_of_drawing(session: Session, definition_id: str) -> bytes:
    """The main drawing of a version, laid out where it came without a picture. Raises `NotFound`."""
    row = session.get(Definition, definition_id)
    name = f"{row.key}{DRAWING}" if row is not None else ""
    content = files_of(session, definition_id).get(name)
    if content is None:
        raise NotFound
    return pictured(content, name)
