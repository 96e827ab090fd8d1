"""Units come and go: one that is renamed or merged ends on a day, hangs below its successor, and keeps its name."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.people import ADMINISTRATOR, require_role, unit_and_above
from cases.tables import Officer, Substitution, Unit
from engine import journal
from ground.clock import Clock
from ground.errors import Conflict, Invalid, NotFound

CHAIN = "units"


class UnitNotFound(NotFound):
    """There is no unit with the code {unit}."""

    code = "unit_not_found"


class UnitInCircle(Conflict):
    """{unit} cannot go on in {successor}: that one hangs below it, or does not exist on that day."""

    code = "unit_in_circle"


class SubstitutionWrong(Invalid):
    """A substitution names two officers, and begins before it ends. Check both."""

    code = "substitution_wrong"


def end_unit(session: Session, clock: Clock, officer: Officer, code: str, until: date, successor: str) -> Unit:
    """The unit exists until this day; its open dossiers go on with whoever holds the roles in its successor.

    Raises `RoleMissing`, `UnitNotFound`, `UnitInCircle`.
    """
    require_role(session, clock, officer, ADMINISTRATOR)
    unit, heir = _named(session, code), _named(session, successor)
    starts = heir.valid_from_on
    if unit in unit_and_above(session, heir.id) or (starts is not None and starts > until):
        raise UnitInCircle(unit=unit.name, successor=heir.name)
    # Below its successor: a role held there reaches it, and those above are found by walking up, as always.
    unit.valid_until_on, unit.successor_code, unit.parent_id = until, heir.code, heir.id
    facts = {"unit": code, "until_on": until.isoformat(), "successor": heir.code}
    journal.append(session, clock, CHAIN, "unit_ended", code, officer.name, facts)
    session.flush()
    return unit


def _named(session: Session, code: str) -> Unit:
    unit = session.scalar(select(Unit).where(Unit.code == code).with_for_update())
    if unit is None:
        raise UnitNotFound(unit=code)
    return unit


def stand_in(session: Session, clock: Clock, officer: Officer, absent: str, row: Substitution) -> Substitution:
    """Write down who stands in for whom, for how long and in which procedures: the absent himself or an administrator.

    Raises `RoleMissing`, `SubstitutionWrong`.
    """
    if officer.name != absent:
        require_role(session, clock, officer, ADMINISTRATOR)
    away = session.scalar(select(Officer).where(Officer.name == absent))
    if away is None or row.substitute_id == away.id or row.from_at >= row.until_at or row.until_at <= clock.now():
        raise SubstitutionWrong
    row.officer_id = away.id
    session.add(row)
    session.flush()
    facts = {
        "absent": absent, "substitute": session.get_one(Officer, row.substitute_id).name, "from_at": row.from_at,
        "until_at": row.until_at, "procedures": row.procedures, "reason": row.reason,
    }  # fmt: skip
    journal.append(session, clock, CHAIN, "substitution_made", row.id, officer.name, facts)
    return row
