"""What each paper has to say, gathered from the desk's rows in the shapes `documents.facts` wants."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.deadlines import parse_term
from cases.law import pack_of
from cases.moves import last_supplement
from cases.people import holders_of
from cases.procedure import Procedure, procedure_of
from cases.result_rows import full_number, signatory
from cases.sheet import ResultKind
from cases.tables import Dossier, DossierPaper, Officer, Person, Slip, Unit
from documents.facts import (
    Applicant,
    Office,
    PaperLine,
    ReceiptFacts,
    RefusalFacts,
    ResultFacts,
    Signatory,
    SlipFacts,
    StopFacts,
    SupplementFacts,
    SupplementLine,
)
from ground.clock import VIETNAM, Clock
from ground.errors import NotFound

WIDE_SERIAL = 8888
LEADER = "lanh_dao_don_vi"


@dataclass(frozen=True, slots=True)
class House:
    """What is the same on every paper: the address of the look-up page, and whether this is a demonstration."""

    address: str
    is_demo: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """A dossier with the rows its papers speak of."""

    dossier: Dossier
    procedure: Procedure
    person: Person
    receiving: Unit
    handling: Unit

    @classmethod
    def of(cls, session: Session, instance_id: str | None) -> "Subject":
        """The dossier an instance runs for, with its rows. Raises `NotFound`."""
        dossier = session.scalar(select(Dossier).where(Dossier.instance_id == instance_id))
        if dossier is None:
            raise NotFound
        return cls(
            dossier, procedure_of(session, dossier.definition_id), session.get_one(Person, dossier.person_id),
            session.get_one(Unit, dossier.unit_id), session.get_one(Unit, dossier.handling_unit_id),
        )  # fmt: skip


def slip_facts(session: Session, subject: Subject, slip: Slip, house: House) -> Mapping[str, Any]:
    """The facts of a slip by its kind."""
    shared = _slip(session, subject, slip, house)
    if slip.kind == "receipt":
        return _receipt(session, subject, shared)
    if slip.kind == "supplement":
        return _supplement(session, subject, shared)
    if slip.kind == "refusal":
        return _refusal(subject, shared)
    return _stop(subject, slip, shared)


def _slip(session: Session, subject: Subject, slip: Slip, house: House) -> SlipFacts:
    dossier = subject.dossier
    return SlipFacts(
        demo=house.is_demo, paper_size="A5", office=_office(session, subject.receiving), number=slip.number,
        made_at=slip.made_at, look_up=_look_up(dossier, house), signatory=_signatory(session, slip.made_by),
        form_note=pack_of(dossier).form_note(slip.kind), code=dossier.code,
        procedure=dossier.procedure_name, applicant=_applicant(subject.person),
    )  # fmt: skip


def _receipt(session: Session, subject: Subject, shared: SlipFacts) -> ReceiptFacts:
    dossier, fee = subject.dossier, subject.procedure.sheet.fee
    assert dossier.accepted_at is not None
    assert dossier.original_due_at is not None
    return ReceiptFacts(
        **shared, representative=None, request="", papers=_papers(session, dossier), sets=1,
        term=parse_term(dossier.term).words(), accepted_at=dossier.accepted_at, due_at=dossier.original_due_at,
        return_way=subject.receiving.name, register=None, fee=fee.amount or None,
    )  # fmt: skip


def _supplement(session: Session, subject: Subject, shared: SlipFacts) -> SupplementFacts:
    asked = last_supplement(session, subject.dossier)
    if asked is None:
        raise NotFound
    lines = [SupplementLine(name=line.get("name", ""), wrong=line.get("note", ""), basis="") for line in asked.wanted]
    law = subject.procedure.law(subject.dossier.rule_pack)
    return SupplementFacts(
        **shared, lines=lines, reason=asked.reason, answer_by=asked.due_at,
        contact={"full_name": shared["signatory"]["full_name"], "phone": subject.receiving.phone},
        on_return="restart" if law.on_supplement == "restart" else "resume",
    )  # fmt: skip


def _refusal(subject: Subject, shared: SlipFacts) -> RefusalFacts:
    reasons = [line.strip() for line in subject.dossier.reason.splitlines() if line.strip()]
    return RefusalFacts(
        **shared, reasons=reasons or ["–"], basis=subject.procedure.law(subject.dossier.rule_pack).basis, advice=""
    )


def _stop(subject: Subject, slip: Slip, shared: SlipFacts) -> StopFacts:
    dossier = subject.dossier
    asked_on = dossier.withdrawn_at.astimezone(VIETNAM).date() if dossier.withdrawn_at else None
    return StopFacts(
        **shared, accepted_at=dossier.accepted_at, asked_on=asked_on, reason=dossier.reason,
        stopped_at=slip.made_at, returned=[], refund=None,
    )  # fmt: skip


def result_facts(
    session: Session, clock: Clock, subject: Subject, kind: ResultKind, variables: Mapping[str, Any], house: House,
    made_at: datetime,
) -> Mapping[str, Any]:
    """The facts of a result: what the base needs, and `answers`, `applicant`, `code`, `accepted_at`, `reason`,
    `variables`.
    """
    dossier = subject.dossier
    base = ResultFacts(
        demo=house.is_demo, office=_office(session, subject.handling), made_at=made_at,
        look_up=_look_up(dossier, house), signatory=_leader(session, clock, subject),
        number_room=full_number(kind, WIDE_SERIAL), excerpt="",
        bases=[f"Căn cứ {subject.procedure.law(dossier.rule_pack).basis}"], recipients=["Như trên", "Lưu: VT"],
        record={"code": dossier.code, "procedure": subject.procedure.sheet.code, "result": kind.key},
    )  # fmt: skip
    own = {
        "answers": dossier.answers, "applicant": _applicant(subject.person), "code": dossier.code,
        "accepted_at": dossier.accepted_at, "reason": variables.get("reason") or "", "variables": dict(variables),
    }  # fmt: skip
    return {**base, **own}


def _leader(session: Session, clock: Clock, subject: Subject) -> Signatory:
    """The leader who will sign: the one of the handling unit, named before he does."""
    leaders = holders_of(session, LEADER, subject.handling.id, clock, subject.dossier.procedure)
    return _as_signatory(leaders[0]) if leaders else _signatory(session, signatory(session, subject.dossier))


def _signatory(session: Session, name: str) -> Signatory:
    officer = session.scalar(select(Officer).where(Officer.name == name))
    return Signatory(authority="", title="", full_name=name) if officer is None else _as_signatory(officer)


def _as_signatory(officer: Officer) -> Signatory:
    return Signatory(authority="", title=officer.title, full_name=officer.full_name)


def _office(session: Session, unit: Unit) -> Office:
    parent = session.get(Unit, unit.parent_id) if unit.parent_id else None
    return Office(parent=parent.name if parent else "", name=unit.name, place=unit.city, phone=unit.phone)


def _applicant(person: Person) -> Applicant:
    return Applicant(
        kind="organisation" if person.kind == "organisation" else "person", full_name=person.full_name,
        identity=person.identity, address=person.address, phone=person.phone, email=person.email,
    )  # fmt: skip


def _papers(session: Session, dossier: Dossier) -> list[PaperLine]:
    rows = session.scalars(
        select(DossierPaper).where(DossierPaper.dossier_id == dossier.id).order_by(DossierPaper.code)
    )
    return [PaperLine(name=row.name, originals=row.originals, certified=0, copies=row.copies) for row in rows]


def _look_up(dossier: Dossier, house: House) -> str:
    return f"{house.address}/track?code={dossier.code}"
