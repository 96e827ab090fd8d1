"""Who has been at this counter before, by his number: he does not say his name and address twice."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.handling import RECEPTION
from cases.people import reach_of
from cases.reuse import Holder
from cases.tables import Dossier, Officer, Person
from ground.clock import Clock


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """A person as written down with the newest of his dossiers, and which one that is."""

    full_name: str
    address: str
    phone: str
    email: str
    code: str
    submitted_at: datetime


def acquaintance(
    session: Session, clock: Clock, officer: Officer, procedure: str, holder: Holder
) -> Acquaintance | None:
    """The person of this number, of dossiers handed in where the officer receives this procedure; None for a stranger
    or without a number.
    """
    units = reach_of(session, officer, clock).units(RECEPTION, procedure)
    if not holder.identity or not units:
        return None
    row = session.execute(
        select(Person, Dossier.code, Dossier.submitted_at)
        .join(Dossier, Dossier.person_id == Person.id)
        .where(Person.identity == holder.identity, Person.identity != "", Person.kind == holder.kind)
        .where(Dossier.unit_id.in_(units))
        .order_by(Dossier.submitted_at.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    person, code, at = row
    return Acquaintance(person.full_name, person.address, person.phone, person.email, code, at)
