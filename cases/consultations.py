"""Other units and agencies are asked side by side, each on a clock of its own; what silence means is said beforehand.

Decree 61/2018 art. 19(5): the request states content and deadline, both are recorded, a late answer is reported.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Engine, and_, func, select
from sqlalchemy.orm import Session

from cases import notices
from cases.deadlines import due_at, parse_term
from cases.law import calendar_of, hold, pack_of
from cases.people import DESK_ROLES, SUPERVISOR, dossier_for, holders_of, reach_of
from cases.tables import Consultation, Dossier, DossierPaper, Officer, Unit
from engine import journal
from ground.clock import Clock
from ground.database import reading, transaction
from ground.errors import Conflict, Invalid, NotFound

SYSTEM = "system"
COUNTER = "bo_phan_mot_cua"
HEAD = "lanh_dao_phong"
SILENCE = ("wait", "consent", "report")
OPINIONS = ("agreed", "objected", "remarked")


class ConsultationNotFound(NotFound):
    """There is no such request for an opinion that you may see."""

    code = "consultation_not_found"


class ConsultationEnded(Conflict):
    """The request to {agency} has ended: it was answered, fell silent or was called off."""

    code = "consultation_ended"


class ConsultationIncomplete(Invalid):
    """A request for an opinion says what is asked, of whom, and what silence means. Fill in {missing}."""

    code = "consultation_incomplete"


class NotBeingHandled(Conflict):
    """The dossier {code} is not being handled, so nobody is asked about it."""

    code = "not_being_handled"


class PaperNotInDossier(Invalid):
    """The dossier has no paper {code}. Choose among those it has."""

    code = "paper_not_in_dossier"


@dataclass(frozen=True, slots=True)
class Question:
    """Whom to ask (a unit of the house by `unit`, its code, or an outside `agency`), what, until when, and silence."""

    content: str
    unit: str = ""
    agency: str = ""
    term: str = ""
    silence: str = "wait"
    papers: tuple[str, ...] = ()


def consult(
    session: Session, clock: Clock, officer: Officer, code: str, questions: Sequence[Question]
) -> list[Consultation]:
    """Ask several at once, each on its own clock. Raises `NotBeingHandled`, `ConsultationIncomplete` and others."""
    dossier = hold(session, dossier_for(session, officer, code, clock))
    if dossier.state != "handling":
        raise NotBeingHandled(code=code)
    if not questions:
        raise ConsultationIncomplete(missing="questions")
    return [_ask(session, clock, officer, dossier, question) for question in questions]


def _ask(session: Session, clock: Clock, officer: Officer, dossier: Dossier, question: Question) -> Consultation:
    unit = _check(session, dossier, question)
    term = parse_term(question.term) if question.term else pack_of(dossier).desk.consult_term
    until = due_at(calendar_of(dossier), term, clock.now())
    row = Consultation(
        dossier_id=dossier.id, agency=unit.name if unit else question.agency.strip(), unit_id=unit.id if unit else None,
        content=question.content.strip(), papers=list(question.papers), silence=question.silence, state="open",
        asked_by=officer.name, asked_at=clock.now(), due_at=until, next_at=until,
    )  # fmt: skip
    session.add(row)
    session.flush()
    facts = {"agency": row.agency, "content": row.content, "due_at": until, "silence": row.silence}
    journal.append(session, clock, dossier.instance_id, "consultation_asked", row.id, officer.name, facts)
    if unit is not None:
        for each in _of_unit(session, clock, dossier, unit.id):
            notices.tell_officer(session, clock, dossier, each, "consultation", due=until, content=row.content)
    return row


def _check(session: Session, dossier: Dossier, question: Question) -> Unit | None:
    unit = session.scalar(select(Unit).where(Unit.code == question.unit)) if question.unit else None
    if not question.content.strip():
        raise ConsultationIncomplete(missing="content")
    if (question.unit and unit is None) or not (question.unit or question.agency.strip()):
        raise ConsultationIncomplete(missing="unit, agency")
    if question.silence not in SILENCE:
        raise ConsultationIncomplete(missing="silence")
    held = set(session.scalars(select(DossierPaper.code).where(DossierPaper.dossier_id == dossier.id)))
    for code in question.papers:
        if code not in held:
            raise PaperNotInDossier(code=code)
    return unit


def _of_unit(session: Session, clock: Clock, dossier: Dossier, unit_id: str) -> list[Officer]:
    """Who is told in the unit asked: the heads of it or of the unit above."""
    return holders_of(session, HEAD, unit_id, clock, dossier.procedure)


def consultation_for(session: Session, clock: Clock, officer: Officer, consultation_id: str) -> Consultation:
    """The request, for who handles the dossier and for the unit that was asked. Raises `ConsultationNotFound`."""
    row = session.get(Consultation, consultation_id)
    if row is None:
        raise ConsultationNotFound
    dossier, reach = session.get_one(Dossier, row.dossier_id), reach_of(session, officer, clock)
    units = {unit for role, held in reach.items() if role not in DESK_ROLES for unit in held}
    if row.unit_id not in units and dossier.handling_unit_id not in units:
        raise ConsultationNotFound
    return row


def asked_of_me(session: Session, clock: Clock, officer: Officer, limit: int = 200) -> list[Consultation]:
    """The open requests to the units an officer works in, by date: content and papers asked about, nothing else."""
    wanted = select(Consultation).where(_asked(session, clock, officer)).order_by(Consultation.due_at)
    return list(session.scalars(wanted.limit(limit)))


def how_many_asked(session: Session, clock: Clock, officer: Officer, most: int = 100) -> int:
    """How many they are, counted no further than `most`."""
    some = select(Consultation.id).where(_asked(session, clock, officer)).limit(most).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def _asked(session: Session, clock: Clock, officer: Officer) -> ColumnElement[bool]:
    reach = reach_of(session, officer, clock)
    units = {unit for role, held in reach.items() if role not in DESK_ROLES for unit in held}
    return and_(Consultation.state == "open", Consultation.unit_id.in_(units))


def answer(
    session: Session, clock: Clock, officer: Officer, consultation_id: str, opinion: str, text: str
) -> Consultation:
    """Answer: the unit that was asked itself; for an outside agency whoever handles the dossier enters its letter."""
    row = _held(session, clock, officer, consultation_id)
    if opinion not in OPINIONS or not text.strip():
        raise ConsultationIncomplete(missing="opinion, answer")
    units = {unit for held in reach_of(session, officer, clock).values() for unit in held}
    if row.unit_id is not None and row.unit_id not in units:
        raise ConsultationNotFound
    row.state, row.opinion, row.answer, row.next_at = "answered", opinion, text.strip(), None
    row.answered_by, row.answered_at = officer.name, clock.now()
    row.is_late = row.is_late or clock.now() > row.due_at
    facts = {"agency": row.agency, "opinion": opinion, "is_late": row.is_late}
    return _record(session, clock, row, "consultation_answered", officer.name, facts)


def extend(
    session: Session, clock: Clock, officer: Officer, consultation_id: str, term: str, reason: str
) -> Consultation:
    """Give the one asked more time, once, for a reason: its clock moves, the dossier's does not."""
    row = _held(session, clock, officer, consultation_id)
    if row.extended_at is not None:
        raise ConsultationEnded(agency=row.agency)
    if not reason.strip():
        raise ConsultationIncomplete(missing="reason")
    before = row.due_at
    dossier = session.get_one(Dossier, row.dossier_id)
    row.due_at = due_at(calendar_of(dossier), parse_term(term), max(before, clock.now()))
    row.next_at, row.extended_at = row.due_at, clock.now()
    facts = {"agency": row.agency, "before": before, "after": row.due_at, "reason": reason.strip()}
    return _record(session, clock, row, "consultation_extended", officer.name, facts)


def _held(session: Session, clock: Clock, officer: Officer, consultation_id: str) -> Consultation:
    row = consultation_for(session, clock, officer, consultation_id)
    hold(session, session.get_one(Dossier, row.dossier_id))
    session.refresh(row, with_for_update=True)
    if row.state != "open":
        raise ConsultationEnded(agency=row.agency)
    return row


def check_consultations(database: Engine, clock: Clock, limit: int = 50) -> int:
    """What has not been answered in time: reminded, reported, and taken as its silence was agreed; how many."""
    with reading(database) as session:
        late = (
            select(Consultation.id)
            .where(Consultation.next_at.is_not(None), Consultation.next_at <= clock.now())
            .order_by(Consultation.next_at)
            .limit(limit)
        )
        found = list(session.scalars(late))
    return sum(_fall_due(database, clock, each) for each in found)


def _fall_due(database: Engine, clock: Clock, consultation_id: str) -> bool:
    with transaction(database) as session:
        row = session.get_one(Consultation, consultation_id)
        dossier = hold(session, session.get_one(Dossier, row.dossier_id))
        session.refresh(row, with_for_update=True)
        if row.next_at is None or row.next_at > clock.now():
            return False
        row.next_at, row.is_late = None, True
        if dossier.closed_at is not None:
            row.state = "cancelled"
            return True
        if row.silence == "consent":
            row.state, row.opinion = "silent", "agreed"
        facts = {"agency": row.agency, "due_at": row.due_at, "silence": row.silence, "state": row.state}
        _record(session, clock, row, "consultation_overdue", SYSTEM, facts)
        for officer in _told(session, clock, dossier, row):
            words = {"agency": row.agency, "due": row.due_at}
            notices.tell_officer(session, clock, dossier, officer, "consultation_late", **words)
        return True


def _told(session: Session, clock: Clock, dossier: Dossier, row: Consultation) -> list[Officer]:
    """Who hears of silence: who asked, the counter, the unit asked; by `report` also the leader and the supervisor."""
    told = {each.name: each for each in session.scalars(select(Officer).where(Officer.name == row.asked_by))}
    found = holders_of(session, COUNTER, dossier.unit_id, clock, dossier.procedure)
    if row.unit_id is not None:
        found += _of_unit(session, clock, dossier, row.unit_id)
    if row.silence == "report":
        for role in (pack_of(dossier).desk.apology_signer, SUPERVISOR):
            found += holders_of(session, role, dossier.handling_unit_id, clock, dossier.procedure)
    return list((told | {each.name: each for each in found}).values())


def _record(
    session: Session, clock: Clock, row: Consultation, name: str, by: str, facts: dict[str, object]
) -> Consultation:
    chain = session.get_one(Dossier, row.dossier_id).instance_id
    journal.append(session, clock, chain, name, row.id, by, facts)
    session.flush()
    return row
