"""The version of what an administrator changes: a number made of all that is written down about it.

Whoever changes an officer or a unit from afar says which version he has seen; the row is held before it is compared.
"""

from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.orgchart import unit_for
from cases.queries.administration import OfficerSheet, UnitLine, officer_sheet, unit_tree
from cases.tables import Officer, Unit
from ground.canonical import canonical, digest
from ground.clock import Clock
from ground.errors import Conflict


class AccountChanged(Conflict):
    """Somebody has changed {name} since you read it. Read it again and repeat what is still needed."""

    code = "account_changed"


def officer_version(sheet: OfficerSheet) -> int:
    """Of an officer: name, title, address, unit, roles, and whether he may log in."""
    return _version([*asdict(replace(sheet.line, roles=())).values(), sorted(sheet.line.roles), sheet.email])


def unit_version(line: UnitLine) -> int:
    """Of a unit: everything but how many work there and where it hangs in this tree."""
    told = asdict(line)
    return _version([told[name] for name in sorted(told.keys() - {"officers", "depth"})])


def unit_line(session: Session, clock: Clock, by: Officer, code: str) -> UnitLine:
    """One unit of the tree. Raises `RoleMissing`, `UnitNotFound`."""
    unit_for(session, clock, by, code)
    return next(line for line in unit_tree(session, clock, by) if line.code == code)


def require_officer(session: Session, clock: Clock, by: Officer, name: str, seen: int) -> None:
    """Raises `AccountChanged` unless the officer is as he was seen; he is held until the end of this act."""
    session.scalar(select(Officer.id).where(Officer.name == name).with_for_update())
    if officer_version(officer_sheet(session, clock, by, name)) != seen:
        raise AccountChanged(name=name)


def require_unit(session: Session, clock: Clock, by: Officer, code: str, seen: int) -> None:
    """Raises `AccountChanged` unless the unit is as it was seen; it is held until the end of this act."""
    session.scalar(select(Unit.id).where(Unit.code == code).with_for_update())
    if unit_version(unit_line(session, clock, by, code)) != seen:
        raise AccountChanged(name=code)


def _version(told: list[Any]) -> int:
    """Nine digits at most, as a condition of a request has them."""
    plain = [list(each) if isinstance(each, tuple) else str(each) for each in told]
    return int(digest(canonical(plain))[:7], 16)
