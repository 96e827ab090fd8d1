"""A legal hold: while a ground of the law stands, a closed dossier is neither handed over nor destroyed.

Law on Archives 33/2024/QH15; grounds are, among others, a complaint, an inspection, a case before a court.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.law import hold
from cases.people import RoleMissing, dossier_for, reach_of
from cases.tables import Dossier, LegalHold, Officer
from engine import journal
from ground.clock import Clock
from ground.errors import Conflict, Invalid

CLERK, KEEPER, LEADER = "van_thu", "luu_tru", "lanh_dao_don_vi"
LIMIT = 1000


class HoldGroundMissing(Invalid):
    """Say on what ground the dossier is held, or why it is not held any more."""

    code = "hold_ground_missing"


class HeldAlready(Conflict):
    """The dossier {code} is held already. Lift that hold first."""

    code = "held_already"


class NotHeld(Conflict):
    """The dossier {code} is not held."""

    code = "not_held"


def put_hold(session: Session, clock: Clock, officer: Officer, code: str, ground: str) -> LegalHold:
    """Hold a dossier where it is. Raises `DossierNotFound`, `RoleMissing`, `HoldGroundMissing`, `HeldAlready`."""
    dossier, words = _dossier(session, clock, officer, code), _words(ground)
    if held(session, dossier) is not None:
        raise HeldAlready(code=code)
    row = LegalHold(dossier_id=dossier.id, ground=words, put_by=officer.name, put_at=clock.now(), lifted_because="")
    session.add(row)
    facts = {"ground": words}
    journal.append(session, clock, dossier.instance_id, "hold_put", dossier.code, officer.name, facts)
    session.flush()
    return row


def lift_hold(session: Session, clock: Clock, officer: Officer, code: str, because: str) -> LegalHold:
    """The ground is gone. Raises `DossierNotFound`, `RoleMissing`, `HoldGroundMissing`, `NotHeld`."""
    dossier, words = _dossier(session, clock, officer, code), _words(because)
    row = held(session, dossier)
    if row is None:
        raise NotHeld(code=code)
    row.lifted_because, row.lifted_by, row.lifted_at = words, officer.name, clock.now()
    facts = {"because": words}
    journal.append(session, clock, dossier.instance_id, "hold_lifted", dossier.code, officer.name, facts)
    session.flush()
    return row


def held(session: Session, dossier: Dossier) -> LegalHold | None:
    """The hold that stands."""
    return session.scalar(select(LegalHold).where(LegalHold.dossier_id == dossier.id, LegalHold.lifted_at.is_(None)))


def held_among(session: Session, dossiers: Iterable[str]) -> dict[str, LegalHold]:
    """Of these dossier ids, those that are held."""
    wanted = select(LegalHold).where(LegalHold.dossier_id.in_(list(dossiers)), LegalHold.lifted_at.is_(None))
    return {row.dossier_id: row for row in session.scalars(wanted)}


def holds_of(session: Session, clock: Clock, officer: Officer, code: str) -> Sequence[LegalHold]:
    """Every hold of a dossier, the newest first. Raises `DossierNotFound`."""
    dossier = dossier_for(session, officer, code, clock)
    wanted = select(LegalHold).where(LegalHold.dossier_id == dossier.id)
    return session.scalars(wanted.order_by(LegalHold.put_at.desc(), LegalHold.id)).all()


def may_hold(session: Session, clock: Clock, officer: Officer, code: str) -> bool:
    """Whether the officer may put and lift holds of this dossier. Raises `DossierNotFound`."""
    return _is_keeper(session, clock, officer, dossier_for(session, officer, code, clock))


def _is_keeper(session: Session, clock: Clock, officer: Officer, dossier: Dossier) -> bool:
    units, reach = {dossier.unit_id, dossier.handling_unit_id}, reach_of(session, officer, clock)
    return any(units & reach.units(role) for role in (CLERK, KEEPER, LEADER))


def _dossier(session: Session, clock: Clock, officer: Officer, code: str) -> Dossier:
    """Locked, for a clerk, an archivist or a leader of one of its units."""
    dossier = hold(session, dossier_for(session, officer, code, clock))
    if not _is_keeper(session, clock, officer, dossier):
        raise RoleMissing(role=CLERK)
    return dossier


def _words(text: str) -> str:
    words = " ".join(text.split())[:LIMIT]
    if not words:
        raise HoldGroundMissing
    return words
