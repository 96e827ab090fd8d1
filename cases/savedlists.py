"""Lists an officer comes back to: filters kept for himself or, by who leads or supervises, for a role; his columns."""

from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from cases.people import ADMINISTRATOR, SUPERVISOR, RoleMissing, lane_units, reach_of
from cases.reach import DESK_ROLES
from cases.rulepacks import pack_on
from cases.tables import ListChoice, Officer, RoleHolding, SavedFilter
from ground.clock import Clock, today
from ground.errors import Conflict, Invalid, NotFound

COLUMNS = ("code", "applicant", "procedure", "step", "left", "due", "arrived", "holder")
USUAL = ("code", "applicant", "procedure", "step", "left", "due", "holder")
# Without these a row would say nothing.
ALWAYS = frozenset({"code", "step", "left"})
MOST_KEPT = 30


class FilterUnnamed(Invalid):
    """A filter needs a name of at most 60 letters, so that it is found again."""

    code = "filter_unnamed"


class TooManyFilters(Conflict):
    """You keep {limit} filters already. Remove one first."""

    code = "too_many_filters"


class FilterUnknown(NotFound):
    """There is no such filter, or it is not yours to remove."""

    code = "filter_unknown"


@dataclass(frozen=True, slots=True)
class KeptFilter:
    """A filter as it is offered: `role` is empty for one's own; `query` what stands in the address."""

    id: str
    name: str
    role: str
    query: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody steps can be given to."""

    name: str
    full_name: str
    title: str


def keep_filter(
    session: Session, clock: Clock, officer: Officer, name: str, query: str, role: str = ""
) -> SavedFilter:  # fmt: skip
    """Keep a list under a name. For a role only whoever leads it, supervises or administers.

    Raises `FilterUnnamed`, `TooManyFilters`, `RoleMissing`.
    """
    if not 0 < len(name.strip()) <= 60 or len(query) > 1000:
        raise FilterUnnamed
    kept = session.scalar(select(func.count()).where(SavedFilter.officer_id == officer.id)) or 0
    if kept >= MOST_KEPT:
        raise TooManyFilters(limit=MOST_KEPT)
    unit_id = _unit_led(session, clock, officer, role) if role else None
    row = SavedFilter(
        officer_id=officer.id, name=name.strip(), query=query, role=role, unit_id=unit_id, saved_at=clock.now()
    )
    session.add(row)
    return row


def roles_led(session: Session, clock: Clock, officer: Officer) -> tuple[str, ...]:
    """The roles for which the officer may keep filters."""
    reach = reach_of(session, officer, clock)
    superiors = pack_on(today(clock)).superiors
    if {SUPERVISOR, ADMINISTRATOR} & reach.keys():
        return tuple(sorted(superiors))
    return tuple(sorted(role for role, above in superiors.items() if above in reach))


def _unit_led(session: Session, clock: Clock, officer: Officer, role: str) -> str:
    """The unit for which the filter is kept: where he holds what makes him lead this role."""
    if role not in roles_led(session, clock, officer):
        raise RoleMissing(role=role)
    leading = (pack_on(today(clock)).superiors.get(role, ""), SUPERVISOR, ADMINISTRATOR)
    held = select(RoleHolding.unit_id).where(RoleHolding.officer_id == officer.id, RoleHolding.role.in_(leading))
    return session.scalar(held.limit(1)) or officer.unit_id


def filters_for(session: Session, clock: Clock, officer: Officer) -> tuple[KeptFilter, ...]:
    """One's own filters and those kept for one's roles, by name."""
    reach = reach_of(session, officer, clock)
    of_roles = [and_(SavedFilter.role == role, SavedFilter.unit_id.in_(units)) for role, units in reach.items()]
    rows = session.scalars(
        select(SavedFilter)
        .where(or_(SavedFilter.officer_id == officer.id, *of_roles))
        .order_by(SavedFilter.role, SavedFilter.name, SavedFilter.id)
    )
    return tuple(KeptFilter(row.id, row.name, row.role, row.query, row.officer_id == officer.id) for row in rows)


def remove_filter(session: Session, officer: Officer, filter_id: str) -> None:
    """Forget one of one's own. Raises `FilterUnknown`."""
    found = session.scalar(
        select(SavedFilter.id).where(SavedFilter.id == filter_id, SavedFilter.officer_id == officer.id)
    )
    if found is None:
        raise FilterUnknown
    session.execute(SavedFilter.__table__.delete().where(SavedFilter.id == found))  # type: ignore[attr-defined]


def columns_of(session: Session, officer: Officer) -> tuple[str, ...]:
    """The columns of his lists."""
    choice = session.get(ListChoice, officer.id)
    return tuple(choice.columns) if choice is not None else USUAL


def choose_columns(session: Session, officer: Officer, wanted: tuple[str, ...]) -> None:
    """Remember which columns he wants to see; what a row cannot do without stays."""
    chosen = [column for column in COLUMNS if column in wanted or column in ALWAYS]
    choice = session.get(ListChoice, officer.id)
    if choice is None:
        session.add(ListChoice(officer_id=officer.id, columns=chosen))
    else:
        choice.columns = chosen


def colleagues(session: Session, clock: Clock, officer: Officer) -> tuple[Named, ...]:
    """Who handles steps in the officer's units, himself not: to whom something can be given."""
    reach = reach_of(session, officer, clock)
    units = lane_units(reach) | reach.get(SUPERVISOR, frozenset())
    holding = select(RoleHolding.officer_id).where(RoleHolding.unit_id.in_(units), RoleHolding.role.not_in(DESK_ROLES))
    rows = session.scalars(
        select(Officer)
        .where(Officer.is_active, Officer.id != officer.id, Officer.id.in_(holding))
        .order_by(Officer.full_name)
        .limit(300)
    )
    return tuple(Named(row.name, row.full_name, row.title) for row in rows)
