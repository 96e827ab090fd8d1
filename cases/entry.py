"""How officers come in: by their password here, or vouched for by somebody else; and the log-ins they have open.

`open_session` is the one place a log-in begins. The password is proved by `people.log_in`; a door that lets the
office's own directory prove who somebody is (OpenID Connect) hands over an `Authority` and calls `vouched`.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from cases import passwords, people, tries
from cases.changes import PEOPLE, tell_change
from cases.desk import Stay
from cases.passwords import PasswordWrong
from cases.people import STAY, LogIn
from cases.tables import Officer, WebSession
from engine import journal
from ground.clock import Clock
from ground.database import reading, transaction
from ground.errors import NotFound

FREE_OF_ADDRESS = 30


class SessionUnknown(NotFound):
    """This log-in has ended already."""

    code = "session_unknown"


@dataclass(frozen=True, slots=True)
class From:
    """Where a log-in comes from, as the officer may know it again: address of the network and browser."""

    address: str = ""
    browser: str = ""


class Authority(Protocol):
    """Somebody else who proves who an officer is: a provider of OpenID Connect behind its adapter.

    Everything about the provider (its keys, `state`, `nonce`, PKCE, the exact address it leads back to) stays behind
    this; the desk learns a log-in name or nothing.
    """

    def address(self, back: str) -> str:
        """Where the browser is sent to prove itself; `back` is the page of this house it wants afterwards."""
        ...

    def named(self, answer: Mapping[str, str]) -> str:
        """The log-in name the answer proves; empty when it proves nobody."""
        ...


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One of an officer's log-ins; `handle` names it without giving its token away."""

    handle: str
    address: str
    browser: str
    began_at: datetime
    seen_at: datetime
    ends_at: datetime
    is_this: bool


def enter(
    database: Engine, clock: Clock, name: str, password: str, where: From, stay: Stay = STAY, before: str = ""
) -> LogIn:  # fmt: skip
    """Log in with a password; the log-in the browser had `before`, by its token, ends.

    Raises `LogInRefused`, `LogInDelayed`, `TriesDelayed`. Failures are counted by account and by address; a name nobody
    has waits like one somebody has. It takes the database: a failure is written after the refusal has rolled
    everything back, and no lock is held while it is proved.
    """
    name = name.strip().lower()
    try:
        proof = passwords.prove(_allowed(database, clock, name, where), password)
        with transaction(database) as session:
            opened = people.log_in(session, clock, name, password, proof, stay)
            people.log_out(session, before)
            _note_where(session, opened, where)
            return opened
    except people.LogInRefused:
        _note_failure(database, clock, name, where)
        raise


def _allowed(database: Engine, clock: Clock, name: str, where: From) -> passwords.Weighed:
    """What to prove a password against, for who need not wait."""
    with reading(database) as session:
        tries.require_patience(session, clock, "address", where.address)
        # Counted here for names nobody has alone, and told in the same words as for those somebody has.
        if seconds := tries.waits(session, clock, "name", name):
            raise people.LogInDelayed(seconds=seconds)
        return people.weigh(session, clock, name)


def _note_failure(database: Engine, clock: Clock, name: str, where: From) -> None:
    with transaction(database) as session:
        tries.note_failure(session, clock, "address", where.address, FREE_OF_ADDRESS)
        if session.scalar(select(Officer.id).where(Officer.name == name)) is None:
            longest = timedelta(seconds=people.LONGEST_DELAY)
            tries.note_failure(session, clock, "name", name, people.FREE_TRIES, longest, forgotten=tries.SWEPT)


def vouched(
    session: Session, clock: Clock, authority: Authority, answer: Mapping[str, str], where: From, stay: Stay = STAY
) -> LogIn:  # fmt: skip
    """Open a session for the officer whom another authority has proved. Raises `LogInRefused` when that is nobody."""
    name = authority.named(answer)
    officer = session.scalar(select(Officer).where(Officer.name == name, Officer.is_active))
    if officer is None:
        raise people.LogInRefused
    opened = people.open_session(session, clock, officer, stay)
    _note_where(session, opened, where)
    return opened


def change_password(database: Engine, clock: Clock, log_in: LogIn, old: str, new: str, again: str) -> None:
    """An officer's own new password; his other log-ins end, this one stays.

    Raises `PasswordWrong` (counted as a failed log-in), `PasswordWeak`, `PasswordNotRepeated`, `LogInDelayed`.
    """
    name, officer_id = log_in.officer.name, log_in.officer.id
    with reading(database) as session:
        proof = passwords.prove(people.weigh(session, clock, name), old)
    if proof.is_right:
        passwords.check_new(new, again, name)
        made = passwords.hash_password(new)
    with transaction(database) as session:
        officer = session.get_one(Officer, officer_id, with_for_update=True)
        if not proof.is_right or officer.password_hash != proof.against:
            people.note_failure(session, officer, clock.now())
            raise PasswordWrong
        officer.password_hash, officer.failures, officer.locked_until = made, 0, None
        mine = people.digest_of(log_in.token)
        others = delete(WebSession).where(WebSession.officer_id == officer_id, WebSession.token_digest != mine)
        ended = len(session.execute(others.returning(WebSession.token_digest)).all())
        after = {"password": "changed", "sessions_ended": ended}
        tell_change(session, clock, PEOPLE, "password_changed", name, name, {}, after)


def _note_where(session: Session, opened: LogIn, where: From) -> None:
    held = session.get_one(WebSession, people.digest_of(opened.token))
    held.address, held.browser = where.address[:60], where.browser[:200]


def sessions_of(
    session: Session, clock: Clock, log_in: LogIn, stay: Stay = STAY
) -> tuple[SessionLine, ...]:  # fmt: skip
    """The officer's open log-ins, the one last used first."""
    mine = people.digest_of(log_in.token)
    rows = session.scalars(
        select(WebSession)
        .where(WebSession.officer_id == log_in.officer.id, WebSession.ends_at > clock.now())
        .order_by(WebSession.seen_at.desc())
    )
    return tuple(
        SessionLine(
            _handle(row), row.address, row.browser, row.created_at, row.seen_at, row.ends_at, row.token_digest == mine
        )
        for row in rows if clock.now() - row.seen_at <= stay.idle
    )  # fmt: skip


def end_session(session: Session, clock: Clock, officer: Officer, handle: str) -> None:
    """End one of the officer's own log-ins. Raises `SessionUnknown`."""
    rows = session.scalars(select(WebSession).where(WebSession.officer_id == officer.id))
    held = next((row for row in rows if hmac.compare_digest(_handle(row).encode(), handle.encode())), None)
    if held is None:
        raise SessionUnknown
    session.execute(delete(WebSession).where(WebSession.token_digest == held.token_digest))
    _record(session, clock, officer, 1)


def end_all(session: Session, clock: Clock, officer: Officer) -> int:
    """Log out everywhere, here too; how many log-ins ended."""
    gone = delete(WebSession).where(WebSession.officer_id == officer.id).returning(WebSession.token_digest)
    ended = len(session.execute(gone).all())
    _record(session, clock, officer, ended)
    return ended


def _record(session: Session, clock: Clock, officer: Officer, count: int) -> None:
    chain = f"officer:{officer.id}"
    journal.append(session, clock, chain, "sessions_ended", officer.name, officer.name, {"count": count})


def _handle(row: WebSession) -> str:
    """Half of the digest of a digest: it names the row and opens nothing."""
    return people.digest_of(row.token_digest)[:32]
