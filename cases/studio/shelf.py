"""What stands on the studio's shelf: drafts, versions that wait for a second person, procedures with their versions."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cases.studio.designs import open_designs
from cases.tables import Design, Dossier, Officer
from engine.tables import Definition
from ground.clock import Clock, today


@dataclass(frozen=True, slots=True)
class DesignLine:
    """A draft as the list shows it; `holder` is the full name of who writes it now."""

    id: str
    slug: str
    name: str
    number: int
    changed_at: datetime
    changed_by: str
    holder: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A stored version: waiting, in force, to come, or of the past; `dossiers` run on it and are not finished."""

    id: str
    slug: str
    name: str
    version: int
    state: str
    deployed_at: datetime
    deployed_by: str
    valid_from: date | None
    valid_to: date | None
    reference: str
    dossiers: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """The whole first page."""

    designs: tuple[DesignLine, ...]
    waiting: tuple[VersionLine, ...]
    in_force: tuple[VersionLine, ...]


def shelf_of(session: Session, clock: Clock) -> Shelf:
    """Everything there is, newest first, procedures by name."""
    names = {row[0]: row[1] for row in session.execute(select(Officer.name, Officer.full_name))}
    now = clock.now()
    drafts = tuple(_draft(row, names, now) for row in open_designs(session))
    versions = session.scalars(select(Definition).order_by(Definition.name, Definition.version.desc())).all()
    running = _running(session)
    lines = [_version(row, names, running.get(row.id, 0)) for row in versions if not row.key.startswith("sub_")]
    day = today(clock)
    return Shelf(
        drafts,
        tuple(line for line in lines if line.state == "draft"),
        tuple(line for line in lines if line.state == "active" and (line.valid_to is None or line.valid_to >= day)),
    )


def _running(session: Session) -> dict[str, int]:
    """How many dossiers run on each version."""
    # What is closed runs nowhere: it is named so that an index of the open ones is enough.
    running = (Dossier.closed_at.is_(None), Dossier.state.not_in(("returned", "refused", "stopped", "withdrawn")))
    counted = select(Dossier.definition_id, func.count()).where(*running).group_by(Dossier.definition_id)
    return {row[0]: row[1] for row in session.execute(counted)}


def _draft(row: Design, names: dict[str, str], now: datetime) -> DesignLine:
    held = row.held_until is not None and row.held_until > now
    return DesignLine(
        row.id, row.slug, row.name, row.number, row.changed_at, names.get(row.changed_by, row.changed_by),
        names.get(row.holder, row.holder) if held else "", row.based_on is None,
    )  # fmt: skip


def _version(row: Definition, names: dict[str, str], dossiers: int) -> VersionLine:
    return VersionLine(
        row.id, row.key, row.name, row.version, row.state, row.deployed_at, names.get(row.deployed_by, row.deployed_by),
        row.valid_from_on, row.valid_to_on, row.approval_reference, dossiers,
    )  # fmt: skip
