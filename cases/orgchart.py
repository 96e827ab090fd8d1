"""The tree of units: made, changed, ended for a successor, and, where that was a mistake, taken up again."""

import re
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.changes import UNITS, keeper, kept_units, tell_change
from cases.folding import compose
from cases.people import unit_and_above
from cases.tables import Officer, Unit, new_id
from cases.units import UnitInCircle, UnitNotFound
from ground.clock import Clock
from ground.errors import Conflict, Invalid

KINDS = ("ministry", "department", "division", "province", "commune", "counter")
_CODE = re.compile(r"[A-Z0-9]{1,6}(\.[A-Z0-9]{1,6}){0,5}")


class UnitExists(Conflict):
    """There is a unit with the code {unit} already. A code is never given twice: old dossiers bear it."""

    code = "unit_exists"


class UnitWrong(Invalid):
    """{field} cannot be "{value}". A code is written as G09.20.01; a unit has a name, and begins before it ends."""

    code = "unit_wrong"


class UnitLives(Conflict):
    """The unit {unit} has not ended: there is nothing to take up again."""

    code = "unit_lives"


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What is written down about a unit; `parent` and the days may be empty."""

    name: str
    parent: str = ""
    kind: str = "division"
    city: str = "Hà Nội"
    phone: str = ""
    valid_from_on: date | None = None


def found_unit(session: Session, clock: Clock, by: Officer | None, code: str, about: UnitFacts) -> Unit:
    """A new unit. Raises `RoleMissing`, `UnitExists`, `UnitWrong`, `UnitNotFound` for the parent."""
    keeping = keeper(session, clock, by)
    if not _CODE.fullmatch(code):
        raise UnitWrong(field="code", value=code)
    if session.scalar(select(Unit.id).where(Unit.code == code)) is not None:
        raise UnitExists(unit=code)
    unit = Unit(id=new_id(), code=code, calendar="", successor_code="")
    _write(session, unit, about, _above(session, clock, by, about.parent))
    session.add(unit)
    session.flush()
    tell_change(session, clock, UNITS, "unit_founded", code, keeping, {}, facts_of(session, unit))
    return unit


def change_unit(session: Session, clock: Clock, by: Officer | None, code: str, about: UnitFacts) -> Unit:
    """Another name, place, telephone or parent. A unit that is renamed by law is ended, and a new one founded: papers
    of old dossiers keep the name. Raises `RoleMissing`, `UnitNotFound`, `UnitWrong`, `UnitInCircle`.
    """
    keeping, unit = keeper(session, clock, by), unit_for(session, clock, by, code)
    before = facts_of(session, unit)
    stays = unit.parent_id is None and not about.parent
    _write(session, unit, about, None if stays else _above(session, clock, by, about.parent))
    session.flush()
    tell_change(session, clock, UNITS, "unit_changed", code, keeping, before, facts_of(session, unit))
    return unit


def _write(session: Session, unit: Unit, about: UnitFacts, parent: Unit | None) -> None:
    name = compose(about.name)
    if not name or len(name) > 300:
        raise UnitWrong(field="name", value=about.name)
    if about.kind not in KINDS:
        raise UnitWrong(field="kind", value=about.kind)
    ends = unit.valid_until_on
    if about.valid_from_on is not None and ends is not None and ends < about.valid_from_on:
        raise UnitWrong(field="valid_from_on", value=str(about.valid_from_on))
    if parent is not None and unit in unit_and_above(session, parent.id):
        raise UnitInCircle(unit=unit.name, successor=parent.name)
    unit.name, unit.kind, unit.valid_from_on = name, about.kind, about.valid_from_on
    unit.city, unit.phone = compose(about.city)[:100], compose(about.phone)[:50]
    unit.parent_id = parent.id if parent is not None else None


def take_up_again(session: Session, clock: Clock, by: Officer | None, code: str, parent: str) -> Unit:
    """The end of a unit is taken back: it lives on below `parent`.

    Raises `RoleMissing`, `UnitNotFound`, `UnitLives`, `UnitInCircle`.
    """
    keeping, unit = keeper(session, clock, by), unit_for(session, clock, by, code)
    if not unit.successor_code and unit.valid_until_on is None:
        raise UnitLives(unit=code)
    above = _above(session, clock, by, parent)
    if above is not None and unit in unit_and_above(session, above.id):
        raise UnitInCircle(unit=unit.name, successor=above.name)
    before = {"until_on": unit.valid_until_on, "successor": unit.successor_code}
    unit.valid_until_on, unit.successor_code = None, ""
    unit.parent_id = above.id if above is not None else None
    after = {"until_on": None, "successor": "", "parent": parent}
    tell_change(session, clock, UNITS, "unit_taken_up_again", code, keeping, before, after)
    return unit


def _above(session: Session, clock: Clock, by: Officer | None, code: str) -> Unit | None:
    """The unit something is to hang below; only who administers a unit at the top puts another one there."""
    if code:
        return unit_for(session, clock, by, code)
    tops = set(session.scalars(select(Unit.id).where(Unit.parent_id.is_(None))))
    if tops and not tops & kept_units(session, clock, by):
        raise UnitNotFound(unit="–")
    return None


def unit_for(session: Session, clock: Clock, by: Officer | None, code: str) -> Unit:
    """The unit with this code, ended or not, where `by` administers. Raises `UnitNotFound`."""
    unit = session.scalar(select(Unit).where(Unit.code == code))
    if unit is None or unit.id not in kept_units(session, clock, by):
        raise UnitNotFound(unit=code)
    return unit


def facts_of(session: Session, unit: Unit) -> dict[str, Any]:
    """What is written down about a unit today, by name."""
    parent = session.get(Unit, unit.parent_id) if unit.parent_id else None
    above = parent.code if parent is not None else ""
    return asdict(UnitFacts(unit.name, above, unit.kind, unit.city, unit.phone, unit.valid_from_on))
