"""What each paper has to say, gathered from the desk's rows in the shapes `documents.facts` wants."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cases.authority import authority_of, words_of
from cases.deadlines import parse_term
from cases.law import pack_of
from cases.moves import last_supplement
from cases.people import holders_of
from cases.procedure import Procedure, procedure_of
from cases.result_rows import current, full_number, issuing_unit, signatory
from cases.rulepacks import RulePack
from cases.sheet import ResultKind
from cases.tables import Apology, Dossier, DossierPaper, Officer, Payment, Person, Slip, Unit
from documents.facts import (
    ApologyFacts,
    Applicant,
    Office,
    PaperLine,
    ReceiptFacts,
    RefusalFacts,
    RegisterLine,
    Representative,
    ResultFacts,
    ResultReceiptFacts,
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
RETURN_WAYS = {
    "counter": "{unit}",
    "online": "trang tra cứu (trực tuyến)",
    "post": "nhà, qua dịch vụ bưu chính công ích",
}
RETURN_WORDS = {"counter": "trực tiếp tại quầy", "online": "trực tuyến", "post": "qua bưu chính công ích"}


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
    """The facts of a slip about one dossier, by its kind."""
    return _FACTS[slip.kind](session, subject, slip, shared_facts(session, subject, slip, house))


def shared_facts(session: Session, subject: Subject, slip: Slip, house: House) -> SlipFacts:
    """What every slip of a dossier says."""
    dossier, pack = subject.dossier, pack_of(subject.dossier)
    return SlipFacts(
        demo=house.is_demo, paper_size=paper_size(pack, slip), office=office_of(session, subject.receiving),
        number=slip.number, made_at=slip.made_at, look_up=_look_up(dossier, house),
        signatory=signatory_of(session, slip.made_by, subject.receiving.id, dossier.procedure, slip.made_at),
        form_note=pack.form_note(slip.kind), heading=pack.desk.titles.get(slip.kind, ""), code=dossier.code,
        procedure=dossier.procedure_name, applicant=_applicant(subject.person),
    )  # fmt: skip


def paper_size(pack: RulePack, slip: Slip) -> Literal["A4", "A5"]:
    """The size asked for, else the one of the rule pack."""
    return "A4" if (slip.paper_size or pack.desk.paper_sizes[slip.kind]) == "A4" else "A5"


def _receipt(session: Session, subject: Subject, slip: Slip, shared: SlipFacts) -> ReceiptFacts:
    dossier, fee = subject.dossier, subject.procedure.sheet.fee
    assert dossier.accepted_at is not None
    assert dossier.original_due_at is not None
    register = RegisterLine(volume=dossier.register_volume, serial=str(dossier.register_serial or ""))
    return ReceiptFacts(
        **shared, layout="table" if pack_of(dossier).desk.receipt_layout == "table" else "list",
        representative=_representative(dossier), request=dossier.request, papers=papers_of(session, dossier),
        sets=dossier.sets, term=parse_term(dossier.term).words(), accepted_at=dossier.accepted_at,
        due_at=dossier.original_due_at, return_way=RETURN_WAYS[dossier.return_way].format(unit=subject.receiving.name),
        register=register if dossier.register_volume else None, fee=fee.amount or None,
    )  # fmt: skip


def _representative(dossier: Dossier) -> Representative | None:
    if dossier.representative is None:
        return None
    told = dossier.representative
    return Representative(
        kind="person", full_name=told["full_name"], identity=told.get("identity", ""), address=told.get("address", ""),
        phone=told.get("phone", ""), email=told.get("email", ""), authority=told["authority"],
    )  # fmt: skip


def _supplement(session: Session, subject: Subject, slip: Slip, shared: SlipFacts) -> SupplementFacts:
    asked = last_supplement(session, subject.dossier)
    if asked is None:
        raise NotFound
    lines = [
        SupplementLine(name=line.get("name", ""), wrong=line.get("note", ""), basis=line.get("basis", ""))
        for line in asked.wanted
    ]
    law = subject.procedure.law(subject.dossier.rule_pack)
    return SupplementFacts(
        **shared, lines=lines, reason=asked.reason, answer_by=asked.due_at,
        contact={"full_name": shared["signatory"]["full_name"], "phone": subject.receiving.phone},
        on_return="restart" if law.on_supplement == "restart" else "resume",
    )  # fmt: skip


def _refusal(session: Session, subject: Subject, slip: Slip, shared: SlipFacts) -> RefusalFacts:
    reasons = [line.strip() for line in subject.dossier.reason.splitlines() if line.strip()]
    return RefusalFacts(
        **shared, reasons=reasons or ["–"], basis=subject.procedure.law(subject.dossier.rule_pack).basis, advice=""
    )


def _stop(session: Session, subject: Subject, slip: Slip, shared: SlipFacts) -> StopFacts:
    dossier = subject.dossier
    asked_on = dossier.withdrawn_at.astimezone(VIETNAM).date() if dossier.withdrawn_at else None
    refunded = select(func.sum(Payment.amount)).where(
        Payment.dossier_id == dossier.id, Payment.refunded_at.is_not(None)
    )
    return StopFacts(
        **shared, accepted_at=dossier.accepted_at, asked_on=asked_on, reason=dossier.reason,
        stopped_at=slip.made_at, returned=originals_of(session, dossier), refund=session.scalar(refunded),
    )  # fmt: skip


def _apology(session: Session, subject: Subject, slip: Slip, shared: SlipFacts) -> ApologyFacts:
    apology = session.get_one(Apology, subject.dossier.id)
    shared["office"] = office_of(session, subject.handling)
    if slip.made_by:
        shared["signatory"] = signatory_of(
            session, slip.made_by, subject.handling.id, subject.dossier.procedure, slip.made_at
        )
    return ApologyFacts(
        **shared, receiver=subject.receiving.name, accepted_at=subject.dossier.accepted_at or slip.made_at,
        due_at=apology.due_at, reason=apology.reason, new_due_at=apology.new_due_at,
    )  # fmt: skip


def _result_receipt(session: Session, subject: Subject, slip: Slip, shared: SlipFacts) -> ResultReceiptFacts:
    dossier, result = subject.dossier, current(session, subject.dossier)
    if dossier.returned_at is None or result is None:
        raise NotFound
    kind = subject.procedure.sheet.result_of(result.key)
    return ResultReceiptFacts(
        **shared, receiver=str(slip.scope.get("receiver") or subject.person.full_name),
        receiver_identity=str(slip.scope.get("identity") or ""), result=(kind.name if kind else "") or result.key,
        result_number=result.number or "", issued_on=result.issued_on,
        way=RETURN_WORDS[dossier.return_way], returned_at=dossier.returned_at, returned=originals_of(session, dossier),
    )  # fmt: skip


def originals_of(session: Session, dossier: Dossier) -> list[str]:
    """The originals that were shown and go back to the applicant, each with its count."""
    rows = select(DossierPaper).where(DossierPaper.dossier_id == dossier.id, DossierPaper.originals > 0)
    return [f"{row.name} ({row.originals:02d} bản chính)" for row in session.scalars(rows.order_by(DossierPaper.code))]


Facts: TypeAlias = Callable[[Session, Subject, Slip, SlipFacts], Mapping[str, Any]]
_FACTS: Mapping[str, Facts] = {
    "receipt": _receipt,
    "supplement": _supplement,
    "refusal": _refusal,
    "stop": _stop,
    "apology": _apology,
    "result_receipt": _result_receipt,
}


def result_facts(
    session: Session, subject: Subject, kind: ResultKind, variables: Mapping[str, Any], house: House,
    made_at: datetime, signer: str = "",
) -> Mapping[str, Any]:  # fmt: skip
    """The facts of a result: what the base needs, and `answers`, `applicant`, `code`, `accepted_at`, `reason`,
    `variables`.
    """
    dossier = subject.dossier
    unit = issuing_unit(dossier, kind)
    signatory = signatory_of(session, signer, unit, dossier.procedure, made_at)
    base = ResultFacts(
        demo=house.is_demo, office=office_of(session, session.get_one(Unit, unit)), made_at=made_at,
        look_up=f"{house.address}/verify?code={dossier.code}",
        signatory=signatory,
        number_room=full_number(kind, WIDE_SERIAL), excerpt="",
        bases=[f"Căn cứ {subject.procedure.law(dossier.rule_pack).basis}"], recipients=["Như trên", "Lưu: VT"],
        record={
            "code": dossier.code, "procedure": subject.procedure.sheet.code, "result": kind.key,
            "signer": signatory["full_name"],
        },
    )  # fmt: skip
    own = {
        "answers": dossier.answers, "applicant": _applicant(subject.person), "code": dossier.code,
        "accepted_at": dossier.accepted_at, "reason": variables.get("reason") or "", "variables": dict(variables),
    }  # fmt: skip
    return {**base, **own}


def leader_of(session: Session, clock: Clock, dossier: Dossier, kind: ResultKind | None = None) -> str:
    """The log-in name of who will sign: the leader of the handling unit, or whom the sheet names for this result."""
    role, unit = (LEADER, dossier.handling_unit_id) if kind is None else (kind.signer, issuing_unit(dossier, kind))
    leaders = holders_of(session, role, unit, clock, dossier.procedure)
    return leaders[0].name if leaders else signatory(session, dossier)


def signatory_of(session: Session, name: str, unit_id: str, procedure: str, at: datetime) -> Signatory:
    """Who signs, with the authority that lets him: TM., KT., TL., TUQ. or Q. and the title it stands for."""
    officer = session.scalar(select(Officer).where(Officer.name == name))
    if officer is None:
        return Signatory(authority="", title="", full_name=name)
    authority = authority_of(session, name, unit_id, procedure, at.astimezone(VIETNAM).date())
    return Signatory(authority=words_of(authority), title=officer.title, full_name=officer.full_name)


def office_of(session: Session, unit: Unit) -> Office:
    parent = session.get(Unit, unit.parent_id) if unit.parent_id else None
    return Office(parent=parent.name if parent else "", name=unit.name, place=unit.city, phone=unit.phone)


def _applicant(person: Person) -> Applicant:
    return Applicant(
        kind="organisation" if person.kind == "organisation" else "person", full_name=person.full_name,
        identity=person.identity, address=person.address, phone=person.phone, email=person.email,
    )  # fmt: skip


def papers_of(session: Session, dossier: Dossier) -> list[PaperLine]:
    rows = session.scalars(
        select(DossierPaper).where(DossierPaper.dossier_id == dossier.id).order_by(DossierPaper.code)
    )
    return [
        PaperLine(name=row.name, originals=row.originals, certified=row.certified, copies=row.copies) for row in rows
    ]


def _look_up(dossier: Dossier, house: House) -> str:
    return f"{house.address}/track?code={dossier.code}"
