"""What an administrator looks at: officers, one officer, the tree of units, what was changed by whom."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from cases.changes import kept_units
from cases.folding import fold
from cases.people import ADMINISTRATOR, DESK_ROLES, require_role
from cases.staff import officer_for
from cases.tables import Officer, RoleHolding, SigningAuthority, StepTerm, Substitution, Unit, WebSession
from engine.tables import Entry, Payload
from ground.clock import Clock

CHAINS = ("people", "units", "calendar", "rule_packs")
MOST_CHANGES = 100


@dataclass(frozen=True, slots=True)
class OfficerLine:
    """An officer in the list: `roles` as (role, unit code)."""

    name: str
    full_name: str
    title: str
    unit: str
    is_active: bool
    roles: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OfficerSheet:
    """Everything about one officer. `in_hand`: steps in his name; `is_mixed`: he handles dossiers and administers."""

    line: OfficerLine
    email: str
    unit_code: str
    in_hand: int
    sessions: tuple[tuple[datetime, datetime], ...]
    substitutions: tuple["SubstitutionLine", ...]
    authorities: tuple[SigningAuthority, ...]
    changes: tuple["Change", ...]

    @property
    def is_mixed(self) -> bool:
        roles = {role for role, _ in self.line.roles}
        return ADMINISTRATOR in roles and bool(roles - DESK_ROLES)


@dataclass(frozen=True, slots=True)
class SubstitutionLine:
    """Who stands in for whom."""

    id: str
    absent: str
    substitute: str
    from_at: datetime
    until_at: datetime
    procedures: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in the tree, `depth` below the top."""

    code: str
    name: str
    kind: str
    depth: int
    city: str
    phone: str
    parent: str
    calendar: str
    valid_from_on: date | None
    valid_until_on: date | None
    successor: str
    officers: int


@dataclass(frozen=True, slots=True)
class Change:
    """One change: who, when, of whom, what before and what after."""

    at: datetime
    actor: str
    name: str
    subject: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def officers(
    session: Session, clock: Clock, by: Officer, words: str = "", with_gone: bool = False
) -> list[OfficerLine]:
    """Officers whose names, titles or units hold these words, without regard to marks. Raises `RoleMissing`."""
    require_role(session, clock, by, ADMINISTRATOR)
    held: dict[str, list[tuple[str, str]]] = {}
    for officer_id, role, code in session.execute(
        select(RoleHolding.officer_id, RoleHolding.role, Unit.code).join(Unit, Unit.id == RoleHolding.unit_id)
    ):
        held.setdefault(officer_id, []).append((role, code))
    rows = session.execute(
        select(Officer, Unit.name)
        .join(Unit, Unit.id == Officer.unit_id)
        .where(Officer.unit_id.in_(kept_units(session, clock, by)))
        .order_by(Officer.name)
    )
    lines = [_line(officer, unit, held.get(officer.id, [])) for officer, unit in rows]
    wanted = fold(words).split()
    return [line for line in lines if (line.is_active or with_gone) and _holds(line, wanted)]


def _line(officer: Officer, unit: str, roles: list[tuple[str, str]]) -> OfficerLine:
    return OfficerLine(officer.name, officer.full_name, officer.title, unit, officer.is_active, tuple(sorted(roles)))


def _holds(line: OfficerLine, wanted: Sequence[str]) -> bool:
    text = fold(" ".join((line.name, line.full_name, line.title, line.unit)))
    return all(word in text for word in wanted)


def officer_sheet(session: Session, clock: Clock, by: Officer, name: str) -> OfficerSheet:
    """One officer with his roles, sessions, substitutions, authority and changes.

    Raises `RoleMissing`, `OfficerNotFound`.
    """
    require_role(session, clock, by, ADMINISTRATOR)
    officer = officer_for(session, clock, by, name)
    unit = session.get_one(Unit, officer.unit_id)
    holdings = session.execute(
        select(RoleHolding.role, Unit.code)
        .join(Unit, Unit.id == RoleHolding.unit_id)
        .where(RoleHolding.officer_id == officer.id)
    )
    held = select(func.count()).select_from(StepTerm).where(StepTerm.assignee == name, StepTerm.state != "closed")
    sessions = select(WebSession.created_at, WebSession.seen_at).where(
        WebSession.officer_id == officer.id, WebSession.ends_at > clock.now()
    )
    authorities = select(SigningAuthority).where(SigningAuthority.officer_id == officer.id)
    return OfficerSheet(
        line=_line(officer, unit.name, [(role, code) for role, code in holdings]), email=officer.email,
        unit_code=unit.code, in_hand=session.scalar(held) or 0,
        sessions=tuple((begun, seen) for begun, seen in session.execute(sessions.order_by(WebSession.seen_at.desc()))),
        substitutions=tuple(
            line for line in substitutions(session, clock, by) if name in (line.absent, line.substitute)
        ),
        authorities=tuple(session.scalars(authorities.order_by(SigningAuthority.from_on))),
        changes=tuple(changes(session, clock, by, subject=name)),
    )  # fmt: skip


def substitutions(session: Session, clock: Clock, by: Officer) -> list[SubstitutionLine]:
    """Everybody who stands in for somebody now or later. Raises `RoleMissing`."""
    require_role(session, clock, by, ADMINISTRATOR)
    names = {row[0]: row[1] for row in session.execute(select(Officer.id, Officer.name))}
    rows = session.scalars(
        select(Substitution)
        .join(Officer, Officer.id == Substitution.officer_id)
        .where(Substitution.until_at > clock.now(), Officer.unit_id.in_(kept_units(session, clock, by)))
        .order_by(Substitution.from_at)
    )
    return [
        SubstitutionLine(
            row.id, names[row.officer_id], names[row.substitute_id], row.from_at, row.until_at, tuple(row.procedures),
            row.reason,
        )
        for row in rows
    ]  # fmt: skip


def unit_tree(session: Session, clock: Clock, by: Officer) -> list[UnitLine]:
    """Every unit, each below its parent; those that have ended below their successors. Raises `RoleMissing`."""
    require_role(session, clock, by, ADMINISTRATOR)
    below: dict[str | None, list[Unit]] = {}
    kept = kept_units(session, clock, by)
    for unit in session.scalars(select(Unit).where(Unit.id.in_(kept)).order_by(Unit.code)):
        # The topmost he administers stand at the top of what he sees.
        below.setdefault(unit.parent_id if unit.parent_id in kept else None, []).append(unit)
    staffed = select(Officer.unit_id, func.count()).where(Officer.is_active).group_by(Officer.unit_id)
    return list(_branch(below, {row[0]: row[1] for row in session.execute(staffed)}, None, "", 0))


def _branch(
    below: Mapping[str | None, list[Unit]], staffed: Mapping[str, int], above: str | None, parent: str, depth: int
) -> Iterator[UnitLine]:
    for unit in below.get(above, []):
        yield UnitLine(
            unit.code, unit.name, unit.kind, depth, unit.city, unit.phone, parent, unit.calendar, unit.valid_from_on,
            unit.valid_until_on, unit.successor_code, staffed.get(unit.id, 0),
        )  # fmt: skip
        yield from _branch(below, staffed, unit.id, unit.code, depth + 1)


def changes(session: Session, clock: Clock, by: Officer, subject: str = "") -> Iterator[Change]:
    """What was changed about the house, newest first: of one officer or unit, or of all. Raises `RoleMissing`."""
    require_role(session, clock, by, ADMINISTRATOR)
    rows = (
        select(Entry, Payload.content)
        .outerjoin(Payload, (Payload.chain == Entry.chain) & (Payload.seq == Entry.seq))
        .where(_seen(session, clock, by), *([Entry.subject == subject] if subject else []))
        .order_by(Entry.at.desc(), Entry.seq.desc())
        .limit(MOST_CHANGES)
    )
    for entry, content in session.execute(rows):
        told = orjson.loads(content) if content else {}
        before = told.get("before", {})
        yield Change(
            entry.at, entry.actor, entry.name, entry.subject, before if isinstance(before, dict) else {},
            told["after"] if isinstance(told.get("after"), dict) else {k: v for k, v in told.items() if k != "before"},
        )  # fmt: skip


def _seen(session: Session, clock: Clock, by: Officer) -> ColumnElement[bool]:
    """Of people and units what concerns his own; of working time and rules everything."""
    kept = kept_units(session, clock, by)
    names = select(Officer.name).where(Officer.unit_id.in_(kept))
    codes = select(Unit.code).where(Unit.id.in_(kept))
    return or_(
        Entry.chain.in_(("calendar", "rule_packs")),
        Entry.chain.in_(CHAINS) & or_(Entry.subject.in_(names), Entry.subject.in_(codes), Entry.actor.in_(names)),
    )
