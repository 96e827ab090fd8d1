"""Officers come, change their work and leave; nobody is ever deleted: what somebody did stays his."""

import re
import secrets
from dataclasses import asdict, dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from cases.changes import PEOPLE, administrators, keeper, kept_units, tell_change
from cases.folding import compose
from cases.passwords import hash_password
from cases.people import ADMINISTRATOR
from cases.tables import Officer, RoleHolding, StepTerm, Unit, WebSession, new_id
from engine import commands
from engine.tables import Task
from ground.clock import Clock
from ground.errors import Conflict, Invalid, NotFound

_NAME = re.compile(r"[a-z][a-z0-9_.-]{1,31}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_ROLE = re.compile(r"[a-z][a-z0-9_]{1,49}")
# Read out over the telephone without mistakes: no 0 and o, no 1, l and i.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class OfficerNotFound(NotFound):
    """There is no officer who logs in as {name}. Look at the list of officers."""

    code = "officer_not_found"


class OfficerExists(Conflict):
    """Somebody logs in as {name} already. Choose another name for logging in."""

    code = "officer_exists"


class OfficerWrong(Invalid):
    """{field} cannot be "{value}". Log in with 2 to 32 small letters, digits, dots or dashes; a person has a name."""

    code = "officer_wrong"


class LastAdministrator(Conflict):
    """{name} is the last administrator. Make somebody else one first, or nobody could look after the house."""

    code = "last_administrator"


class HomeUnitUnknown(Invalid):
    """There is no unit with the code {unit}, or it has ended. Choose one of the list."""

    code = "home_unit_unknown"


@dataclass(frozen=True, slots=True)
class Officership:
    """What is written down about an officer: who he is and in which unit he works."""

    full_name: str
    unit: str
    title: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Engaged:
    """A new officer and his first password, which is shown once and kept nowhere."""

    officer: Officer
    password: str


def engage(
    session: Session, clock: Clock, by: Officer | None, name: str, about: Officership, roles: tuple[str, ...] = ()
) -> Engaged:
    """A new officer, with roles in his unit.

    Raises `RoleMissing`, `OfficerExists`, `OfficerWrong`, `HomeUnitUnknown`.
    """
    keeping = keeper(session, clock, by)
    if not _NAME.fullmatch(name):
        raise OfficerWrong(field="name", value=name)
    if session.scalar(select(Officer.id).where(Officer.name == name)) is not None:
        raise OfficerExists(name=name)
    unit, password = _unit(session, clock, by, about.unit), new_password()
    officer = Officer(
        id=new_id(), name=name, full_name=_checked(about).full_name, unit_id=unit.id, title=compose(about.title),
        email=about.email.strip(), password_hash=hash_password(password), is_active=True, failures=0,
    )  # fmt: skip
    session.add(officer)
    session.flush()
    tell_change(session, clock, PEOPLE, "officer_engaged", name, keeping, {}, asdict(_told(session, officer)))
    for role in roles:
        _hold(session, clock, keeping, officer, role, unit)
    return Engaged(officer, password)


def _checked(about: Officership) -> Officership:
    full_name = compose(about.full_name)
    if not full_name or len(full_name) > 200:
        raise OfficerWrong(field="full_name", value=about.full_name)
    if about.email.strip() and not _EMAIL.fullmatch(about.email.strip()):
        raise OfficerWrong(field="email", value=about.email)
    return Officership(full_name, about.unit, compose(about.title)[:200], about.email.strip()[:200])


def _told(session: Session, officer: Officer) -> Officership:
    code = session.get_one(Unit, officer.unit_id).code
    return Officership(officer.full_name, code, officer.title, officer.email)


def change_officer(session: Session, clock: Clock, by: Officer | None, name: str, about: Officership) -> Officer:
    """Another name, title, address or unit. His roles stay where he holds them: take them back where they should not.

    Raises `RoleMissing`, `OfficerNotFound`, `OfficerWrong`, `HomeUnitUnknown`.
    """
    keeping, officer, now = keeper(session, clock, by), officer_for(session, clock, by, name), _checked(about)
    before = asdict(_told(session, officer))
    officer.unit_id = _unit(session, clock, by, about.unit).id
    officer.full_name, officer.title, officer.email = now.full_name, now.title, now.email
    session.flush()
    tell_change(session, clock, PEOPLE, "officer_changed", name, keeping, before, asdict(_told(session, officer)))
    return officer


def dismiss(session: Session, clock: Clock, by: Officer | None, name: str) -> int:
    """He may not log in any more: his sessions end, his steps go back to everybody's list; how many steps.

    Raises `RoleMissing`, `OfficerNotFound`, `LastAdministrator`.
    """
    keeping, officer = keeper(session, clock, by), officer_for(session, clock, by, name)
    if administrators(session) == {name}:
        raise LastAdministrator(name=name)
    steps = _put_back(session, clock, officer)
    ended = _end_sessions(session, officer)
    before, officer.is_active = officer.is_active, False
    after = {"is_active": False, "sessions_ended": ended, "steps_put_back": steps}
    tell_change(session, clock, PEOPLE, "officer_dismissed", name, keeping, {"is_active": before}, after)
    return steps


def _put_back(session: Session, clock: Clock, officer: Officer) -> int:
    held = select(StepTerm).where(StepTerm.assignee == officer.name, StepTerm.state != "closed")
    rows = sorted(session.scalars(held), key=lambda row: row.task_id)
    for row in rows:
        task = session.get_one(Task, row.task_id)
        commands.release(session, clock, task.id, task.version, officer.name)
        row.assignee = None
    session.flush()
    return len(rows)


def restore(session: Session, clock: Clock, by: Officer | None, name: str) -> Officer:
    """He may log in again, with the password he had. Raises `RoleMissing`, `OfficerNotFound`."""
    keeping, officer = keeper(session, clock, by), officer_for(session, clock, by, name)
    before, officer.is_active, officer.failures, officer.locked_until = officer.is_active, True, 0, None
    tell_change(session, clock, PEOPLE, "officer_restored", name, keeping, {"is_active": before}, {"is_active": True})
    return officer


def give_role(session: Session, clock: Clock, by: Officer | None, name: str, role: str, unit: str) -> None:
    """He holds the role in this unit and everything below it.

    Raises `RoleMissing`, `OfficerNotFound`, `OfficerWrong`, `HomeUnitUnknown`.
    """
    keeping, officer = keeper(session, clock, by), officer_for(session, clock, by, name)
    _hold(session, clock, keeping, officer, role, _unit(session, clock, by, unit))


def _hold(session: Session, clock: Clock, keeping: str, officer: Officer, role: str, unit: Unit) -> None:
    if not _ROLE.fullmatch(role):
        raise OfficerWrong(field="role", value=role)
    if session.get(RoleHolding, (officer.id, unit.id, role)) is None:
        session.add(RoleHolding(officer_id=officer.id, unit_id=unit.id, role=role))
        after = {"role": role, "unit": unit.code}
        tell_change(session, clock, PEOPLE, "role_given", officer.name, keeping, {}, after)


def take_role(session: Session, clock: Clock, by: Officer | None, name: str, role: str, unit: str) -> bool:
    """He holds the role there no longer; False where he did not.

    Raises `RoleMissing`, `OfficerNotFound`, `LastAdministrator`.
    """
    keeping, officer = keeper(session, clock, by), officer_for(session, clock, by, name)
    held = session.scalar(
        select(RoleHolding)
        .join(Unit, Unit.id == RoleHolding.unit_id)
        .where(RoleHolding.officer_id == officer.id, RoleHolding.role == role, Unit.code == unit)
    )
    if held is None or held.unit_id not in kept_units(session, clock, by):
        return False
    gone = (RoleHolding.officer_id == officer.id, RoleHolding.unit_id == held.unit_id, RoleHolding.role == role)
    session.execute(delete(RoleHolding).where(*gone))
    if role == ADMINISTRATOR and not administrators(session):
        raise LastAdministrator(name=name)
    tell_change(session, clock, PEOPLE, "role_taken", name, keeping, {"role": role, "unit": unit}, {})
    return True


def renew_password(session: Session, clock: Clock, by: Officer | None, name: str) -> str:
    """A new password, shown once; whoever was logged in with the old one is logged out.

    Raises `RoleMissing`, `OfficerNotFound`.
    """
    keeping, officer, password = keeper(session, clock, by), officer_for(session, clock, by, name), new_password()
    officer.password_hash, officer.failures, officer.locked_until = hash_password(password), 0, None
    after = {"password": "renewed", "sessions_ended": _end_sessions(session, officer)}
    tell_change(session, clock, PEOPLE, "password_renewed", name, keeping, {}, after)
    return password


def end_sessions(session: Session, clock: Clock, by: Officer | None, name: str) -> int:
    """Log an officer out everywhere; how many sessions. Raises `RoleMissing`, `OfficerNotFound`."""
    keeping, officer = keeper(session, clock, by), officer_for(session, clock, by, name)
    ended = _end_sessions(session, officer)
    tell_change(session, clock, PEOPLE, "sessions_ended", name, keeping, {}, {"sessions_ended": ended})
    return ended


def _end_sessions(session: Session, officer: Officer) -> int:
    ended = session.scalars(
        delete(WebSession).where(WebSession.officer_id == officer.id).returning(WebSession.token_digest)
    )
    return len(ended.all())


def new_password() -> str:
    """Sixteen letters in four groups: 78 bits, and can be read out."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def officer_for(session: Session, clock: Clock, by: Officer | None, name: str) -> Officer:
    """The officer with this log-in name, still here or not, who works where `by` administers.

    Raises `OfficerNotFound`.
    """
    officer = session.scalar(select(Officer).where(Officer.name == name))
    if officer is None or officer.unit_id not in kept_units(session, clock, by):
        raise OfficerNotFound(name=name)
    return officer


def _unit(session: Session, clock: Clock, by: Officer | None, code: str) -> Unit:
    unit = session.scalar(select(Unit).where(Unit.code == code))
    if unit is None or unit.successor_code or unit.id not in kept_units(session, clock, by):
        raise HomeUnitUnknown(unit=code)
    return unit
