"""Who has seen whose data: for those who supervise a unit or look after its house. It shows nothing of the data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import Session

from cases.people import ADMINISTRATOR, SUPERVISOR, DossierNotFound, reach_of, require_role
from cases.queries.lately import of_units
from cases.queries.paging import MOST, cursor_of, read_cursor
from cases.tables import Access, Dossier, ListAccess, Officer, Unit
from engine.queries import told
from engine.tables import Entry
from ground.clock import Clock

WATCHERS = (SUPERVISOR, ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class AccessLine:
    """A look: `ground` as in `tables.accesses.GROUNDS`, or `reveal` with the `purpose` that was given."""

    code: str
    procedure_name: str
    officer: str
    full_name: str
    unit: str
    seen_at: datetime
    ground: str
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class AccessSearch:
    """Which looks: of a dossier, by an officer (log-in name), in these days; from a cursor on."""

    code: str = ""
    officer: str = ""
    since_on: date | None = None
    until_on: date | None = None
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class AccessPage:
    """A page of looks, newest first; `next` is the cursor of the following one."""

    rows: tuple[AccessLine, ...]
    next: str = ""


def accesses(
    session: Session, clock: Clock, officer: Officer, wanted: AccessSearch, limit: int = MOST
) -> AccessPage:  # fmt: skip
    """Looks at dossiers of the units the officer watches. Raises `RoleMissing`, `CursorNotReadable`."""
    require_role(session, clock, officer, *WATCHERS)
    rows = session.execute(
        select(Access, Dossier.code, Dossier.procedure_name, Officer, Unit.name)
        .join(Dossier, Dossier.id == Access.dossier_id)
        .join(Officer, Officer.id == Access.officer_id)
        .join(Unit, Unit.id == Officer.unit_id)
        .where(_watched(session, clock, officer), *_wanted(wanted))
        .order_by(Access.seen_at.desc(), Access.dossier_id.desc())
        .limit(limit + 1)
    ).all()
    lines = tuple(
        AccessLine(code, procedure, who.name, who.full_name, unit, access.seen_at, access.ground)
        for access, code, procedure, who, unit in rows[:limit]
    )
    last = rows[limit - 1][0] if len(rows) > limit else None
    return AccessPage(lines, cursor_of(last.seen_at, last.dossier_id) if last else "")


def accesses_of(session: Session, clock: Clock, officer: Officer, code: str) -> tuple[AccessLine, ...]:
    """Everybody who has seen one dossier and every number shown in full, newest first. Raises `DossierNotFound`."""
    found = select(Dossier).where(Dossier.code == code, _watched(session, clock, officer))
    dossier = session.scalar(found)
    if dossier is None:
        raise DossierNotFound(code=code)
    looks = accesses(session, clock, officer, AccessSearch(code=code)).rows
    shown = _reveals(session, dossier)
    return tuple(sorted((*looks, *shown), key=lambda line: line.seen_at, reverse=True))


@dataclass(frozen=True, slots=True)
class ListLine:
    """How often an officer went through lists on one day; `kind` as in `tables.accesses.LISTS`."""

    seen_on: date
    officer: str
    full_name: str
    unit: str
    kind: str
    ground: str
    times: int
    last_at: datetime


def list_accesses(
    session: Session, clock: Clock, officer: Officer, wanted: AccessSearch, limit: int = MOST
) -> tuple[ListLine, ...]:  # fmt: skip
    """Lists gone through by officers of the units somebody watches, the newest day first and on it the most often.

    Raises `RoleMissing`.
    """
    require_role(session, clock, officer, *WATCHERS)
    asked: list[ColumnElement[bool]] = [Officer.unit_id.in_(_units(session, clock, officer))]
    if wanted.officer:
        asked.append(Officer.name == wanted.officer)
    if wanted.since_on:
        asked.append(ListAccess.seen_on >= wanted.since_on)
    if wanted.until_on:
        asked.append(ListAccess.seen_on <= wanted.until_on)
    rows = session.execute(
        select(ListAccess, Officer.name, Officer.full_name, Unit.name)
        .join(Officer, Officer.id == ListAccess.officer_id)
        .join(Unit, Unit.id == Officer.unit_id)
        .where(*asked)
        .order_by(ListAccess.seen_on.desc(), ListAccess.times.desc(), Officer.name, ListAccess.kind)
        .limit(limit)
    )
    return tuple(
        ListLine(row.seen_on, name, full_name, unit, row.kind, row.ground, row.times, row.last_at)
        for row, name, full_name, unit in rows
    )


def may_watch(session: Session, clock: Clock, officer: Officer) -> bool:
    """Whether somebody may ask who has looked."""
    return bool(_units(session, clock, officer))


def _units(session: Session, clock: Clock, officer: Officer) -> frozenset[str]:
    reach = reach_of(session, officer, clock)
    return frozenset().union(*(reach.units(role) for role in WATCHERS))


def _watched(session: Session, clock: Clock, officer: Officer) -> ColumnElement[bool]:
    return of_units(_units(session, clock, officer))


def _wanted(wanted: AccessSearch) -> Sequence[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = [true()]
    if wanted.code:
        asked.append(Dossier.code == wanted.code)
    if wanted.officer:
        asked.append(Officer.name == wanted.officer)
    if wanted.since_on:
        asked.append(Access.seen_on >= wanted.since_on)
    if wanted.until_on:
        asked.append(Access.seen_on <= wanted.until_on)
    if wanted.cursor:
        at, dossier_id = read_cursor(wanted.cursor)
        asked.append(or_(Access.seen_at < at, and_(Access.seen_at == at, Access.dossier_id < dossier_id)))
    return asked


def _reveals(session: Session, dossier: Dossier) -> list[AccessLine]:
    entries = list(told(session, Entry.chain == dossier.instance_id, Entry.name == "personal_data_viewed"))
    known = select(Officer.name, Officer.full_name, Unit.name).join(Unit, Unit.id == Officer.unit_id)
    actors = {entry.actor for entry in entries}
    people = {name: (full, unit) for name, full, unit in session.execute(known.where(Officer.name.in_(actors)))}
    return [
        AccessLine(
            dossier.code, dossier.procedure_name, entry.actor, *people.get(entry.actor, (entry.actor, "")), entry.at,
            "reveal", str((entry.payload or {}).get("purpose", "")),
        )
        for entry in entries
    ]  # fmt: skip
