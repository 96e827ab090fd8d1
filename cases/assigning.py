"""A step changes hands from above: somebody is away or has too much, and the superior decides, with a reason."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from cases.duties import keep_apart
from cases.handling import ColleagueUnfit, ReasonMissing
from cases.law import hold, pack_of
from cases.listing import hand_on
from cases.people import SUPERVISOR, RoleMissing, TaskNotFound, dossier_for, holders_of, reach_of
from cases.tables import Dossier, Officer, StepTerm
from engine import commands, journal
from engine.tables import Task
from ground.clock import Clock


def reassign(
    session: Session, clock: Clock, officer: Officer, task_id: str, version: int, to: str, reason: str
) -> Task:
    """Put a step into another officer's hands, whoever holds it now: by who stands above its role, or by who stands in
    for its holder, to himself.

    Raises `ReasonMissing`, `TaskNotFound`, `RoleMissing`, `ColleagueUnfit`, `DutiesTogether`.
    """
    term, dossier = _hold(session, clock, officer, task_id, to, reason)
    task, _ = commands.take(session, task_id, version)
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


def set_free(session: Session, clock: Clock, officer: Officer, task_id: str, version: int, reason: str) -> Task:
    """Take a step out of its holder's hands and leave it to everybody who may do it: by who stands above its role.

    Raises `ReasonMissing`, `TaskNotFound`, `RoleMissing`, `TaskClaimedByAnother` where nobody holds it.
    """
    term, _ = _hold(session, clock, officer, task_id, "", reason)
    before = term.assignee or ""
    task = commands.release(session, clock, task_id, version, officer.name, before)
    term.assignee, term.given_by = None, ""
    facts = {"element": task.element, "from": before, "to": "", "reason": reason.strip()}
    journal.append(session, clock, task.instance_id, "task_reassigned", task.id, officer.name, facts)
    session.flush()
    return task


def _hold(
    session: Session, clock: Clock, officer: Officer, task_id: str, to: str, reason: str
) -> tuple[StepTerm, Dossier]:  # fmt: skip
    if not reason.strip():
        raise ReasonMissing
    term = session.get(StepTerm, task_id)
    if term is None:
        raise TaskNotFound
    dossier = hold(session, dossier_for(session, officer, session.get_one(Dossier, term.dossier_id).code, clock))
    _require_above(session, clock, officer, dossier, term, to)
    return term, dossier


def _require_above(session: Session, clock: Clock, officer: Officer, dossier: Dossier, term: StepTerm, to: str) -> None:
    reach = reach_of(session, officer, clock)
    if term.assignee in reach.stands_for and to == officer.name:
        return
    ranks = _above(pack_of(dossier).superiors, term.role)
    if not any(term.unit_id in reach.units(rank, dossier.procedure) for rank in ranks):
        raise RoleMissing(role=ranks[0] if ranks else term.role)


def _above(superiors: Mapping[str, str], role: str) -> list[str]:
    """Who stands above a role, the nearest first. Who only supervises gives nobody work but where he is the nearest."""
    found: list[str] = []
    while (role := superiors.get(role, "")) and role not in found and not (found and role == SUPERVISOR):
        found.append(role)
    return found
