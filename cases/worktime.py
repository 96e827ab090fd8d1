"""Working time is decided: seen first with every date it would move, then put into force, in the applicants' favour.

A decision that gives open dossiers a later date does so only by its own name, and that is in the journal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from cases import notices
from cases.calendar import Calendar
from cases.calendars import Change, page_of
from cases.law import calendar_of_key, hold
from cases.moves import redate
from cases.people import ADMINISTRATOR, require_role
from cases.shifts import Outlook, Shift, outlook
from cases.tables import CalendarDecision, CalendarVersion, Dossier, Officer, Unit
from engine import journal
from ground.canonical import canonical, digest
from ground.clock import Clock
from ground.database import insert_if_absent
from ground.errors import Conflict, Invalid, NotFound

CHAIN = "calendar"


class CalendarUnitUnknown(NotFound):
    """There is no unit {unit}. Give the code of a unit, or none for the whole house."""

    code = "calendar_unit_unknown"


class DecisionWithoutBasis(Invalid):
    """A decision about working time needs a name and its legal basis. Write both."""

    code = "decision_without_basis"


class DossiersWouldMove(Conflict):
    """This decision would move the dates of {count} open dossiers. Look at the list first, then apply what you saw."""

    code = "dossiers_would_move"


@dataclass(frozen=True, slots=True)
class Decided:
    """What was put into force: the dates that moved, and those that stay because they would have come later."""

    moved: tuple[Shift, ...]
    stayed: tuple[Shift, ...]


def preview(session: Session, clock: Clock, officer: Officer, unit: str, change: Change) -> Outlook:
    """Every open dossier whose date this change would move; nothing is changed. `unit`: its code, or empty.

    Raises `RoleMissing`, `CalendarUnitUnknown`, `DecisionWithoutBasis`, `CalendarNotReadable`.
    """
    require_role(session, clock, officer, ADMINISTRATOR)
    return look_ahead(session, unit, change)


def look_ahead(session: Session, unit: str, change: Change) -> Outlook:
    """The same for who keeps the machine."""
    if not change.name.strip() or not change.basis.strip():
        raise DecisionWithoutBasis
    return outlook(session, _unit_id(session, unit), change)


def decide(
    session: Session, clock: Clock, officer: Officer, unit: str, change: Change, seen: str = "", reference: str = ""
) -> Decided:
    """Put a change into force. `seen` is the digest of the list that was looked at; `reference` names the decision by
    which dates that would come later move too. Without one they stay, and only the applicants' gain is applied.

    Raises what `preview` raises, and `DossiersWouldMove` when the list was not seen or is another one by now.
    """
    require_role(session, clock, officer, ADMINISTRATOR)
    return put_into_force(session, clock, officer.name, unit, change, seen, reference)


def put_into_force(
    session: Session, clock: Clock, by: str, unit: str, change: Change, seen: str, reference: str
) -> Decided:
    """The same for who keeps the machine."""
    for shift in look_ahead(session, unit, change).shifts:
        hold(session, session.get_one(Dossier, shift.dossier_id))
    ahead = look_ahead(session, unit, change)
    if ahead.digest != seen:
        raise DossiersWouldMove(count=len(ahead.shifts))
    keys = _store(session, clock, ahead)
    moved = tuple(shift for shift in ahead.shifts if shift.is_in_favour or reference.strip())
    stayed = tuple(shift for shift in ahead.shifts if shift not in moved)
    _record(session, clock, by, unit, change, reference.strip(), Decided(moved, stayed))
    for shift in moved:
        _redate(session, clock, shift, keys, change, reference.strip(), by)
    _take_over(session, ahead, keys)
    session.flush()
    return Decided(moved, stayed)


def calendar_of_unit(session: Session, unit: str = "") -> Calendar:
    """The working time of a unit as it stands, inherited where it has none of its own. Raises `CalendarUnitUnknown`."""
    at = session.get_one(Unit, unit_id) if (unit_id := _unit_id(session, unit)) else _root(session)
    while at is not None and not at.calendar and at.parent_id:
        at = session.get_one(Unit, at.parent_id)
    return calendar_of_key(session, at.calendar if at is not None else "")


def _root(session: Session) -> Unit | None:
    return session.scalar(select(Unit).where(Unit.parent_id.is_(None)).order_by(Unit.code).limit(1))


def _unit_id(session: Session, code: str) -> str | None:
    if not code:
        return None
    found = session.scalar(select(Unit.id).where(Unit.code == code))
    if found is None:
        raise CalendarUnitUnknown(unit=code)
    return found


def _store(session: Session, clock: Clock, ahead: Outlook) -> Mapping[str, str]:
    """Keep the new calendars under the digest of what they say, and give each unit its own; unit id -> key."""
    keys = {}
    for unit_id, calendar in ahead.calendars.items():
        page = page_of(calendar)
        keys[unit_id] = f"v{digest(canonical(page))[:24]}"
        row = {"base": ahead.bases[unit_id], "page": page, "made_at": clock.now()}
        insert_if_absent(session, CalendarVersion, key=keys[unit_id], **row)
        session.get_one(Unit, unit_id).calendar = keys[unit_id]
    session.flush()
    return keys


def _record(
    session: Session, clock: Clock, by: str, unit: str, change: Change, reference: str, decided: Decided
) -> None:
    said = {"kind": change.kind, "name": change.name, "basis": change.basis, "hours": list(change.hours)}
    row = CalendarDecision(
        unit_id=_unit_id(session, unit), day_on=change.day_on, reference=reference, decided_on=change.decided_on,
        decided_by=by, at=clock.now(), **said,
    )  # fmt: skip
    session.add(row)
    facts: dict[str, Any] = said | {
        "unit": unit, "day_on": change.day_on, "reference": reference,
        "moved": [shift.code for shift in decided.moved], "stayed": [shift.code for shift in decided.stayed],
    }  # fmt: skip
    journal.append(session, clock, CHAIN, "calendar_decided", unit or "–", by, facts)


def _redate(
    session: Session, clock: Clock, shift: Shift, keys: Mapping[str, str], change: Change, reference: str, by: str
) -> None:
    """Another date under the new calendar, and a letter to whom it concerns: the applicant."""
    dossier = session.get_one(Dossier, shift.dossier_id)
    dossier.calendar = _key_of(session, dossier.handling_unit_id, keys)
    ground = f"{change.name} ({change.basis})"
    why = f"{ground}; {reference}" if reference else ground
    redate(session, clock, dossier, shift.after, why, by)
    notices.tell_applicant(session, clock, dossier, "date_moved", before=shift.before, due=shift.after, why=why)
    dossier.version += 1


def _key_of(session: Session, unit_id: str, keys: Mapping[str, str]) -> str:
    at: str | None = unit_id
    while at is not None and at not in keys:
        at = session.get_one(Unit, at).parent_id
    return keys[at or unit_id]


def _take_over(session: Session, ahead: Outlook, keys: Mapping[str, str]) -> None:
    """Dossiers whose date stays live under the new calendar from now on; one that moved meanwhile keeps its own."""
    for dossier_id, version, home in ahead.untouched:
        session.execute(
            update(Dossier)
            .where(Dossier.id == dossier_id, Dossier.version == version)
            .values(calendar=keys[home])
            .execution_options(synchronize_session=False)
        )
