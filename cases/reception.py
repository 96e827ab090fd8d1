"""The counter: a dossier is received, then exactly one of three things happens: accepted, asked to supplement,
refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases import forms
from cases.counting import next_code
from cases.folding import compose, fold
from cases.follow import follow
from cases.handling import complete_step
from cases.law import calendar_name
from cases.moves import reserved
from cases.papers import PaperBrought, check_papers, keep_papers
from cases.people import RoleMissing, dossier_for, reach_of
from cases.procedure import Procedure, active_procedure
from cases.rulepacks import pack_on
from cases.tables import Dossier, Officer, Person, Unit, new_id
from engine import commands, journal
from engine.changes import Changes
from engine.tables import Definition, Task
from ground.clock import Clock, today
from ground.errors import Conflict, Invalid

__all__ = ["Applicant", "Intake", "PaperBrought", "accept", "ask_supplement", "receive", "refuse"]

RECEPTION = "bo_phan_mot_cua"


class ApplicantUnnamed(Invalid):
    """The applicant has no name. Enter it as it stands on the identity paper."""

    code = "applicant_unnamed"


class UnitUnknown(Invalid):
    """There is no unit with the code {unit}. Choose one of the list."""

    code = "unit_unknown"


class NotAtReception(Conflict):
    """The dossier {code} is no longer at reception: this has been decided already."""

    code = "not_at_reception"


@dataclass(frozen=True, slots=True)
class Applicant:
    """Whose dossier it is. `kind`: citizen or organisation."""

    full_name: str
    kind: str = "citizen"
    identity: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Intake:
    """What is handed in.

    `channel`: counter, online or post; `handling_unit` is a unit's code where another one decides.
    """

    procedure: str
    applicant: Applicant
    answers: Mapping[str, Any] = field(default_factory=dict)
    papers: tuple[PaperBrought, ...] = ()
    channel: str = "counter"
    handling_unit: str = ""


def receive(session: Session, clock: Clock, officer: Officer, intake: Intake) -> Dossier:
    """Receive a dossier: check its answers and papers, give it a code, start its process.

    Raises `RoleMissing`, `ProcedureNotActive`, `FormRefused`, `PaperUnknown`, `PaperCountWrong`, `ApplicantUnnamed`.
    """
    unit = _counter_of(session, clock, officer, intake.procedure)
    definition, procedure = active_procedure(session, intake.procedure, today(clock))
    answers = forms.check(procedure.form(procedure.application), intake.answers, RECEPTION, clock=clock)
    papers = check_papers(procedure.sheet, intake.papers)
    person = _person(intake.applicant)
    session.add(person)
    session.flush()
    handling = _unit_named(session, intake.handling_unit) if intake.handling_unit else unit
    code = next_code(session, pack_on(today(clock)), handling, today(clock))
    variables = answers | {"dossier": reserved(code, handling, person, None)}
    changes = commands.start(session, clock, procedure.slug, variables, code, officer.name, definition)
    dossier = _dossier(session, clock, officer, intake, definition, procedure)
    dossier.code, dossier.instance_id, dossier.person_id = code, changes.instance.id, person.id
    dossier.unit_id, dossier.handling_unit_id, dossier.answers = unit.id, handling.id, answers
    dossier.calendar = calendar_name(session, handling.id)
    dossier.look_up = fold(" ".join((code, person.full_name, person.identity, person.phone, procedure.sheet.name)))
    session.add(dossier)
    session.flush()
    keep_papers(session, clock, dossier, papers)
    _record(session, clock, officer, dossier, intake)
    follow(session, clock, changes)
    return dossier


def _counter_of(session: Session, clock: Clock, officer: Officer, procedure: str) -> Unit:
    """The unit whose counter this is: the officer's own, else the first he holds the role in."""
    units = reach_of(session, officer, clock).units(RECEPTION, procedure)
    if not units:
        raise RoleMissing(role=RECEPTION)
    return session.get_one(Unit, officer.unit_id if officer.unit_id in units else min(units))


def _unit_named(session: Session, code: str) -> Unit:
    unit = session.scalar(select(Unit).where(Unit.code == code))
    if unit is None:
        raise UnitUnknown(unit=code)
    return unit


def _person(applicant: Applicant) -> Person:
    name = compose(applicant.full_name)
    if not name:
        raise ApplicantUnnamed
    return Person(
        id=new_id(), kind=applicant.kind, full_name=name, identity=compose(applicant.identity),
        address=compose(applicant.address), phone=compose(applicant.phone), email=compose(applicant.email),
    )  # fmt: skip


def _dossier(
    session: Session, clock: Clock, officer: Officer, intake: Intake, definition: Definition, procedure: Procedure
) -> Dossier:
    pack = pack_on(today(clock))
    return Dossier(
        id=new_id(), procedure=procedure.slug, procedure_name=procedure.sheet.name, definition_id=definition.id,
        channel=intake.channel, state="submitted", received_by=officer.name, submitted_at=clock.now(),
        term=str(procedure.law(pack.key).promised), rule_pack=pack.key,
    )  # fmt: skip


def _record(session: Session, clock: Clock, officer: Officer, dossier: Dossier, intake: Intake) -> None:
    facts = {
        "code": dossier.code, "procedure": dossier.procedure, "channel": dossier.channel,
        "rule_pack": dossier.rule_pack,
        "papers": [{"code": each.code, "originals": each.originals, "copies": each.copies} for each in intake.papers],
    }  # fmt: skip
    journal.append(session, clock, dossier.instance_id, "dossier_submitted", dossier.code, officer.name, facts)


def accept(session: Session, clock: Clock, officer: Officer, code: str, **answers: Any) -> Changes:
    """Accept the dossier: the clock starts, the receipt is printed."""
    return _decide(session, clock, officer, code, {"outcome": "accepted", **answers})


def ask_supplement(session: Session, clock: Clock, officer: Officer, code: str, **answers: Any) -> Changes:
    """Ask the applicant, once and in full, to supplement: `wanted` (a list of `name`, `note`) and `reason`."""
    return _decide(session, clock, officer, code, {"outcome": "supplement", **answers})


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
    if task is None or dossier.state not in ("submitted", "supplement"):
        raise NotAtReception(code=code)
    return complete_step(session, clock, officer, task.id, task.version, answers)
