"""A dossier as its applicant reads it: what happened, who has it now, what he has to do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.citizens import APPLICANT
from cases.deadlines import Timing
from cases.handling import may_withdraw
from cases.law import pauses_of, timing_of
from cases.procedure import procedure_of
from cases.queries.issued import IssuedPaper, issued_papers
from cases.remarks import NoteLine, told_applicant
from cases.sheet import Component
from cases.tables import Apology, Dossier, Officer, PaperFile, Person, Rating, StepTerm, Supplement, Unit
from engine.queries import facts
from ground.clock import Clock

# What an applicant is told of the journal, in his words; {who} is never filled in here but shown beside.
PLAIN: Mapping[str, str] = {
    "dossier_submitted": "The dossier was handed in.",
    "dossier_accepted": "The dossier was accepted: the time for handling it begins.",
    "dossier_refused": "The dossier was not accepted.",
    "supplement_asked": "You were asked to add something.",
    "supplement_answered": "What was asked was brought.",
    "supplement_expired": "What was asked was not brought in time.",
    "papers_reused": "Some of your papers were here already: you need not bring them.",
    "paused": "The time for handling stands still.",
    "unpaused": "The time for handling goes on.",
    "consultation_asked": "Another agency was asked for its opinion.",
    "consultation_answered": "The other agency gave its opinion.",
    "apology_issued": "The agency apologised and named a new date.",
    "fee_paid": "The fee was paid.",
    "fee_refunded": "The fee was given back.",
    "result_signed": "The result was signed.",
    "result_issued": "The result was issued.",
    "result_returned": "The result was given to you.",
    "dossier_withdrawn": "You took the dossier back.",
    "dossier_stopped": "The handling was stopped.",
    "rated": "You said how it was handled.",
}  # fmt: skip
WITH_REASON = ("supplement_asked", "dossier_refused", "dossier_stopped", "apology_issued")
ENDED = ("returned", "refused", "stopped", "finished")


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened: what in plain words or the name of a step that was done, who, of which agency, when."""

    at: datetime
    sentence: str
    step: str = ""
    who: str = ""
    agency: str = ""
    reason: str = ""
    new_due_at: datetime | None = None
    is_yours: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """A step that waits: what, in whose hands, in which agency, since when and until when."""

    step: str
    who: str
    agency: str
    since: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that was asked for, the component its files go to, and those added since: id and name."""

    name: str
    note: str
    component: str
    files: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SignedApology:
    """The agency's word that it is sorry: why, the date it now promises, the law's date that stays."""

    reason: str
    new_due_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class MyDossier:
    """All of it. `todo`: supplement, payment, fetch, rate or nothing."""

    code: str
    procedure_name: str
    applicant: str
    agency: str
    phone: str
    state: str
    is_accepted: bool
    submitted_at: datetime
    answer_by_at: datetime | None
    due_at: datetime | None
    original_due_at: datetime | None
    promised_at: datetime | None
    timing: Timing
    reason: str
    return_way: str
    fee: int
    moments: tuple[Moment, ...]
    standing: tuple[Standing, ...]
    wanted: tuple[Wanted, ...]
    wanted_reason: str
    wanted_until: datetime | None
    files: tuple[tuple[str, str], ...]
    issued: tuple[IssuedPaper, ...]
    apology: SignedApology | None
    notes: tuple[NoteLine, ...]
    may_withdraw: bool
    may_rate: bool

    @property
    def letter(self) -> IssuedPaper | None:
        """The letter of the apology, once it is printed."""
        return next((paper for paper in reversed(self.issued) if paper.kind == "apology"), None)

    @property
    def todo(self) -> str:
        """What the applicant has to do now."""
        # Once it is answered nothing is left to do, also while the process has not yet gone on.
        if self.state == "supplement" and self.wanted_until is not None:
            return "supplement"
        if self.state == "payment":
            return "payment"
        if self.state == "finished":
            return "fetch"
        return "rate" if self.may_rate else ""


def my_dossier(session: Session, clock: Clock, dossier: Dossier) -> MyDossier:
    """The dossier that was opened to a citizen's visit."""
    unit, sheet = session.get_one(Unit, dossier.unit_id), procedure_of(session, dossier.definition_id).sheet
    asked, apology = _open_supplement(session, dossier), _signed_apology(session, dossier)
    rated = session.get(Rating, dossier.id) is not None
    return MyDossier(
        code=dossier.code, procedure_name=dossier.procedure_name,
        applicant=session.get_one(Person, dossier.person_id).full_name, agency=unit.name, phone=unit.phone,
        state=dossier.state, is_accepted=dossier.accepted_at is not None, submitted_at=dossier.submitted_at,
        answer_by_at=dossier.answer_by_at, due_at=dossier.due_at, original_due_at=dossier.original_due_at,
        promised_at=dossier.promised_at, timing=timing_of(dossier, pauses_of(session, dossier.id), clock.now()),
        reason=dossier.reason, return_way=dossier.return_way, fee=sheet.fee.amount,
        moments=tuple(sorted(_moments(session, dossier, unit, apology), key=lambda each: each.at)),
        standing=tuple(_standing(session, dossier)),
        wanted=tuple(_wanted(session, asked, sheet.component)) if asked else (),
        wanted_reason=asked.reason if asked else "", wanted_until=asked.due_at if asked else None,
        files=tuple(_files(session, dossier, sheet.component)),
        issued=issued_papers(session, dossier.code).papers, apology=apology, notes=told_applicant(session, dossier),
        may_withdraw=may_withdraw(session, dossier),
        may_rate=dossier.state in ENDED and not rated,
    )  # fmt: skip


def _signed_apology(session: Session, dossier: Dossier) -> SignedApology | None:
    row = session.get(Apology, dossier.id) if dossier.promised_at is not None else None
    return SignedApology(row.reason, row.new_due_at, row.due_at) if row and row.state == "signed" else None


def _open_supplement(session: Session, dossier: Dossier) -> Supplement | None:
    open_ = select(Supplement).where(
        Supplement.dossier_id == dossier.id, Supplement.answered_at.is_(None), Supplement.expired_at.is_(None)
    )
    return session.scalar(open_.order_by(Supplement.ordinal.desc()).limit(1)) if dossier.state == "supplement" else None


def _wanted(session: Session, asked: Supplement, components: Sequence[Component]) -> Iterator[Wanted]:
    """Each thing asked for with its component: the one it names, else the one called so, else the first."""
    names = {each.name: each.code for each in components}
    since = select(PaperFile).where(PaperFile.dossier_id == asked.dossier_id, PaperFile.filed_at > asked.asked_at)
    added = session.scalars(since.where(PaperFile.removed_at.is_(None), PaperFile.filed_by == APPLICANT)).all()
    for line in asked.wanted:
        code = line.get("code") or names.get(line.get("name", ""), components[0].code if components else "")
        files = tuple((row.id, row.name) for row in added if row.component == code)
        yield Wanted(line.get("name", ""), line.get("note", ""), code, files)


def _files(session: Session, dossier: Dossier, components: Sequence[Component]) -> Iterator[tuple[str, str]]:
    names = {each.code: each.name for each in components}
    rows = session.scalars(
        select(PaperFile).where(PaperFile.dossier_id == dossier.id, PaperFile.removed_at.is_(None))
    )  # fmt: skip
    for row in rows:
        yield names.get(row.component, row.component), row.name


def _moments(session: Session, dossier: Dossier, unit: Unit, apology: SignedApology | None) -> Iterator[Moment]:
    people = _People(session)
    for fact in facts(session, dossier.instance_id):
        sentence = PLAIN.get(fact.name)
        if sentence is None:
            continue
        who, agency = people.named(fact.actor)
        yield Moment(
            fact.at, sentence, who=who, agency=agency or unit.name, reason=_reason(fact.name, fact.payload or {}),
            new_due_at=apology.new_due_at if apology and fact.name == "apology_issued" else None,
            is_yours=fact.actor == APPLICANT,
        )  # fmt: skip
    done = select(StepTerm, Unit).join(Unit, Unit.id == StepTerm.unit_id).where(StepTerm.dossier_id == dossier.id)
    for step, at in session.execute(done.where(StepTerm.closed_at.is_not(None))):
        if step.assignee and step.closed_at:
            yield Moment(step.closed_at, "", step.name, people.named(step.assignee)[0], at.name)


def _reason(name: str, payload: Mapping[str, Any]) -> str:
    return str(payload.get("reason") or "") if name in WITH_REASON else ""


def _standing(session: Session, dossier: Dossier) -> Iterator[Standing]:
    people = _People(session)
    waiting = select(StepTerm, Unit).join(Unit, Unit.id == StepTerm.unit_id).where(StepTerm.dossier_id == dossier.id)
    for step, unit in session.execute(waiting.where(StepTerm.state != "closed").order_by(StepTerm.opened_at)):
        yield Standing(step.name, people.named(step.assignee or "")[0], unit.name, step.opened_at, step.due_at)


class _People:
    """Full names, titles and agencies of officers by log-in name, each asked for once."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.known: dict[str, tuple[str, str]] = {}

    def named(self, name: str) -> tuple[str, str]:
        """Name with title, and the agency; both empty for a machine, nobody, or the applicant himself."""
        if name not in self.known:
            self.known[name] = self._ask(name)
        return self.known[name]

    def _ask(self, name: str) -> tuple[str, str]:
        found = self.session.execute(
            select(Officer, Unit.name).join(Unit, Unit.id == Officer.unit_id).where(Officer.name == name)
        ).one_or_none()
        if found is None:
            return "", ""
        officer, agency = found
        return (f"{officer.full_name} ({officer.title})" if officer.title else officer.full_name), agency
