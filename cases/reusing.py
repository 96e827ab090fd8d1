"""Papers that a dossier at reception lacks and that need not be asked for: found on the ladder, taken into it.

At the counter this is done while it is received; what comes online or by post is looked through afterwards.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.intake import IDENTIFIED, IntakeNotPossible
from cases.law import hold, pack_of
from cases.papers import PaperBrought, check_now, keep_papers, told
from cases.people import dossier_for, require_in
from cases.procedure import procedure_of
from cases.reuse import Found, Holder, Look, ladder, look_of, settle, take
from cases.sheet import Component
from cases.tables import Dossier, DossierPaper, Officer, Person
from engine import journal
from ground.clock import Clock
from ground.errors import Conflict, Invalid

RECEPTION = "bo_phan_mot_cua"
AT_RECEPTION = ("submitted", "payment")


class ReuseTooLate(Conflict):
    """The dossier {code} is not at reception any more: its papers stay as they were looked over."""

    code = "reuse_too_late"


class NoPaperChosen(Invalid):
    """Choose at least one of the papers that are here."""

    code = "no_paper_chosen"


@dataclass(frozen=True, slots=True)
class Lack:
    """What a dossier has no paper for, and how to look for it."""

    dossier: Dossier
    components: tuple[Component, ...]
    look: Look


def lack_of(session: Session, clock: Clock, officer: Officer, code: str) -> Lack:
    """The components still to come. Raises `DossierNotFound`, `RoleMissing`, `ReuseTooLate`."""
    dossier = dossier_for(session, officer, code, clock)
    require_in(session, clock, officer, RECEPTION, dossier.unit_id, dossier.procedure)
    if dossier.state not in AT_RECEPTION:
        raise ReuseTooLate(code=code)
    procedure, person = procedure_of(session, dossier.definition_id), session.get_one(Person, dossier.person_id)
    here = set(session.scalars(select(DossierPaper.code).where(DossierPaper.dossier_id == dossier.id)))
    look = look_of(clock, Holder(person.kind, person.identity), procedure, pack_of(dossier))
    return Lack(dossier, tuple(part for part in procedure.sheet.component if part.code not in here), look)


def found_for(session: Session, clock: Clock, lack: Lack) -> Mapping[str, Found]:
    """What the ladder has of them; nobody is asked."""
    codes = {part.code for part in lack.components}
    return {code: found for code, found in ladder(session, clock, lack.look).items() if code in codes}


def take_over(
    session: Session, clock: Clock, officer: Officer, code: str, chosen: Mapping[str, str], identified_by: str = ""
) -> Dossier:
    """Take the offers chosen, by component, into the dossier; `identified_by` how it was checked who applies, where
    that was not known. Raises `NoPaperChosen`, and what `lack_of` and `take` refuse.
    """
    dossier = hold(session, dossier_for(session, officer, code, clock))
    lack = lack_of(session, clock, officer, code)
    named = {part.code: chosen.get(part.code, "") for part in lack.components}
    papers = tuple(PaperBrought(part, offer=offer) for part, offer in named.items() if offer)
    if not papers:
        raise NoPaperChosen
    if identified_by and not dossier.identified_by:
        if identified_by not in IDENTIFIED:
            raise IntakeNotPossible(name="identified_by", value=identified_by)
        dossier.identified_by = identified_by
    taken = take(session, clock, lack.look, papers, bool(dossier.identified_by))
    keep_papers(session, clock, dossier, check_now(clock, lack.look.procedure.sheet, taken.papers))
    settle(session, clock, dossier, taken, officer.name)
    facts = {"papers": told(taken.papers), "identified_by": dossier.identified_by}
    journal.append(session, clock, dossier.instance_id, "papers_reused", dossier.code, officer.name, facts)
    session.flush()
    return dossier
