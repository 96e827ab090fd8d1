"""The list of dossiers that go to the archive together: proposed by a clerk, taken over or sent back by the archive.

Circular 13/2023/TT-BNV art. 5 (hand-over of electronic dossiers), Law on Archives 33/2024/QH15. Nothing is destroyed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cases.editions import packs_in_force
from cases.holds import CLERK, KEEPER, held_among
from cases.law import hold
from cases.people import RoleMissing, dossier_for, reach_of, require_in
from cases.procedure import procedure_of
from cases.retentionrules import Retention
from cases.rulepacks import RulePack
from cases.slips import order_archive_list
from cases.tables import (
    ArchiveLine,
    ArchiveList,
    Dossier,
    LegalHold,
    Officer,
    PaperFile,
    Person,
    Result,
    Slip,
    Unit,
    new_id,
)
from engine import journal
from ground.clock import VIETNAM, Clock, today
from ground.errors import Conflict, Forbidden, Invalid, NotFound

MOST = 500
LIMIT_REMARK = 1000


class ListNotPossible(Invalid):
    """This list cannot be made: {reason}."""

    code = "list_not_possible"


class ArchiveListNotFound(NotFound):
    """There is no such list that you may see."""

    code = "archive_list_not_found"


class ArchiveListDecided(Conflict):
    """The list {number} was decided about already."""

    code = "archive_list_decided"


class OwnArchiveList(Forbidden):
    """Whoever made the list does not take it over. Ask somebody else of the archive."""

    code = "own_archive_list"


class ArchiveRemarkMissing(Invalid):
    """Say why the list is sent back."""

    code = "archive_remark_missing"


class DossierHeld(Conflict):
    """The dossier {code} is held on a ground of the law: it is not handed over. Lift the hold, or leave it out."""

    code = "dossier_held"


@dataclass(frozen=True, slots=True)
class DueLine:
    """A closed dossier that is not on its way to the archive yet."""

    code: str
    title: str
    state: str
    closed_on: date
    hand_over_by: date
    retention: Retention
    keep_until: date | None
    held: LegalHold | None
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """How long a closed dossier is kept, until when it goes to the archive, and the list it is on."""

    procedure_name: str
    closed_on: date
    retention: Retention
    keep_until: date | None
    hand_over_by: date
    on_list: ArchiveList | None


@dataclass(frozen=True, slots=True)
class ListLine:
    """A list with its unit and how many dossiers it has."""

    row: ArchiveList
    unit: Unit
    count: int
    is_printed: bool


def units_of(session: Session, clock: Clock, officer: Officer) -> Sequence[Unit]:
    """The units whose archive the officer keeps or whose registry he is. Raises `RoleMissing`."""
    reach = reach_of(session, officer, clock)
    units = reach.units(CLERK) | reach.units(KEEPER)
    if not units:
        raise RoleMissing(role=CLERK)
    return session.scalars(select(Unit).where(Unit.id.in_(units)).order_by(Unit.code)).all()


def unit_for(session: Session, clock: Clock, officer: Officer, code: str = "") -> Unit:
    """One of these units by its code; the uppermost where none is named. Raises `ArchiveListNotFound`."""
    units = units_of(session, clock, officer)
    if code:
        found = next((unit for unit in units if unit.code == code), None)
        if found is None:
            raise ArchiveListNotFound
        return found
    return units[0]


def may(session: Session, clock: Clock, officer: Officer, role: str, unit_id: str) -> bool:
    """Whether the officer holds this role in this unit."""
    return unit_id in reach_of(session, officer, clock).units(role)


def unit_of(session: Session, row: ArchiveList) -> Unit:
    """Whose list it is."""
    return session.get_one(Unit, row.unit_id)


def kept_of(session: Session, clock: Clock, officer: Officer, code: str) -> Kept | None:
    """How long a dossier is kept and on which list it is; None while it is open. Raises `DossierNotFound`."""
    dossier = dossier_for(session, officer, code, clock)
    if dossier.closed_at is None:
        return None
    on_list = session.scalar(
        select(ArchiveList)
        .join(ArchiveLine, ArchiveLine.list_id == ArchiveList.id)
        .where(ArchiveLine.dossier_id == dossier.id, ArchiveLine.is_live.is_(True))
    )
    return Kept(dossier.procedure_name, *retention_of(session, dossier), on_list)


def due(session: Session, clock: Clock, officer: Officer, unit: Unit, year: int) -> tuple[DueLine, ...]:
    """The dossiers this unit received and closed in a year that are on no list, the oldest first; at most 500."""
    rows = session.execute(
        select(Dossier, Person.full_name)
        .join(Person, Person.id == Dossier.person_id)
        .outerjoin(ArchiveLine, (ArchiveLine.dossier_id == Dossier.id) & ArchiveLine.is_live.is_(True))
        .where(
            Dossier.unit_id == unit.id, Dossier.closed_at >= _begins(year), Dossier.closed_at < _begins(year + 1),
            ArchiveLine.id.is_(None),
        )
        .order_by(Dossier.closed_at, Dossier.id)
        .limit(MOST)
    ).all()  # fmt: skip
    holds = held_among(session, (dossier.id for dossier, _ in rows))
    now, in_force = today(clock), packs_in_force(session)
    kept = ((dossier, name, retention_of(session, dossier, in_force)) for dossier, name in rows)
    return tuple(
        DueLine(
            dossier.code, f"{dossier.procedure_name} – {name}", dossier.state, closed_on, by, retention, until,
            holds.get(dossier.id), by < now,
        )
        for dossier, name, (closed_on, retention, until, by) in kept
    )  # fmt: skip


def retention_of(
    session: Session, dossier: Dossier, in_force: Callable[[date], RulePack] | None = None
) -> tuple[date, Retention, date | None, date]:  # fmt: skip
    """Of a closed dossier: when it was closed, how long it is kept, until when, and when it goes to the archive.

    By the rules in force on the day of its closing; for many dossiers, `in_force` was read once.
    """
    assert dossier.closed_at is not None
    closed_on = dossier.closed_at.astimezone(VIETNAM).date()
    rules = (in_force or packs_in_force(session))(closed_on).retention
    code = procedure_of(session, dossier.definition_id).sheet.code
    return closed_on, rules.of(code), rules.keep_until(code, closed_on), rules.hand_over_by(closed_on)


def years_of(session: Session, unit: Unit, clock: Clock) -> tuple[int, ...]:
    """The years in which this unit closed dossiers, the newest first; this year at least."""
    # Each by itself is one look into the index; asked for together they go through all of it.
    of_unit = (Dossier.unit_id == unit.id, Dossier.closed_at.is_not(None))
    first, last = (session.scalar(select(each(Dossier.closed_at)).where(*of_unit)) for each in (func.min, func.max))
    this = today(clock).year
    years = {this, *(range(_year(first), _year(last) + 1) if first and last else ())}
    return tuple(sorted(years, reverse=True))


def propose(
    session: Session, clock: Clock, officer: Officer, unit: Unit, year: int, codes: Sequence[str]
) -> ArchiveList:  # fmt: skip
    """Put dossiers on a list for the archive, numbered and ordered to be printed.

    Raises `RoleMissing`, `DossierNotFound`, `ListNotPossible`, `DossierHeld`.
    """
    require_in(session, clock, officer, CLERK, unit.id)
    if not codes or len(codes) > MOST or len(set(codes)) < len(codes):
        raise ListNotPossible(reason="name each dossier once, 500 at most")
    found = sorted((dossier_for(session, officer, code, clock) for code in codes), key=lambda each: each.instance_id)
    for dossier in found:
        hold(session, dossier)
    _require_fit(session, found, unit, year)
    list_id = new_id()
    slip = order_archive_list(session, clock, officer, unit, {"year": year, "list": list_id})
    row = ArchiveList(
        id=list_id, unit_id=unit.id, year=year, slip_id=slip.id, number=slip.number, made_by=officer.name,
        made_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    ordered = sorted(found, key=lambda each: (each.closed_at or each.submitted_at, each.code))
    session.add_all(_line(session, row, unit, ordinal, dossier) for ordinal, dossier in enumerate(ordered, 1))
    for dossier in found:
        facts = {"list": row.number, "unit": unit.code, "year": year}
        journal.append(session, clock, dossier.instance_id, "archive_listed", dossier.code, officer.name, facts)
    session.flush()
    return row


def _require_fit(session: Session, found: Sequence[Dossier], unit: Unit, year: int) -> None:
    holds = held_among(session, (dossier.id for dossier in found))
    wanted = select(ArchiveLine.dossier_id).where(
        ArchiveLine.dossier_id.in_([dossier.id for dossier in found]), ArchiveLine.is_live.is_(True)
    )
    listed = set(session.scalars(wanted))
    for dossier in found:
        if dossier.id in holds:
            raise DossierHeld(code=dossier.code)
        is_closed = dossier.closed_at is not None and _year(dossier.closed_at) == year
        if dossier.unit_id != unit.id or not is_closed or dossier.id in listed:
            raise ListNotPossible(reason=f"{dossier.code}")


def _line(session: Session, row: ArchiveList, unit: Unit, ordinal: int, dossier: Dossier) -> ArchiveLine:
    closed_on, retention, until, _ = retention_of(session, dossier)
    person = session.get_one(Person, dossier.person_id)
    return ArchiveLine(
        list_id=row.id, dossier_id=dossier.id, ordinal=ordinal, file_code=file_code_of(unit, dossier),
        title=f"{dossier.procedure_name} – {person.full_name}"[:900], closed_on=closed_on,
        kept_for=retention.kept_for, basis=retention.basis[:300], keep_until_on=until,
        papers=_papers(session, dossier),
    )  # fmt: skip


def file_code_of(unit: Unit, dossier: Dossier) -> str:
    """The code of a dossier in the archive: agency, year, its own."""
    return f"{unit.code}.{_year(dossier.submitted_at)}.{dossier.code}"


def _papers(session: Session, dossier: Dossier) -> int:
    """How many documents its package has."""
    counts = (
        select(func.count()).where(Slip.dossier_id == dossier.id, Slip.digest.is_not(None)),
        select(func.count()).where(Result.dossier_id == dossier.id),
        select(func.count()).where(PaperFile.dossier_id == dossier.id, PaperFile.removed_at.is_(None)),
    )
    return sum(session.scalar(count) or 0 for count in counts)


def decide(
    session: Session, clock: Clock, officer: Officer, list_id: str, is_accepted: bool, remark: str = ""
) -> ArchiveList:  # fmt: skip
    """The archive takes a list over, or sends it back with a reason: then its dossiers may be listed again.

    Raises `ArchiveListNotFound`, `RoleMissing`, `OwnArchiveList`, `ArchiveListDecided`, `ArchiveRemarkMissing`,
    `DossierHeld`.
    """
    list_for(session, clock, officer, list_id)
    dossiers = _dossiers(session, list_id)
    for dossier in dossiers:
        hold(session, dossier)
    row = session.scalars(select(ArchiveList).where(ArchiveList.id == list_id).with_for_update()).one()
    words = " ".join(remark.split())[:LIMIT_REMARK]
    _require_decidable(session, clock, officer, row)
    if not is_accepted and not words:
        raise ArchiveRemarkMissing
    holds = held_among(session, (dossier.id for dossier in dossiers)) if is_accepted else {}
    for dossier in dossiers:
        if dossier.id in holds:
            raise DossierHeld(code=dossier.code)
    row.state, row.remark = "accepted" if is_accepted else "returned", words
    row.decided_by, row.decided_at = officer.name, clock.now()
    if not is_accepted:
        for line in session.scalars(select(ArchiveLine).where(ArchiveLine.list_id == row.id)):
            line.is_live = False
    for dossier in dossiers:
        facts = {"list": row.number, "remark": words}
        journal.append(
            session, clock, dossier.instance_id, f"archive_{row.state}", dossier.code, officer.name, facts
        )  # fmt: skip
    session.flush()
    return row


def _require_decidable(session: Session, clock: Clock, officer: Officer, row: ArchiveList) -> None:
    require_in(session, clock, officer, KEEPER, row.unit_id)
    if row.made_by == officer.name:
        raise OwnArchiveList
    if row.state != "proposed":
        raise ArchiveListDecided(number=row.number)


def _dossiers(session: Session, list_id: str) -> Sequence[Dossier]:
    return session.scalars(
        select(Dossier)
        .join(ArchiveLine, ArchiveLine.dossier_id == Dossier.id)
        .where(ArchiveLine.list_id == list_id)
        .order_by(Dossier.instance_id)
    ).all()


def list_for(session: Session, clock: Clock, officer: Officer, list_id: str) -> ArchiveList:
    """A list of one of the officer's units. Raises `ArchiveListNotFound`."""
    row, reach = session.get(ArchiveList, list_id), reach_of(session, officer, clock)
    if row is None or row.unit_id not in reach.units(CLERK) | reach.units(KEEPER):
        raise ArchiveListNotFound
    return row


def lists(session: Session, clock: Clock, officer: Officer, unit: Unit, year: int) -> tuple[ListLine, ...]:
    """The lists of a unit and year, the newest first."""
    counted = session.execute(select(ArchiveLine.list_id, func.count()).group_by(ArchiveLine.list_id))
    counts: dict[str, int] = dict(counted.all())
    wanted = (
        select(ArchiveList, Slip.digest)
        .join(Slip, Slip.id == ArchiveList.slip_id)
        .where(ArchiveList.unit_id == unit.id, ArchiveList.year == year)
        .order_by(ArchiveList.made_at.desc(), ArchiveList.id)
    )
    return tuple(
        ListLine(row, unit, counts.get(row.id, 0), digest is not None) for row, digest in session.execute(wanted)
    )


def lines_of(session: Session, list_id: str) -> Sequence[tuple[ArchiveLine, str]]:
    """The lines of a list with the codes of their dossiers, in order."""
    wanted = (
        select(ArchiveLine, Dossier.code)
        .join(Dossier, Dossier.id == ArchiveLine.dossier_id)
        .where(ArchiveLine.list_id == list_id)
        .order_by(ArchiveLine.ordinal)
    )
    return [(line, code) for line, code in session.execute(wanted)]


def held_of_list(session: Session, list_id: str) -> Mapping[str, LegalHold]:
    """By dossier id, the holds that stand in the way of a list."""
    return held_among(session, (dossier.id for dossier in _dossiers(session, list_id)))


def _begins(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=VIETNAM)


def _year(at: datetime) -> int:
    return at.astimezone(VIETNAM).year
