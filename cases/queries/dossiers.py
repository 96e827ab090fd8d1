"""One dossier on a page, what happened to it, and what the public may see."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cases.handling import RECEPTION, may_withdraw
from cases.law import pauses_of, portal_status, timing_of
from cases.people import DossierNotFound, dossier_for, reach_of
from cases.procedure import procedure_of
from cases.queries.lines import asked_until, dossier_line
from cases.queries.shapes import (
    DossierLine,
    DossierPage,
    JournalLine,
    PaperLine,
    PauseLine,
    PublicView,
    ResultLine,
    SlipLine,
    StepLine,
    SupplementLine,
)
from cases.reception import Applicant
from cases.tables import Dossier, DossierPaper, Officer, Pause, Person, Result, Slip, StepTerm, Supplement, Unit
from engine.queries import facts
from engine.tables import Definition
from ground.clock import Clock


def dossier_page(session: Session, clock: Clock, officer: Officer, code: str) -> DossierPage:
    """Everything an officer of the dossier may see about it. Raises `DossierNotFound`."""
    dossier = dossier_for(session, officer, code, clock)
    procedure = procedure_of(session, dossier.definition_id)
    person = session.get_one(Person, dossier.person_id)
    at_counter = dossier.unit_id in reach_of(session, officer, clock).units(RECEPTION, dossier.procedure)
    pauses = pauses_of(session, dossier.id)
    is_waiting = dossier.state == "supplement" and any(pause.until_at is None for pause in pauses)
    return DossierPage(
        code=dossier.code, version=dossier.version, procedure=dossier.procedure, procedure_code=procedure.sheet.code,
        procedure_name=dossier.procedure_name,
        definition_version=session.get_one(Definition, dossier.definition_id).version,
        unit=session.get_one(Unit, dossier.unit_id).name,
        handling_unit=session.get_one(Unit, dossier.handling_unit_id).name, applicant=_applicant(person),
        channel=dossier.channel, received_by=dossier.received_by, state=dossier.state,
        portal_status=portal_status(dossier), reason=dossier.reason, submitted_at=dossier.submitted_at,
        accepted_at=dossier.accepted_at, due_at=dossier.due_at, original_due_at=dossier.original_due_at,
        finished_at=dossier.finished_at, returned_at=dossier.returned_at, closed_at=dossier.closed_at,
        timing=timing_of(dossier, pauses, clock.now()), term=dossier.term, answers=dossier.answers,
        form=procedure.form(procedure.application), papers=papers_of(session, dossier),
        supplements=_supplements(session, dossier), pauses=_pauses(pauses), slips=slips_of(session, dossier),
        results=results_of(session, dossier), steps=_steps(session, dossier),
        may_withdraw=at_counter and may_withdraw(session, dossier), may_answer_supplement=at_counter and is_waiting,
        may_give_back=at_counter and dossier.state == "finished",
    )  # fmt: skip


def _applicant(person: Person) -> Applicant:
    return Applicant(
        full_name=person.full_name, kind=person.kind, identity=person.identity, address=person.address,
        phone=person.phone, email=person.email,
    )  # fmt: skip


def papers_of(session: Session, dossier: Dossier | None) -> tuple[PaperLine, ...]:
    """The components received, in the order they came."""
    return tuple(
        PaperLine(
            row.code, row.name, row.originals, row.copies, row.digest or "", row.received_at, row.source, row.reference
        )
        for row in _rows(session, DossierPaper, dossier, DossierPaper.received_at)
    )


def slips_of(session: Session, dossier: Dossier | None) -> tuple[SlipLine, ...]:
    """The slips made, first to last."""
    return tuple(
        SlipLine(row.kind, row.number, row.digest or "", row.made_at, row.id)
        for row in _rows(session, Slip, dossier, Slip.made_at)
    )


def results_of(session: Session, dossier: Dossier | None) -> tuple[ResultLine, ...]:
    """The results with their newest bytes."""
    return tuple(
        ResultLine(
            row.key, row.kind, row.state, row.number or "",
            row.issued_digest or row.numbered_digest or row.signed_digest or row.draft_digest,
            row.signed_by, row.issued_at, row.returned_at,
        )
        for row in _rows(session, Result, dossier, Result.drafted_at)
    )  # fmt: skip


def _rows(session: Session, table: Any, dossier: Dossier | None, order: Any) -> Sequence[Any]:
    if dossier is None:
        return ()
    return session.scalars(select(table).where(table.dossier_id == dossier.id).order_by(order)).all()


def _supplements(session: Session, dossier: Dossier) -> tuple[SupplementLine, ...]:
    return tuple(
        SupplementLine(
            row.ordinal, tuple(row.wanted), row.reason, row.asked_by, row.asked_at, row.due_at, row.answered_at,
            row.expired_at,
        )
        for row in _rows(session, Supplement, dossier, Supplement.ordinal)
    )  # fmt: skip


def _pauses(pauses: Sequence[Pause]) -> tuple[PauseLine, ...]:
    return tuple(PauseLine(row.kind, row.ground, row.from_at, row.until_at) for row in pauses)


def _steps(session: Session, dossier: Dossier) -> tuple[StepLine, ...]:
    return tuple(
        StepLine(
            row.task_id, row.element, row.name, row.role, row.assignee or "", row.state, row.opened_at, row.due_at,
            row.closed_at,
        )
        for row in _rows(session, StepTerm, dossier, StepTerm.opened_at)
    )  # fmt: skip


def line_of(session: Session, dossier: Dossier, now: datetime) -> DossierLine:
    """This dossier as a line."""
    person, unit = session.get_one(Person, dossier.person_id), session.get_one(Unit, dossier.unit_id)
    until = asked_until(session, [dossier.id]).get(dossier.id) if dossier.state == "supplement" else None
    return dossier_line(dossier, person, unit, {dossier.id: pauses_of(session, dossier.id)}, now, until)


def public_view(session: Session, clock: Clock, code: str) -> PublicView:
    """What anybody with the code may see. Raises `DossierNotFound`."""
    dossier = session.scalar(select(Dossier).where(Dossier.code == code))
    if dossier is None:
        raise DossierNotFound(code=code)
    pauses = pauses_of(session, dossier.id)
    asked = next((row for row in _supplements(session, dossier) if not row.answered_at and not row.expired_at), None)
    done = select(func.count()).where(StepTerm.dossier_id == dossier.id, StepTerm.state == "closed")
    return PublicView(
        code=dossier.code, procedure_name=dossier.procedure_name, unit=session.get_one(Unit, dossier.unit_id).name,
        state=dossier.state, portal_status=portal_status(dossier), submitted_at=dossier.submitted_at,
        accepted_at=dossier.accepted_at, due_at=dossier.due_at, original_due_at=dossier.original_due_at,
        promised_at=dossier.promised_at, finished_at=dossier.finished_at, returned_at=dossier.returned_at,
        return_way=dossier.return_way, timing=timing_of(dossier, pauses, clock.now()),
        supplement_until=asked.due_at if asked else None, steps_done=session.scalar(done) or 0,
    )  # fmt: skip


def journal_of(session: Session, clock: Clock, officer: Officer, code: str) -> tuple[JournalLine, ...]:
    """Every fact of a dossier, in order. Raises `DossierNotFound`."""
    dossier = dossier_for(session, officer, code, clock)
    return tuple(
        JournalLine(fact.seq, fact.at, fact.actor, fact.name, fact.subject, fact.payload or {}, fact.digest)
        for fact in facts(session, dossier.instance_id)
    )
