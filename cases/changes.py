"""Who keeps the house: every change of people and units is made by an administrator and told in the journal with what
was before and after it.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.people import ADMINISTRATOR, RoleMissing, reach_of, require_role
from cases.tables import Officer, RoleHolding, Unit
from engine import journal
from ground.clock import Clock

MACHINE = "motcua"
PEOPLE, UNITS = "people", "units"


def keeper(session: Session, clock: Clock, by: Officer | None) -> str:
    """In whose name a change is made: an administrator's.

    Nobody's (None: whoever keeps the machine) only while the house has no administrator yet. Raises `RoleMissing`.
    """
    if by is not None:
        require_role(session, clock, by, ADMINISTRATOR)
        return by.name
    if administrators(session):
        raise RoleMissing(role=ADMINISTRATOR)
    return MACHINE


def kept_units(session: Session, clock: Clock, by: Officer | None) -> frozenset[str]:
    """The ids of the units he administers: where he holds the role, and everything below.

    Whoever keeps the machine of a house without administrators keeps all of them.
    """
    if by is None:
        return frozenset(session.scalars(select(Unit.id)))
    return reach_of(session, by, clock).units(ADMINISTRATOR)


def administrators(session: Session) -> set[str]:
    """The log-in names of those who administer the house today."""
    rows = (
        select(Officer.name)
        .join(RoleHolding, RoleHolding.officer_id == Officer.id)
        .where(RoleHolding.role == ADMINISTRATOR, Officer.is_active)
    )
    return set(session.scalars(rows))


def tell_change(
    session: Session, clock: Clock, chain: str, name: str, subject: str, by: str, before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> None:  # fmt: skip
    """One entry of what was and what is, of only what differs; nothing where nothing does."""
    changed = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    if changed:
        facts = {"before": {key: before.get(key) for key in changed}, "after": {key: after.get(key) for key in changed}}
        journal.append(session, clock, chain, name, subject, by, facts)
    session.flush()
