"""Money taken for a dossier, and given back."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cases import notices
from cases.asking import is_fee_first, money
from cases.axes import check_axis
from cases.deadlines import due_at
from cases.law import calendar_of, hold, pack_of
from cases.moves import move
from cases.people import dossier_for, require_in
from cases.procedure import procedure_of
from cases.tables import Dossier, Officer, Payment, new_id
from engine import journal
from ground.clock import Clock
from ground.errors import Conflict, Invalid

COUNTER = "bo_phan_mot_cua"
WAYS = ("cash", "card", "transfer", "online")


class PaymentNotPossible(Invalid):
    """This payment cannot be taken: {reason}."""

    code = "payment_not_possible"


class PaymentMissing(Conflict):
    """Nothing was paid for the dossier {code} that could be given back."""

    code = "payment_missing"


class FeeNotFirst(Conflict):
    """Nothing has to be paid for the dossier {code} before it is accepted, or that time is over."""

    code = "fee_not_first"


def ask_payment(session: Session, clock: Clock, officer: Officer, code: str) -> Dossier:
    """Ask for the fee that comes before acceptance: the dossier waits for it, and the applicant is told, and reminded.

    Raises `RoleMissing`, `FeeNotFirst`.
    """
    dossier = hold(session, dossier_for(session, officer, code, clock))
    require_in(session, clock, officer, COUNTER, dossier.unit_id, dossier.procedure)
    procedure = procedure_of(session, dossier.definition_id)
    if not is_fee_first(procedure.sheet) or dossier.state != "submitted" or dossier.payment == "paid":
        raise FeeNotFirst(code=code)
    amount = procedure.sheet.fee.amount
    move(session, clock, dossier, procedure, "payment", officer.name)
    if check_axis("payment", dossier.payment, "due"):
        dossier.payment = "due"
    dossier.fee_remind_at = due_at(calendar_of(dossier), pack_of(dossier).desk.fee_reminder, clock.now())
    facts = {"amount": amount, "basis": procedure.sheet.fee.basis, "remind_at": dossier.fee_remind_at}
    journal.append(session, clock, dossier.instance_id, "fee_asked", dossier.code, officer.name, facts)
    notices.tell_applicant(session, clock, dossier, "fee_due", amount=money(amount))
    session.flush()
    return dossier


def take_payment(
    session: Session, clock: Clock, officer: Officer, code: str, amount: int, way: str, receipt_number: str
) -> Payment:
    """Money for a dossier, under the number of its receipt: at most its fee. Raises `PaymentNotPossible`."""
    dossier = hold(session, dossier_for(session, officer, code, clock))
    require_in(session, clock, officer, COUNTER, dossier.unit_id, dossier.procedure)
    fee = procedure_of(session, dossier.definition_id).sheet.fee.amount
    paid = _paid(session, dossier)
    if way not in WAYS or not receipt_number.strip():
        raise PaymentNotPossible(reason="it has a way and the number of a receipt")
    if amount <= 0 or paid + amount > fee:
        raise PaymentNotPossible(reason=f"the fee is {fee} and {paid} was paid")
    if session.scalar(select(Payment.id).where(Payment.receipt_number == receipt_number.strip())) is not None:
        raise PaymentNotPossible(reason="this receipt was used already")
    payment = Payment(
        id=new_id(), dossier_id=dossier.id, amount=amount, way=way, receipt_number=receipt_number.strip(),
        taken_by=officer.name, paid_at=clock.now(),
    )  # fmt: skip
    session.add(payment)
    if paid + amount == fee and check_axis("payment", dossier.payment, "paid"):
        dossier.payment, dossier.fee_remind_at = "paid", None
    facts = {"amount": amount, "way": way, "receipt": payment.receipt_number, "is_online": way == "online"}
    journal.append(session, clock, dossier.instance_id, "fee_paid", dossier.code, officer.name, facts)
    session.flush()
    return payment


def refund(session: Session, clock: Clock, officer: Officer, code: str, reason: str) -> int:
    """Give back what was paid; how much in dong. Raises `PaymentMissing`."""
    dossier = hold(session, dossier_for(session, officer, code, clock))
    require_in(session, clock, officer, COUNTER, dossier.unit_id, dossier.procedure)
    rows = list(session.scalars(select(Payment).where(Payment.dossier_id == dossier.id, Payment.refunded_at.is_(None))))
    if not rows:
        raise PaymentMissing(code=code)
    for row in rows:
        row.refunded_at = clock.now()
    if dossier.payment == "paid" and check_axis("payment", dossier.payment, "refunded"):
        dossier.payment = "refunded"
    amount = sum(row.amount for row in rows)
    facts = {"amount": amount, "reason": reason.strip()}
    journal.append(session, clock, dossier.instance_id, "fee_refunded", dossier.code, officer.name, facts)
    session.flush()
    return amount


def _paid(session: Session, dossier: Dossier) -> int:
    rows = select(func.sum(Payment.amount)).where(Payment.dossier_id == dossier.id, Payment.refunded_at.is_(None))
    return session.scalar(rows) or 0
