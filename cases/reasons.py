"""Why an officer sees a step and may do it, and why another does not: the same rules as the lists', told one by one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from cases.authority import MayNotSign
from cases.duties import DutiesTogether, keep_apart
from cases.people import Step, TaskNotFound, holders_of, reach_of, step_for, unit_and_above
from cases.tables import Officer, RoleHolding, StepTerm, Substitution, Unit
from ground.clock import VIETNAM, Clock

MOST_COLLEAGUES = 200


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason. `speaks_for`: for the officer or against him. `sentence` has {placeholders} for `words`.

    A word whose name is `role` or `roles` is the key of a role, or several behind one another with commas.
    """

    speaks_for: bool
    sentence: str
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reasons:
    """What is true of one officer and one step: whether it is in his lists, whether he may complete it, and why."""

    name: str
    full_name: str
    title: str
    sees: bool
    may_do: bool
    grounds: tuple[Ground, ...]


def reasons_for(session: Session, clock: Clock, officer: Officer, task_id: str, name: str) -> Reasons:
    """Why the officer called `name` sees a step or not. Only who may see it himself may ask.

    Raises `TaskNotFound`, also for a name nobody has.
    """
    step = step_for(session, officer, task_id, clock)
    term = step.term
    other = officer if name == officer.name else session.scalar(select(Officer).where(Officer.name == name))
    if term is None or step.dossier is None or other is None:
        raise TaskNotFound
    rights = tuple(_rights(session, clock, other, step, term))
    hindrances = tuple(_hindrances(session, clock, other, step))
    sees = any(ground.speaks_for for ground in rights)
    is_open = step.task.state in ("open", "claimed")
    return Reasons(
        other.name, other.full_name, other.title, sees=sees, may_do=sees and is_open and not hindrances,
        grounds=rights + hindrances,
    )  # fmt: skip


def colleagues_of(session: Session, clock: Clock, officer: Officer, task_id: str) -> tuple[tuple[str, str], ...]:
    """Who may be asked about: the officers round the step's unit, as name and full name. Raises `TaskNotFound`."""
    step = step_for(session, officer, task_id, clock)
    if step.term is None:
        return ()
    near = {unit.id for unit in unit_and_above(session, step.term.unit_id)}
    below = select(Unit.id).where(Unit.parent_id.in_(near))
    around = (
        select(Officer)
        .where(Officer.is_active, or_(Officer.unit_id.in_(near), Officer.unit_id.in_(below)))
        .order_by(Officer.full_name)
        .limit(MOST_COLLEAGUES)
    )
    fit = holders_of(session, step.task.role, step.term.unit_id, clock, step.dossier.procedure if step.dossier else "")
    found = {each.name: each.full_name for each in (*fit, *session.scalars(around))}
    return tuple(found.items())


def _rights(session: Session, clock: Clock, other: Officer, step: Step, term: StepTerm) -> Iterator[Ground]:
    """What gives him the step, or that nothing does."""
    if step.task.assignee == other.name:
        yield Ground(True, "The step is in {name}'s hands.", {"name": other.full_name})
    reach = reach_of(session, other, clock)
    procedure = step.dossier.procedure if step.dossier else ""
    held = [role for role in (step.task.role, *step.task.groups) if term.unit_id in reach.units(role, procedure)]
    for role in held:
        yield _through(session, clock, other, role, term.unit_id)
    if not held:
        yield from _missing(session, other, step, term)


def _through(session: Session, clock: Clock, other: Officer, role: str, unit_id: str) -> Ground:
    """By which holding a role reaches the unit: his own there, his own above, or that of somebody he stands in for."""
    above = {unit.id: unit.name for unit in unit_and_above(session, unit_id)}
    own = _holding(session, other.id, role, above)
    words = {"name": other.full_name, "role": role}
    if own is not None:
        return Ground(True, "{name} holds the role “{role}” in {unit}.", words | {"unit": above[own]})
    row = session.execute(
        select(Officer.full_name, Substitution.until_at)
        .join(Substitution, Substitution.officer_id == Officer.id)
        .join(RoleHolding, RoleHolding.officer_id == Officer.id)
        .where(Substitution.substitute_id == other.id, RoleHolding.role == role, RoleHolding.unit_id.in_(above))
        .where(Substitution.from_at <= clock.now(), Substitution.until_at > clock.now())
        .limit(1)
    ).one_or_none()
    if row is None:
        return Ground(True, "{name} holds the role “{role}” for this unit.", words)
    words |= {"absent": row.full_name, "until": _hour(row.until_at)}
    return Ground(True, "{name} stands in for {absent} until {until}, who holds the role “{role}”.", words)


def _holding(session: Session, officer_id: str, role: str, units: Mapping[str, str]) -> str | None:
    query = select(RoleHolding.unit_id).where(RoleHolding.officer_id == officer_id, RoleHolding.role == role)
    return session.scalar(query.where(RoleHolding.unit_id.in_(units)).limit(1))


def _missing(session: Session, other: Officer, step: Step, term: StepTerm) -> Iterator[Ground]:
    """Why no role of his reaches the step: wrong role, or right role in another unit."""
    role, unit = step.task.role, session.get_one(Unit, term.unit_id)
    words = {"name": other.full_name, "role": role, "unit": unit.name}
    yield Ground(False, "The step is for the role “{role}” in {unit}; {name} does not hold it there.", words)
    rows = session.execute(
        select(RoleHolding.role, Unit.name).join(Unit, Unit.id == RoleHolding.unit_id).where(
            RoleHolding.officer_id == other.id
        )
    ).all()  # fmt: skip
    elsewhere = next((name for held, name in rows if held == role), None)
    if elsewhere is not None:
        yield Ground(False, "{name} holds this role in {unit}, which has no part in this step.",
                     {"name": other.full_name, "unit": elsewhere})  # fmt: skip
    elif rows:
        roles = ",".join(sorted({held for held, _ in rows}))
        yield Ground(False, "{name} holds: {roles}.", {"name": other.full_name, "roles": roles})


def _hindrances(session: Session, clock: Clock, other: Officer, step: Step) -> Iterator[Ground]:
    """What keeps him from doing it though he may see it."""
    task = step.task
    if not other.is_active:
        yield Ground(False, "The account of {name} is closed.", {"name": other.full_name})
    if task.state not in ("open", "claimed"):
        yield Ground(False, "The step is done already, so nobody does it any more.")
    if task.assignee not in (None, other.name):
        holder = session.scalar(select(Officer.full_name).where(Officer.name == task.assignee)) or task.assignee or ""
        yield Ground(False, "The step is in {holder}'s hands. He or his superior can give it on.", {"holder": holder})
    try:
        keep_apart(session, clock, step.dossier, task, other.name)
    except DutiesTogether as apart:
        words = {"name": other.full_name, "step": str(apart.params["step"])}
        yield Ground(False, "{name} did “{step}” for this dossier, and the rules keep both steps in two hands.", words)
    except MayNotSign:
        yield Ground(False, "{name} has no authority to sign here today.", {"name": other.full_name})


def _hour(at: datetime) -> str:
    return f"{at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
