"""In whose hands the open steps of a dossier are, and what the one who looks may do about it."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.people import dossier_for, holders_of, reach_of
from cases.queries.shapes import Colleague
from cases.tables import Dossier, Officer, StepTerm
from engine.tables import Task
from ground.clock import Clock


@dataclass(frozen=True, slots=True)
class Hand:
    """An open step: who holds it, who gave it to him, and what may be done with it here.

    `colleagues` are those it may be handed to; empty for who may not hand it on.
    """

    task_id: str
    version: int
    name: str
    assignee: str
    given_by: str
    may_claim: bool
    may_release: bool
    may_take_back: bool
    colleagues: tuple[Colleague, ...]


def hands_of(session: Session, clock: Clock, officer: Officer, code: str) -> tuple[Hand, ...]:
    """The open steps of a dossier, the first opened first. Raises `DossierNotFound`."""
    dossier = dossier_for(session, officer, code, clock)
    rows = session.execute(
        select(StepTerm, Task)
        .join(Task, Task.id == StepTerm.task_id)
        .where(StepTerm.dossier_id == dossier.id, Task.state.in_(("open", "claimed")))
        .order_by(StepTerm.opened_at, Task.id)
    )
    return tuple(_hand(session, clock, officer, dossier, term, task) for term, task in rows)


def holders(session: Session, clock: Clock, officer: Officer, code: str) -> tuple[Colleague, ...]:
    """Everybody who may hold one of the open steps of a dossier. Raises `DossierNotFound`."""
    dossier = dossier_for(session, officer, code, clock)
    rows = session.execute(
        select(Task.role, StepTerm.unit_id)
        .join(Task, Task.id == StepTerm.task_id)
        .where(StepTerm.dossier_id == dossier.id, Task.state.in_(("open", "claimed")))
        .distinct()
    ).all()
    found = {
        each.name: Colleague(each.name, each.full_name, each.title)
        for role, unit_id in rows
        for each in holders_of(session, role, unit_id, clock, dossier.procedure)
    }
    return tuple(found[name] for name in sorted(found))


def _hand(session: Session, clock: Clock, officer: Officer, dossier: Dossier, term: StepTerm, task: Task) -> Hand:
    units = reach_of(session, officer, clock)
    is_ours = any(term.unit_id in units.units(role, dossier.procedure) for role in (task.role, *task.groups))
    is_mine = task.assignee == officer.name
    return Hand(
        task.id, task.version, task.name, task.assignee or "", term.given_by,
        may_claim=is_ours and task.state == "open", may_release=is_mine and task.state == "claimed",
        may_take_back=term.given_by == officer.name and not is_mine,
        colleagues=tuple(_others(session, clock, officer, dossier, term)) if is_mine or (
            is_ours and task.state == "open") else (),
    )  # fmt: skip


def _others(
    session: Session, clock: Clock, officer: Officer, dossier: Dossier, term: StepTerm
) -> Iterator[Colleague]:  # fmt: skip
    for each in holders_of(session, term.role, term.unit_id, clock, dossier.procedure):
        if each.name != officer.name:
            yield Colleague(each.name, each.full_name, each.title)
