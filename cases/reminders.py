"""What the desk reminds of by itself: paper that did not follow its dossier, a fee that was asked for and not paid.

Decree 61/2018 art. 18, Circular 03/2025: a dossier goes on electronically at once, received after 15:00 at the start of
the next working day; its paper within one working day.
"""

from sqlalchemy import Engine, select

from cases import notices
from cases.asking import money
from cases.law import hold
from cases.people import holders_of
from cases.procedure import procedure_of
from cases.tables import Dossier, Unit
from engine import journal
from ground.clock import Clock
from ground.database import reading, transaction

SYSTEM = "system"
COUNTER = "bo_phan_mot_cua"


def tell_late_papers(database: Engine, clock: Clock, limit: int = 50) -> int:
    """Tell each counter, once, about paper that should have gone on and has not; how many dossiers."""
    with reading(database) as session:
        late = (
            select(Dossier.id)
            .where(Dossier.paper_by_at.is_not(None), Dossier.paper_by_at <= clock.now())
            .order_by(Dossier.paper_by_at)
            .limit(limit)
        )
        found = list(session.scalars(late))
    return sum(_tell_one(database, clock, dossier_id) for dossier_id in found)


def _tell_one(database: Engine, clock: Clock, dossier_id: str) -> bool:
    with transaction(database) as session:
        dossier = hold(session, session.get_one(Dossier, dossier_id))
        due = dossier.paper_by_at
        if due is None or due > clock.now():
            return False
        dossier.paper_by_at = None
        if dossier.closed_at is not None:
            return True
        taking = session.get_one(Unit, dossier.handling_unit_id).name
        told = holders_of(session, COUNTER, dossier.unit_id, clock, dossier.procedure)
        facts = {"due_at": due, "to": taking, "told": sorted(officer.name for officer in told)}
        journal.append(session, clock, dossier.instance_id, "paper_late", dossier.code, SYSTEM, facts)
        for officer in told:
            notices.tell_officer(session, clock, dossier, officer, "paper_late", to=taking, due=due)
        return True


def tell_unpaid(database: Engine, clock: Clock, limit: int = 50) -> int:
    """Remind the applicant, once, of a fee that was asked for before acceptance; how many dossiers."""
    with reading(database) as session:
        unpaid = (
            select(Dossier.id)
            .where(Dossier.fee_remind_at.is_not(None), Dossier.fee_remind_at <= clock.now())
            .order_by(Dossier.fee_remind_at)
            .limit(limit)
        )
        found = list(session.scalars(unpaid))
    return sum(_remind_one(database, clock, dossier_id) for dossier_id in found)


def _remind_one(database: Engine, clock: Clock, dossier_id: str) -> bool:
    with transaction(database) as session:
        dossier = hold(session, session.get_one(Dossier, dossier_id))
        if dossier.fee_remind_at is None or dossier.fee_remind_at > clock.now():
            return False
        dossier.fee_remind_at = None
        if dossier.state == "payment" and dossier.payment == "due":
            amount = procedure_of(session, dossier.definition_id).sheet.fee.amount
            journal.append(
                session, clock, dossier.instance_id, "fee_reminded", dossier.code, SYSTEM, {"amount": amount}
            )
            notices.tell_applicant(session, clock, dossier, "fee_due", amount=money(amount))
        return True
