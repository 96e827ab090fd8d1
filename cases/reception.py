"""The counter: a dossier is received, then exactly one of three things happens: accepted, asked to supplement,
refused.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases import forms, notices
from cases.counting import code_unit, next_code
from cases.deadlines import due_at
from cases.editions import pack_in_force
from cases.folding import compose, fold
from cases.follow import follow
from cases.handling import complete_step
from cases.intake import Applicant, Intake, check_intake, check_unit, person_of, representative_of
from cases.law import calendar_name, calendar_of, pack_of
from cases.moves import reserved
from cases.papers import PaperBrought, check_now, keep_papers, told
from cases.people import RoleMissing, dossier_for, reach_of
from cases.procedure import Procedure, active_procedure, procedure_of
from cases.reuse import Holder, look_of, settle, take
from cases.rulepacks import RulePack
from cases.tables import Dossier, DossierPaper, Officer, Unit, new_id
from engine import commands, journal
from engine.changes import Changes
from engine.tables import Definition, Task
from ground.clock import Clock, today
from ground.errors import Conflict, Invalid
from ground.messages import translate

__all__ = [
    "Applicant", "Intake", "PaperBrought", "accept", "ask_supplement", "ask_what_is_missing", "receive", "refuse",
]  # fmt: skip

RECEPTION = "bo_phan_mot_cua"


class UnitUnknown(Invalid):
    """There is no unit with the code {unit}. Choose one of the list."""

    code = "unit_unknown"


class NotAtReception(Conflict):
    """The dossier {code} is no longer at reception: this has been decided already."""

    code = "not_at_reception"


def receive(session: Session, clock: Clock, officer: Officer, intake: Intake) -> Dossier:
    """Receive a dossier: check its answers and papers, give it a code, start its process.

    Raises `RoleMissing`, `ProcedureNotActive`, `FormRefused`, `UnitUnknown`, `UnitEnded`, and what `check_papers`,
    `check_intake`, `person_of` and `take` refuse.
    """
    check_intake(intake)
    on = today(clock)
    unit = _counter_of(session, clock, officer, intake)
    definition, procedure = active_procedure(session, intake.procedure, on)
    answers = forms.check(procedure.form(procedure.application), intake.answers, RECEPTION, clock=clock)
    person = person_of(intake.applicant)
    pack = pack_in_force(session, on)
    look = look_of(clock, Holder(person.kind, person.identity), procedure, pack)
    taken = take(session, clock, look, intake.papers, bool(intake.identified_by), intake.is_owner)
    papers = check_now(clock, procedure.sheet, taken.papers)
    session.add(person)
    session.flush()
    handling = check_unit(_unit_named(session, intake.handling_unit) if intake.handling_unit else unit, on)
    code = next_code(session, pack, code_unit(pack, unit, handling), on)
    variables = answers | {"dossier": reserved(code, handling, person, None)}
    changes = commands.start(session, clock, procedure.slug, variables, code, officer.name, definition)
    dossier = _dossier(clock, officer, intake, definition, procedure, pack)
    dossier.code, dossier.instance_id, dossier.person_id = code, changes.instance.id, person.id
    dossier.unit_id, dossier.handling_unit_id, dossier.answers = unit.id, handling.id, answers
    dossier.calendar = calendar_name(session, handling.id)
    dossier.look_up = fold(" ".join((code, person.full_name, person.identity, person.phone, procedure.sheet.name)))
    session.add(dossier)
    session.flush()
    keep_papers(session, clock, dossier, papers)
    _record(session, clock, officer, dossier, replace(intake, papers=taken.papers))
    settle(session, clock, dossier, taken, officer.name)
    if intake.channel == "online":
        _acknowledge(session, clock, dossier)
    follow(session, clock, changes)
    return dossier


def _acknowledge(session: Session, clock: Clock, dossier: Dossier) -> None:
    """An online dossier is answered within eight working hours (Decree 45/2020); its applicant is told so at once."""
    dossier.answer_by_at = due_at(calendar_of(dossier), pack_of(dossier).online_answer, clock.now())
    notices.tell_applicant(session, clock, dossier, "acknowledged", until=dossier.answer_by_at)


def _counter_of(session: Session, clock: Clock, officer: Officer, intake: Intake) -> Unit:
    """The unit whose counter this is: the one named, else the officer's own, else the first he holds the role in."""
    units = reach_of(session, officer, clock).units(RECEPTION, intake.procedure)
    if not units:
        raise RoleMissing(role=RECEPTION)
    if intake.counter:
        named = _unit_named(session, intake.counter)
        if named.id not in units:
            raise RoleMissing(role=RECEPTION)
        return check_unit(named, today(clock))
    return check_unit(session.get_one(Unit, officer.unit_id if officer.unit_id in units else min(units)), today(clock))


def _unit_named(session: Session, code: str) -> Unit:
    unit = session.scalar(select(Unit).where(Unit.code == code))
    if unit is None:
        raise UnitUnknown(unit=code)
    return unit


def _dossier(
    clock: Clock, officer: Officer, intake: Intake, definition: Definition, procedure: Procedure, pack: RulePack
) -> Dossier:
    return Dossier(
        id=new_id(), procedure=procedure.slug, procedure_name=procedure.sheet.name, definition_id=definition.id,
        channel=intake.channel, state="submitted", received_by=officer.name, submitted_at=clock.now(),
        term=str(procedure.law(pack.key).promised), rule_pack=pack.key,
        representative=representative_of(intake.submitter), identified_by=intake.identified_by,
        request=compose(intake.request)[:2000], sets=intake.sets, return_way=intake.return_way,
        post_number=compose(intake.post_number)[:50],
    )  # fmt: skip


def _record(session: Session, clock: Clock, officer: Officer, dossier: Dossier, intake: Intake) -> None:
    facts = {
        "code": dossier.code, "procedure": dossier.procedure, "channel": dossier.channel,
        "rule_pack": dossier.rule_pack, "papers": told(intake.papers), "identified_by": intake.identified_by,
        "is_represented": intake.submitter is not None, "return_way": intake.return_way,
        "post_number": dossier.post_number, "is_digital": intake.channel == "online",
        "handling_unit_differs": dossier.unit_id != dossier.handling_unit_id,
    }  # fmt: skip
    journal.append(session, clock, dossier.instance_id, "dossier_submitted", dossier.code, officer.name, facts)


def accept(session: Session, clock: Clock, officer: Officer, code: str, **answers: Any) -> Changes:
    """Accept the dossier: the clock starts, the receipt is printed."""
    return _decide(session, clock, officer, code, {"outcome": "accepted", **answers})


def ask_supplement(session: Session, clock: Clock, officer: Officer, code: str, **answers: Any) -> Changes:
    """Ask the applicant, once and in full, to supplement: `wanted` (a list of `name`, `note`) and `reason`."""
    return _decide(session, clock, officer, code, {"outcome": "supplement", **answers})


def ask_what_is_missing(session: Session, clock: Clock, officer: Officer, code: str, reason: str = "") -> Changes:
    """Ask for every component the law wants and the dossier has not got. Raises `SupplementEmpty` if all are there."""
    dossier = dossier_for(session, officer, code, clock)
    here = set(session.scalars(select(DossierPaper.code).where(DossierPaper.dossier_id == dossier.id)))
    asked_for = procedure_of(session, dossier.definition_id).sheet.component
    wanted = [{"code": part.code} for part in asked_for if part.code not in here and not part.optional]
    words = reason or translate("The dossier lacks papers that the law asks for.", "vi")
    return ask_supplement(session, clock, officer, code, wanted=wanted, reason=words)


def refuse(session: Session, clock: Clock, officer: Officer, code: str, **answers: Any) -> Changes:
    """Refuse to accept the dossier, for a stated `reason`."""
    return _decide(session, clock, officer, code, {"outcome": "refused", **answers})


def _decide(session: Session, clock: Clock, officer: Officer, code: str, answers: Mapping[str, Any]) -> Changes:
    dossier = dossier_for(session, officer, code, clock)
    task = session.scalar(
        select(Task).where(
            Task.instance_id == dossier.instance_id, Task.role == RECEPTION, Task.state.in_(("open", "claimed"))
        )
    )
    if task is None or dossier.state not in ("submitted", "supplement", "payment"):
        raise NotAtReception(code=code)
    return complete_step(session, clock, officer, task.id, task.version, answers)
