"""How far an officer reaches: his roles, the units they cover, and those he holds in somebody's place for a while."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import CTE, ColumnElement, ScalarSelect, String, and_, bindparam, func, literal, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from cases.tables import Dossier, Officer, RoleHolding, StepTerm, Substitution, Unit
from ground.clock import Clock

# Roles that handle dossiers stand on lanes; the others see lists, drawings or accounts, never a dossier's content.
DESK_ROLES = frozenset({"giam_sat", "thiet_ke", "quan_tri"})


@dataclass(frozen=True, slots=True)
class Scope:
    """Roles held in somebody's place, in some procedures only."""

    role: str
    units: frozenset[str]
    procedures: frozenset[str]


class Reach(dict[str, frozenset[str]]):
    """For each role the ids of the units it covers; `scopes` are those that hold in some procedures only.

    `stands_for` are the log-in names of those the officer stands in for at this moment.
    """

    scopes: tuple[Scope, ...] = ()
    stands_for: tuple[str, ...] = ()

    def units(self, role: str, procedure: str = "") -> frozenset[str]:
        """The units the role covers for a procedure."""
        scoped = (each.units for each in self.scopes if each.role == role and procedure in each.procedures)
        return self.get(role, frozenset()).union(*scoped)


def _reach(officer_id: ColumnElement[str]) -> CTE:
    """Role, unit id and substitution (empty: his own) of every unit at or below a holding. Built once: it is asked at
    every request.
    """
    own = select(RoleHolding.role.label("role"), RoleHolding.unit_id.label("unit_id"), literal("").label("through"))
    stood_in = (
        select(RoleHolding.role, RoleHolding.unit_id, Substitution.id)
        .join(Substitution, Substitution.officer_id == RoleHolding.officer_id)
        .where(
            Substitution.substitute_id == officer_id,
            Substitution.from_at <= bindparam("now"),
            Substitution.until_at > bindparam("now"),
        )
    )
    held = union_all(own.where(RoleHolding.officer_id == officer_id), stood_in).subquery()
    tree = select(held.c.role, held.c.unit_id, held.c.through).cte("reach", recursive=True)
    below = aliased(Unit)
    return tree.union(select(tree.c.role, below.id, tree.c.through).where(below.parent_id == tree.c.unit_id))


Found: TypeAlias = dict[str, dict[str, set[str]]]
_REACH = select(_reach(bindparam("officer_id", type_=String)))


def reach_beside(officer_id: ColumnElement[str]) -> ScalarSelect[str | None]:
    """An officer's reach as one text, to be selected beside other columns: `prime` makes it known. Binds `now`."""
    tree = _reach(officer_id)
    line = tree.c.role + "\t" + tree.c.unit_id + "\t" + tree.c.through
    return select(func.aggregate_strings(line, "\n")).select_from(tree).scalar_subquery()


def prime(session: Session, officer: Officer, text: str | None) -> None:
    """Make known for the rest of this transaction what `reach_beside` has found, so that it is not asked again."""
    rows = (line.split("\t") for line in (text or "").split("\n") if line)
    session.info.setdefault("reach", {})[officer.id] = _found(rows)


def _found(rows: Iterable[Sequence[str]]) -> Found:
    found: Found = {}
    for role, unit_id, through in rows:
        found.setdefault(through, {}).setdefault(role, set()).add(unit_id)
    return found


def reach_of(session: Session, officer: Officer, clock: Clock) -> Reach:
    """For each role the officer holds, the ids of the units it covers: the subtree below each holding.

    The roles of those he stands in for at this moment are his too, in the procedures the substitution names.
    """
    found: Found | None = session.info.get("reach", {}).get(officer.id)
    if found is None:
        found = _found(session.execute(_REACH, {"officer_id": officer.id, "now": clock.now()}).all())
    if found.keys() <= {""}:
        return Reach({role: frozenset(units) for role, units in found.get("", {}).items()})
    return _with_absent(session, found)


def _with_absent(session: Session, found: Mapping[str, Mapping[str, set[str]]]) -> Reach:
    """One's own roles, those of the absent in everything, and those in some procedures only."""
    held = {role: set(units) for role, units in found.get("", {}).items()}
    scopes, names = [], set()
    absent = select(Substitution, Officer.name).join(Officer, Officer.id == Substitution.officer_id)
    for substitution, name in session.execute(absent.where(Substitution.id.in_(found.keys()))):
        roles = found[substitution.id]
        if substitution.procedures:
            wanted = frozenset(substitution.procedures)
            scopes += [Scope(role, frozenset(units), wanted) for role, units in roles.items()]
        else:
            names.add(name)
            for role, units in roles.items():
                held.setdefault(role, set()).update(units)
    reach = Reach({role: frozenset(units) for role, units in held.items()})
    reach.scopes, reach.stands_for = tuple(scopes), tuple(sorted(names))
    return reach


def lane_units(reach: Reach) -> frozenset[str]:
    """The units whose dossiers somebody with this reach handles, in whatever lane."""
    return frozenset(unit for role, units in reach.items() if role not in DESK_ROLES for unit in units)


def visible(reach: Reach, officer: Officer) -> ColumnElement[bool]:
    """The condition under which a dossier may be seen: a lane role in one of its units, or a step in the officer's
    name.
    """
    units = lane_units(reach)
    mine = select(StepTerm.dossier_id).where(StepTerm.assignee == officer.name, StepTerm.state != "closed")
    scoped = (
        and_(
            Dossier.procedure.in_(scope.procedures),
            or_(Dossier.unit_id.in_(scope.units), Dossier.handling_unit_id.in_(scope.units)),
        )
        for scope in reach.scopes
        if scope.role not in DESK_ROLES
    )
    # Who has no unit is looked up by his steps alone: an empty list beside them would have every dossier read.
    of_units = (Dossier.unit_id.in_(units), Dossier.handling_unit_id.in_(units)) if units else ()
    return or_(*of_units, Dossier.id.in_(mine), *scoped)
