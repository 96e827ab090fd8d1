"""An officer's own absences: who stands in for him, for whom he does, and whom he may ask."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from cases.people import unit_and_above
from cases.tables import Officer, Substitution, Unit
from ground.clock import Clock


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    """Now or later somebody stands in; `is_mine`: for me, and `other` does it; else I do it for `other`."""

    id: str
    is_mine: bool
    other: str
    from_at: datetime
    until_at: datetime
    procedures: tuple[str, ...]
    reason: str


def absences_of(session: Session, clock: Clock, officer: Officer) -> tuple[AbsenceLine, ...]:
    """What is written down for the officer and is not over, the earliest first."""
    away, there = aliased(Officer), aliased(Officer)
    rows = session.execute(
        select(Substitution, away.full_name, there.full_name)
        .join(away, away.id == Substitution.officer_id)
        .join(there, there.id == Substitution.substitute_id)
        .where(Substitution.until_at > clock.now())
        .where(or_(Substitution.officer_id == officer.id, Substitution.substitute_id == officer.id))
        .order_by(Substitution.from_at, Substitution.id)
    )
    return tuple(_line(row, row.officer_id == officer.id, absent, substitute) for row, absent, substitute in rows)


def _line(row: Substitution, is_mine: bool, absent: str, substitute: str) -> AbsenceLine:
    return AbsenceLine(
        row.id, is_mine, substitute if is_mine else absent, row.from_at, row.until_at, tuple(row.procedures), row.reason
    )


def colleagues_of(session: Session, officer: Officer) -> tuple[tuple[str, str], ...]:
    """Who may be asked to stand in: those at work in the officer's unit, beside, above and right below it.

    Each as log-in name and full name with the title.
    """
    above = [unit.id for unit in unit_and_above(session, officer.unit_id)]
    people = session.scalars(
        select(Officer)
        .join(Unit, Unit.id == Officer.unit_id)
        .where(Officer.is_active, Officer.id != officer.id, or_(Unit.id.in_(above), Unit.parent_id.in_(above)))
        .order_by(Officer.unit_id != officer.unit_id, Officer.full_name, Officer.name)
    )
    return tuple((each.name, f"{each.full_name} – {each.title}" if each.title else each.full_name) for each in people)
