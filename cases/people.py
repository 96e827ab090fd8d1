"""Officers, their sessions and roles.

Fetch is authorise: there is no way to a dossier or a task but through who asks.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, delete, or_, select
from sqlalchemy.orm import Session

from cases.desk import Stay
from cases.passwords import Proof, Weighed, prove
from cases.reach import DESK_ROLES, Reach, Scope, lane_units, prime, reach_beside, reach_of, visible
from cases.tables import Dossier, Officer, RoleHolding, StepTerm, Substitution, TaskDraft, Unit, WebSession
from engine import commands
from engine.tables import Head, Instance, Task
from ground.asking import Question
from ground.clock import Clock
from ground.errors import Forbidden, NotFound, TooSoon

__all__ = ["DESK_ROLES", "Reach", "Scope", "lane_units", "reach_of", "visible"]

STAY = Stay()
TOUCH = timedelta(minutes=1)
FREE_TRIES = 3
LONGEST_DELAY = 60
SUPERVISOR, DESIGNER, ADMINISTRATOR = "giam_sat", "thiet_ke", "quan_tri"


class LogInRefused(Forbidden):
    """The name or the password is wrong. Check both and try again."""

    code = "log_in_refused"


class LogInDelayed(TooSoon):
    """Too many failed tries for this name. Wait {seconds} seconds and try again."""

    code = "log_in_delayed"


class RoleMissing(Forbidden):
    """This needs the role "{role}". Ask the head of your unit for it."""

    code = "role_missing"


class DossierNotFound(NotFound):
    """There is no dossier {code} that you may see. Check the code."""

    code = "dossier_not_found"


class TaskNotFound(NotFound):
    """There is no such task in your lists. Somebody may have finished it."""

    code = "task_not_found"


@dataclass(frozen=True, slots=True)
class LogIn:
    """An officer's session.

    `token` goes into the cookie, `csrf` into every form; `is_stale`: `touch` it when writing.
    """

    token: str
    csrf: str
    officer: Officer
    is_stale: bool = False
    is_system: bool = False


def weigh(session: Session, clock: Clock, name: str) -> Weighed:
    """What a password of this name is to be proved against. It only reads.

    Raises `LogInDelayed` while an account waits after failures.
    """
    officer = session.scalar(select(Officer).where(Officer.name == name))
    _require_patience(officer, clock.now())
    anybodys = session.scalar(select(Officer.password_hash).where(Officer.password_hash != "").limit(1))
    return Weighed(_hash_of(officer), anybodys or "")


def log_in(
    session: Session, clock: Clock, name: str, password: str, proof: Proof | None = None, stay: Stay = STAY
) -> LogIn:
    """Open a session. Raises `LogInRefused`, and `LogInDelayed` while an account waits after failures.

    A `proof` against what is stored now spares proving the password while the account is locked.
    """
    officer = session.scalar(select(Officer).where(Officer.name == name).with_for_update())
    now = clock.now()
    _require_patience(officer, now)
    if proof is None or proof.against != _hash_of(officer):
        proof = prove(weigh(session, clock, name), password)
    if not proof.is_right or officer is None:
        note_failure(session, officer, now)
        raise LogInRefused
    officer.failures, officer.locked_until = 0, None
    return open_session(session, clock, officer, stay)


def open_session(session: Session, clock: Clock, officer: Officer, stay: Stay = STAY) -> LogIn:
    """Begin a log-in of an officer who has proved who he is; ended ones are forgotten."""
    now = clock.now()
    token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    session.execute(delete(WebSession).where(WebSession.ends_at < now))
    session.add(
        WebSession(
            token_digest=digest_of(token), officer_id=officer.id, csrf=csrf, created_at=now, seen_at=now,
            ends_at=now + stay.lasts,
        )
    )  # fmt: skip
    return LogIn(token, csrf, officer)


def _hash_of(officer: Officer | None) -> str:
    return (officer.password_hash or "") if officer is not None and officer.is_active else ""


def _require_patience(officer: Officer | None, now: datetime) -> None:
    if officer is not None and officer.locked_until is not None and officer.locked_until > now:
        raise LogInDelayed(seconds=int((officer.locked_until - now).total_seconds()) + 1)


def note_failure(session: Session, officer: Officer | None, now: datetime) -> None:
    """Count a wrong password of this account, for good: it is committed before the refusal rolls the rest back."""
    if officer is None:
        return
    officer.failures += 1
    if officer.failures >= FREE_TRIES:
        delay = min(2 ** (officer.failures - FREE_TRIES), LONGEST_DELAY)
        officer.locked_until = now + timedelta(seconds=delay)
    # The one commit below a door.
    session.commit()


# Asked by every request, so put together once, and with what nearly every request asks next.
_WHOSE = select(WebSession.officer_id).where(WebSession.token_digest == bindparam("token_digest")).scalar_subquery()
_SESSION = Question(
    select(WebSession.csrf, WebSession.seen_at, WebSession.ends_at, Officer, reach_beside(_WHOSE))
    .join(Officer, Officer.id == WebSession.officer_id)
    .where(WebSession.token_digest == bindparam("token_digest"), Officer.is_active)
)


def officer_of(session: Session, clock: Clock, token: str, stay: Stay = STAY) -> LogIn | None:
    """Whose session this token is; None when it is unknown, ended or was idle too long."""
    now = clock.now()
    row = _SESSION.one_or_none(session, token_digest=digest_of(token), now=now)
    if row is None:
        return None
    csrf, seen_at, ends_at, officer, reach = row
    if now >= ends_at or now - seen_at > stay.idle:
        return None
    prime(session, officer, reach)
    return LogIn(token, csrf, officer, is_stale=now - seen_at > min(TOUCH, stay.idle / 2))


def touch(session: Session, clock: Clock, token: str) -> None:
    """Note that the officer is at work, so that the session does not grow idle. Call it when a log-in `is_stale`."""
    held = session.get(WebSession, digest_of(token))
    if held is not None:
        held.seen_at = clock.now()


def log_out(session: Session, token: str) -> None:
    """End the session; an unknown token is no error."""
    session.execute(delete(WebSession).where(WebSession.token_digest == digest_of(token)))


def digest_of(token: str) -> str:
    """What is kept of a token: its SHA-256."""
    return hashlib.sha256(token.encode()).hexdigest()


def roles_of(session: Session, officer: Officer, clock: Clock) -> frozenset[str]:
    """The role keys the officer holds anywhere."""
    reach = reach_of(session, officer, clock)
    return frozenset(reach) | {scope.role for scope in reach.scopes}


def require_role(session: Session, clock: Clock, officer: Officer, *roles: str) -> None:
    """Raises `RoleMissing` unless the officer holds one of these roles somewhere."""
    if not roles_of(session, officer, clock).intersection(roles):
        raise RoleMissing(role=roles[0])


def require_in(session: Session, clock: Clock, officer: Officer, role: str, unit_id: str, procedure: str = "") -> None:
    """Raises `RoleMissing` unless the officer holds the role in this unit."""
    if unit_id not in reach_of(session, officer, clock).units(role, procedure):
        raise RoleMissing(role=role)


def dossier_for(session: Session, officer: Officer, code: str, clock: Clock) -> Dossier:
    """The dossier with this code, if the officer may see it. Raises `DossierNotFound`."""
    reach = reach_of(session, officer, clock)
    dossier = session.scalar(select(Dossier).where(Dossier.code == code, visible(reach, officer)))
    if dossier is None:
        raise DossierNotFound(code=code)
    return dossier


def task_for(session: Session, officer: Officer, task_id: str, clock: Clock) -> tuple[Task, Dossier | None]:
    """The task and its dossier, if the officer holds its role in the dossier's unit or it is in his name.

    A designer's trial run has no dossier: its tasks are open to designers and administrators. Raises `TaskNotFound`.
    """
    held = step_for(session, officer, task_id, clock)
    return held.task, held.dossier


@dataclass(frozen=True, slots=True)
class Step:
    """A task with the desk's rows about it; both are None in a designer's trial run.

    `has_draft`: whoever holds it here has typed something and not sent it.
    """

    task: Task
    term: StepTerm | None
    dossier: Dossier | None
    has_draft: bool = False


_STEP = (
    select(Task, StepTerm, Dossier)
    .outerjoin(StepTerm, StepTerm.task_id == Task.id)
    .outerjoin(Dossier, Dossier.id == StepTerm.dossier_id)
    .where(Task.id == bindparam("task_id"))
)


_HELD_STEP = Question(
    commands.HELD.add_columns(StepTerm, Dossier, TaskDraft.saved_at)
    .join(StepTerm, StepTerm.task_id == Task.id)
    .join(Dossier, Dossier.id == StepTerm.dossier_id)
    .outerjoin(TaskDraft, (TaskDraft.task_id == Task.id) & (TaskDraft.officer_id == bindparam("officer_id")))
    # The dossier last: it is locked too, so what is read of it here is how it stands.
    .with_for_update(of=(*commands.LOCKED, Dossier), key_share=True),
    # Long, and of no use to most steps: read when somebody asks.
    without=(Dossier.answers,),
)


def step_for(session: Session, officer: Officer, task_id: str, clock: Clock) -> Step:
    """As `task_for`, with the row of the step's term."""
    row = session.execute(_STEP, {"task_id": task_id}).one_or_none()
    if row is None:
        raise TaskNotFound
    step = Step(row[0], row[1], row[2])
    if not _may_hold(reach_of(session, officer, clock), officer, step):
        raise TaskNotFound
    return step


def hold_step(session: Session, officer: Officer, task_id: str, clock: Clock) -> Step:
    """As `step_for`, locked for the change that follows: the engine's commands find what they need in the session."""
    row = _HELD_STEP.one_or_none(session, task_id=task_id, officer_id=officer.id)
    if row is not None:
        task, instance, head, term, dossier, drafted_at = row
        step = Step(task, term, dossier, drafted_at is not None)
        know_fresh(session, dossier)
    else:
        task, instance, head = _held_alone(session, task_id)
        step = Step(task, None, None)
    if not _may_hold(reach_of(session, officer, clock), officer, step):
        raise TaskNotFound
    commands.keep(session, task, instance, head)
    return step


def _held_alone(session: Session, task_id: str) -> tuple[Task, Instance, Head]:
    """The task of a trial run, which no desk knows."""
    row = session.execute(commands.HELD, {"task_id": task_id}).one_or_none()
    if row is None:
        raise TaskNotFound
    return row[0], row[1], row[2]


def know_fresh(session: Session, dossier: Dossier) -> None:
    """The dossier was read after its process was locked: until the end of this act nobody else moves it."""
    session.info.setdefault("fresh", set()).add(dossier.id)


def is_fresh(session: Session, dossier: Dossier) -> bool:
    """Whether this act has read the dossier after its process was locked."""
    return dossier.id in session.info.get("fresh", ())


def _may_hold(reach: Reach, officer: Officer, step: Step) -> bool:
    task, term, dossier = step.task, step.term, step.dossier
    if term is None:
        return bool({DESIGNER, ADMINISTRATOR} & reach.keys())
    if task.assignee == officer.name:
        return True
    procedure = dossier.procedure if dossier is not None else ""
    return any(term.unit_id in reach.units(role, procedure) for role in (task.role, *task.groups))


def unit_and_above(session: Session, unit_id: str) -> list[Unit]:
    """The unit and every unit above it, nearest first."""
    chain: list[Unit] = []
    unit = session.get(Unit, unit_id)
    while unit is not None and unit not in chain:
        chain.append(unit)
        unit = session.get(Unit, unit.parent_id) if unit.parent_id else None
    return chain


def holders_of(session: Session, role: str, unit_id: str, clock: Clock, procedure: str = "") -> list[Officer]:
    """The officers who hold a role in a unit: those of the unit itself, else of the first one above.

    Who stands in for one of them at this moment is among them, where the substitution covers the procedure.
    """
    for unit in unit_and_above(session, unit_id):
        rows = session.execute(_HOLDERS, {"role": role, "unit_id": unit.id, "now": clock.now()})
        # Of several substitutions one that covers the procedure is enough.
        found = {officer.name: officer for officer, own, through in rows if own or _covers(through, procedure)}
        if found:
            return list(found.values())
    return []


def _covers(substitution: Substitution | None, procedure: str) -> bool:
    return substitution is not None and (not substitution.procedures or procedure in substitution.procedures)


_HOLDING = select(RoleHolding.officer_id).where(
    RoleHolding.role == bindparam("role"), RoleHolding.unit_id == bindparam("unit_id")
)
_HOLDERS = (
    select(Officer, Officer.id.in_(_HOLDING).label("is_own"), Substitution)
    .outerjoin(
        Substitution,
        and_(
            Substitution.substitute_id == Officer.id,
            Substitution.from_at <= bindparam("now"),
            Substitution.until_at > bindparam("now"),
            Substitution.officer_id.in_(_HOLDING),
        ),
    )
    .where(Officer.is_active, or_(Officer.id.in_(_HOLDING), Substitution.id.is_not(None)))
    .order_by(Officer.name)
)
