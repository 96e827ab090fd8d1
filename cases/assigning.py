"""A step changes hands from above: somebody is away or has too much, and the superior decides, with a reason."""

from sqlalchemy.orm import Session

from cases.duties import keep_apart
from cases.handling import ColleagueUnfit, ReasonMissing
from cases.law import hold, pack_of
from cases.listing import hand_on
from cases.people import RoleMissing, TaskNotFound, dossier_for, holders_of, reach_of
from cases.tables import Dossier, Officer, StepTerm
from engine import commands, journal
from engine.tables import Task
from ground.clock import Clock


def reassign(
    session: Session, clock: Clock, officer: Officer, task_id: str, version: int, to: str, reason: str
) -> Task:
    """Put a step into another officer's hands, whoever holds it now: by the superior of its role, or by who stands in
    for its holder, to himself.

    Raises `ReasonMissing`, `TaskNotFound`, `RoleMissing`, `ColleagueUnfit`, `DutiesTogether`.
    """
    if not reason.strip():
        raise ReasonMissing
    term = session.get(StepTerm, task_id)
    if term is None:
        raise TaskNotFound
    dossier = hold(session, dossier_for(session, officer, session.get_one(Dossier, term.dossier_id).code, clock))
    task, _ = commands.take(session, task_id, version)
    _require_above(session, clock, officer, dossier, term, to)
    if to not in {each.name for each in holders_of(session, task.role, term.unit_id, clock, dossier.procedure)}:
        raise ColleagueUnfit(name=to)
    keep_apart(session, clock, dossier, task, to)
    before = task.assignee
    commands.assign(session, clock, task, to, officer.name)
    term.assignee = to
    hand_on(term, officer.name, reason)
    facts = {"element": task.element, "from": before, "to": to, "reason": reason.strip()}
    journal.append(session, clock, task.instance_id, "task_reassigned", task.id, officer.name, facts)
    session.flush()
    return task


def _require_above(session: Session, clock: Clock, officer: Officer, dossier: Dossier, term: StepTerm, to: str) -> None:
    reach = reach_of(session, officer, clock)
    if term.assignee in reach.stands_for and to == officer.name:
        return
    above = pack_of(dossier).superiors.get(term.role, "")
    if term.unit_id not in reach.units(above, dossier.procedure):
        raise RoleMissing(role=above or term.role)
