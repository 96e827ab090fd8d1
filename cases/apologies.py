"""The one apology: drafted the working day before the date, signed by the head, and it moves no date of the law.

Decree 61/2018 art. 19(9), Decree 118/2025: a written apology with the reason and a new date, once.
"""

from datetime import datetime

from sqlalchemy import Engine, or_, select
from sqlalchemy.orm import Session

from cases import notices
from cases.deadlines import due_at
from cases.law import calendar_of, hold, open_pause, pack_of
from cases.people import dossier_for, holders_of, require_in
from cases.tables import Apology, Dossier, Officer, StepTerm
from engine import journal
from engine.jobs import enqueue
from ground.clock import Clock
from ground.database import reading, transaction
from ground.errors import Conflict, Invalid

SYSTEM = "system"
COUNTER_HEAD = "bo_phan_mot_cua"
OPEN = ("accepted", "handling", "payment")


class ApologyTwice(Conflict):
    """An apology for the dossier {code} was issued already. There is only one, and its date stands."""

    code = "apology_twice"


class ApologyNotNeeded(Conflict):
    """The dossier {code} is not being handled: there is nothing to apologise for."""

    code = "apology_not_needed"


class NewDateNotLater(Invalid):
    """The new date must lie in working time after {after}. Choose a later one."""

    code = "new_date_not_later"


class ApologyReasonMissing(Invalid):
    """An apology gives its reason. Write why the result is late."""

    code = "apology_reason_missing"


def draft_apologies(database: Engine, clock: Clock, limit: int = 50) -> int:
    """Draft an apology for every dossier that will not make it: one working day before its date; how many looked at."""
    with reading(database) as session:
        due = (
            select(Dossier.id)
            .where(Dossier.apology_at.is_not(None), Dossier.apology_at <= clock.now())
            .order_by(Dossier.apology_at)
            .limit(limit)
        )
        found = list(session.scalars(due))
    return sum(_draft_one(database, clock, dossier_id) for dossier_id in found)


def _draft_one(database: Engine, clock: Clock, dossier_id: str) -> bool:
    with transaction(database) as session:
        dossier = hold(session, session.get_one(Dossier, dossier_id))
        if dossier.apology_at is None or dossier.apology_at > clock.now():
            return False
        # Once looked at it is not looked at again: a pause that ends gives a new date, and that a new moment.
        dossier.apology_at = None
        if dossier.state in OPEN and open_pause(session, dossier.id) is None and _row(session, dossier) is None:
            _draft(session, clock, dossier)
        return True


def drop_needless(database: Engine, clock: Clock, limit: int = 50) -> int:
    """Lay aside the drafts of dossiers that were finished or ended meanwhile; how many."""
    ended = or_(Dossier.finished_at.is_not(None), Dossier.closed_at.is_not(None))
    with reading(database) as session:
        drafted = (
            select(Dossier.id)
            .join(Apology, Apology.dossier_id == Dossier.id)
            .where(Apology.state == "drafted", ended)
            .limit(limit)
        )
        found = list(session.scalars(drafted))
    return sum(_drop_one(database, clock, dossier_id) for dossier_id in found)


def _drop_one(database: Engine, clock: Clock, dossier_id: str) -> bool:
    with transaction(database) as session:
        dossier = hold(session, session.get_one(Dossier, dossier_id))
        apology = _row(session, dossier)
        if apology is None or apology.state != "drafted":
            return False
        apology.state = "needless"
        facts = {"due_at": apology.due_at, "finished_at": dossier.finished_at}
        journal.append(session, clock, dossier.instance_id, "apology_dropped", dossier.code, SYSTEM, facts)
        return True


def _draft(session: Session, clock: Clock, dossier: Dossier) -> Apology:
    assert dossier.due_at is not None
    pack = pack_of(dossier)
    apology = Apology(
        dossier_id=dossier.id, state="drafted", reason=_why(session, dossier), due_at=dossier.due_at,
        new_due_at=due_at(calendar_of(dossier), pack.desk.apology_delay, dossier.due_at), drafted_at=clock.now(),
        drafted_by=SYSTEM,
    )  # fmt: skip
    session.add(apology)
    facts = {"due_at": apology.due_at, "new_due_at": apology.new_due_at, "reason": apology.reason}
    journal.append(session, clock, dossier.instance_id, "apology_drafted", dossier.code, SYSTEM, facts)
    enqueue(session, clock, "print_apology", {"is_draft": True}, instance_id=dossier.instance_id)
    told = holders_of(session, pack.desk.apology_signer, dossier.handling_unit_id, clock, dossier.procedure)
    for officer in (*told, *holders_of(session, COUNTER_HEAD, dossier.unit_id, clock, dossier.procedure)):
        notices.tell_officer(session, clock, dossier, officer, "apology_drafted", due=dossier.due_at)
    session.flush()
    return apology


def _why(session: Session, dossier: Dossier) -> str:
    """What stands between the dossier and its result: the steps still open, for the signer to put into words."""
    names = session.scalars(
        select(StepTerm.name)
        .where(StepTerm.dossier_id == dossier.id, StepTerm.state != "closed")
        .order_by(StepTerm.opened_at)
    )
    steps = ", ".join(f"“{name}”" for name in dict.fromkeys(names))
    return f"hồ sơ đang ở bước {steps}, chưa hoàn thành" if steps else "hồ sơ chưa hoàn thành việc giải quyết"


def sign_apology(
    session: Session, clock: Clock, officer: Officer, code: str, reason: str, new_due_at: datetime
) -> Apology:
    """Sign and issue the apology with its reason and new date. The law's date and the original one stay as they are.

    Raises `RoleMissing`, `ApologyTwice`, `ApologyNotNeeded`, `ApologyReasonMissing`, `NewDateNotLater`.
    """
    dossier = hold(session, dossier_for(session, officer, code, clock))
    pack, calendar = pack_of(dossier), calendar_of(dossier)
    require_in(session, clock, officer, pack.desk.apology_signer, dossier.handling_unit_id, dossier.procedure)
    apology = _row(session, dossier)
    if apology is not None and apology.state == "signed":
        raise ApologyTwice(code=code)
    if dossier.state not in OPEN or dossier.due_at is None or open_pause(session, dossier.id) is not None:
        raise ApologyNotNeeded(code=code)
    if not reason.strip():
        raise ApologyReasonMissing
    after = max(dossier.due_at, clock.now())
    if new_due_at <= after or calendar.open_at(new_due_at) != new_due_at:
        raise NewDateNotLater(after=after)
    if apology is None:
        apology = _draft(session, clock, dossier)
    return _issue(session, clock, officer, dossier, apology, reason.strip(), new_due_at)


def _issue(
    session: Session, clock: Clock, officer: Officer, dossier: Dossier, apology: Apology, reason: str,
    new_due_at: datetime,
) -> Apology:  # fmt: skip
    assert dossier.due_at is not None
    apology.state, apology.signed_by, apology.signed_at = "signed", officer.name, clock.now()
    apology.reason, apology.due_at, apology.new_due_at = reason, dossier.due_at, new_due_at
    dossier.promised_at, dossier.apology_at = new_due_at, None
    dossier.version += 1
    facts = {"due_at": dossier.due_at, "new_due_at": new_due_at, "reason": reason}
    journal.append(session, clock, dossier.instance_id, "apology_issued", dossier.code, officer.name, facts)
    notices.tell_applicant(session, clock, dossier, "apology", reason=reason, due=dossier.due_at, new_due=new_due_at)
    enqueue(session, clock, "print_apology", {}, instance_id=dossier.instance_id)
    session.flush()
    return apology


def _row(session: Session, dossier: Dossier) -> Apology | None:
    return session.get(Apology, dossier.id, with_for_update=True)
