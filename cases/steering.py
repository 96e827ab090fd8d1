"""Who may put his hand on a running process, and what the desk does with it: one act, one journal entry, one commit.

A supervisor may stop, resume and try again in his units; everything else is the administrator's. A designer may do all
of it to trial runs, which have no dossier. What lies outside somebody's units does not exist for him.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from cases.corrections import bring, state_at
from cases.follow import follow
from cases.handling import ReasonMissing
from cases.moves import tell_engine
from cases.people import ADMINISTRATOR, DESIGNER, SUPERVISOR, RoleMissing, reach_of, visible
from cases.procedure import procedure_of
from cases.tables import Dossier, Officer, Result, StepTerm
from engine import commands
from engine.changes import Changes
from engine.control import IncidentUnknown
from engine.mending import Foreseen
from engine.spiff import RESERVED, Step, VariableReserved
from engine.store import InstanceUnknown, hold
from engine.tables import Incident, Instance, Task
from ground.canonical import Json
from ground.clock import Clock
from ground.errors import Conflict

# What each act needs; everything that is not here is the administrator's alone.
SUPERVISED = frozenset({"look", "suspend", "resume", "retry"})
Renamed = Mapping[str, str | None]


class InstanceChanged(Conflict):
    """The process has moved on since you looked at it (version {now}, yours {yours}). Look again and repeat."""

    code = "instance_changed"


class SignedMeanwhile(Conflict):
    """A result of {code} was signed after this step: the process does not go back behind a signature."""

    code = "signed_meanwhile"


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acts, on what, in which version he saw it (None: whichever it is), and why."""

    officer: Officer
    instance_id: str
    reason: str
    version: int | None = None


def roles_for(act: str) -> tuple[str, ...]:
    """The roles that may do this to a dossier's process."""
    return (ADMINISTRATOR, SUPERVISOR) if act in SUPERVISED else (ADMINISTRATOR,)


def in_reach(reach: Mapping[str, frozenset[str]], act: str = "look") -> ColumnElement[bool]:
    """The condition under which an instance may be looked at, or have this done to it."""
    units = frozenset().union(*(reach.get(role, frozenset()) for role in roles_for(act)))
    mine = or_(Dossier.unit_id.in_(units), Dossier.handling_unit_id.in_(units))
    may = exists().where(Dossier.instance_id == Instance.id, mine)
    if not {ADMINISTRATOR, DESIGNER} & reach.keys():
        return may
    return or_(may, ~exists().where(Dossier.instance_id == Instance.id))


def may_do(session: Session, clock: Clock, officer: Officer, instance_id: str, act: str) -> bool:
    """Whether this officer may do this to that instance."""
    reach = reach_of(session, officer, clock)
    return session.scalar(select(Instance.id).where(Instance.id == instance_id, in_reach(reach, act))) is not None


def require(session: Session, clock: Clock, officer: Officer, instance_id: str, act: str) -> None:
    """Raises `InstanceUnknown` for what the officer may not even see, `RoleMissing` for what he may not do."""
    if may_do(session, clock, officer, instance_id, act):
        return
    reach = reach_of(session, officer, clock)
    seen = or_(
        in_reach(reach), exists().where(Dossier.instance_id == Instance.id, visible(reach, officer))
    )  # fmt: skip
    if session.scalar(select(Instance.id).where(Instance.id == instance_id, seen)) is None:
        raise InstanceUnknown
    raise RoleMissing(role=roles_for(act)[0])


def suspend(session: Session, clock: Clock, hand: Hand) -> Changes:
    """Stop a process where it stands. The legal clock of its dossier runs on: only the law stops that."""
    _take(session, clock, hand, "suspend")
    return commands.suspend(session, clock, hand.instance_id, hand.officer.name, hand.reason)


def resume(session: Session, clock: Clock, hand: Hand) -> Changes:
    """Let it go on; what fell due meanwhile happens now."""
    _take(session, clock, hand, "resume")
    return _followed(
        session, clock, commands.resume(session, clock, hand.instance_id, hand.officer.name, hand.reason)
    )  # fmt: skip


def cancel(session: Session, clock: Clock, hand: Hand) -> Changes:
    """End it before its time: the dossier is stopped, its applicant told."""
    _take(session, clock, hand, "cancel")
    return _followed(
        session, clock, commands.cancel(session, clock, hand.instance_id, hand.officer.name, hand.reason)
    )  # fmt: skip


def correct(session: Session, clock: Clock, hand: Hand, variables: Mapping[str, Json]) -> Changes:
    """Correct variables wherever a token stands. Raises `VariableReserved` for the one that is the desk's own."""
    _take(session, clock, hand, "correct")
    if RESERVED in variables:
        raise VariableReserved(name=RESERVED)
    changes = commands.correct(session, clock, hand.instance_id, variables, hand.officer.name, hand.reason)
    return _followed(session, clock, changes)


def move_token(session: Session, clock: Clock, hand: Hand, token: str, element: str, state: str = "") -> Changes:
    """Take a token to another element, out of a called process or into one too; the dossier's state follows it, or is
    the one named.

    Raises `TokenGone`, `TokenNotMovable`, `ElementNotEnterable`, `StateUnclear`, `NotByHand`.
    """
    dossier = _take(session, clock, hand, "move")
    changes = commands.move(session, clock, hand.instance_id, token, element, hand.officer.name, hand.reason)
    if dossier is not None:
        procedure = procedure_of(session, changes.instance.definition_id)
        wanted = state or state_at(session, dossier, procedure, *_arrival(changes.entered, element))
        bring(session, clock, dossier, procedure, wanted, hand.officer.name, hand.reason)
    return _followed(session, clock, changes)


def foresee_move(
    session: Session, clock: Clock, officer: Officer, instance_id: str, token: str, element: str
) -> Foreseen:
    """What moving a token there would do; nothing is changed. Raises as `move_token` does where the engine refuses."""
    require(session, clock, officer, instance_id, "move")
    return commands.foresee(session, clock, instance_id, token, element)


def _arrival(entered: Sequence[Step], wanted: str) -> tuple[str, str]:
    """The process and the element a moved token came to: the one meant, or the step before it where it got stuck."""
    meant = wanted.rpartition("/")[2]
    step = next((step for step in entered if step.element == meant), entered[0])
    return step.process, step.element


def go_back(session: Session, clock: Clock, hand: Hand, task_id: str) -> Changes:
    """Put a process back to just before this step was completed, and its dossier into the state it had then.

    Raises `NoWayBack`, `MigrationRefused`, `SignedMeanwhile`, `NotByHand`.
    """
    dossier = _take(session, clock, hand, "go_back")
    if dossier is not None:
        _check_unsigned(session, dossier, task_id)
    changes = commands.go_back(session, clock, hand.instance_id, task_id, hand.officer.name, hand.reason)
    if dossier is not None:
        procedure = procedure_of(session, changes.instance.definition_id)
        stage = session.scalar(select(StepTerm.stage).where(StepTerm.task_id == task_id)) or dossier.state
        bring(session, clock, dossier, procedure, stage, hand.officer.name, hand.reason)
    _followed(session, clock, changes)
    if dossier is not None and changes.ended is None:
        # What drawings look at is the desk's to say, however far back the variables were put.
        tell_engine(session, clock, dossier, hand.officer.name)
    return changes


def _check_unsigned(session: Session, dossier: Dossier, task_id: str) -> None:
    done_at = select(Task.completed_at).where(Task.id == task_id, Task.instance_id == dossier.instance_id)
    signed = select(Result.id).where(Result.dossier_id == dossier.id, Result.signed_at >= done_at.scalar_subquery())
    if session.scalar(signed) is not None:
        raise SignedMeanwhile(code=dossier.code)


def migrate(session: Session, clock: Clock, hand: Hand, definition_id: str, mapping: Renamed | None = None) -> Changes:
    """Carry it to another version of its process. Raises `VersionUnknown`, `MigrationRefused` with every obstacle."""
    _take(session, clock, hand, "migrate")
    changes = commands.migrate(
        session, clock, hand.instance_id, definition_id, mapping, hand.officer.name, hand.reason
    )  # fmt: skip
    return _followed(session, clock, changes)


def retry(session: Session, clock: Clock, officer: Officer, incident_id: str) -> Changes | None:
    """Try an incident again; None for machine work that belongs to no process. Raises `IncidentUnknown`."""
    incident = session.get(Incident, incident_id)
    if incident is None:
        raise IncidentUnknown
    if incident.instance_id is not None:
        require(session, clock, officer, incident.instance_id, "retry")
    elif ADMINISTRATOR not in reach_of(session, officer, clock):
        raise RoleMissing(role=ADMINISTRATOR)
    changes = commands.retry(session, clock, incident_id, officer.name)
    return None if changes is None else _followed(session, clock, changes)


def _take(session: Session, clock: Clock, hand: Hand, act: str) -> Dossier | None:
    """Ask for the right, lock the instance, compare versions; its dossier, read afresh."""
    require(session, clock, hand.officer, hand.instance_id, act)
    if not hand.reason.strip():
        raise ReasonMissing
    instance = hold(session, hand.instance_id, hand.officer.name).instance
    if hand.version is not None and instance.version != hand.version:
        raise InstanceChanged(now=instance.version, yours=hand.version)
    held = select(Dossier).where(Dossier.instance_id == hand.instance_id).execution_options(populate_existing=True)
    return session.scalar(held)


def _followed(session: Session, clock: Clock, changes: Changes) -> Changes:
    follow(session, clock, changes)
    return changes
