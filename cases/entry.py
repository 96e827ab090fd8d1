"""How officers come in: by their password here, or vouched for by somebody else; and the log-ins they have open.

`open_session` is the one place a log-in begins. The password is proved by `people.log_in`; a door that lets the
office's own directory prove who somebody is (OpenID Connect) finds the officer by his log-in name and calls `vouched`.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from cases import people, tries
from cases.desk import Stay
from cases.people import STAY, LogIn
from cases.tables import Officer, WebSession
from engine import journal
from ground.clock import Clock
from ground.database import reading, transaction
from ground.errors import NotFound

FREE_OF_ADDRESS, FREE_OF_NAME = 30, 3


class SessionUnknown(NotFound):
    """This log-in has ended already."""

    code = "session_unknown"


@dataclass(frozen=True, slots=True)
class From:
    """Where a log-in comes from, as the officer may know it again: address of the network and browser."""

    address: str = ""
    browser: str = ""


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
    database: Engine, clock: Clock, name: str, password: str, where: From, stay: Stay = STAY
) -> LogIn:  # fmt: skip
    """Log in with a password. Raises `LogInRefused`, `LogInDelayed`, `TriesDelayed`.

    Failures are counted by account and by address; a name nobody has waits like one somebody has. It takes the
    database: a failure is written after the refusal has rolled everything back, and no lock is held while it is proved.
    """
    try:
        proof = people.prove(_allowed(database, clock, name, where), password)
        with transaction(database) as session:
            opened = people.log_in(session, clock, name, password, proof, stay)
            _note_where(session, opened, where)
            return opened
    except people.LogInRefused:
        with transaction(database) as session:
            tries.note_failure(session, clock, "address", where.address, FREE_OF_ADDRESS)
            if session.scalar(select(Officer.id).where(Officer.name == name)) is None:
                tries.note_failure(session, clock, "name", name, FREE_OF_NAME)
        raise


def _allowed(database: Engine, clock: Clock, name: str, where: From) -> str:
    """The hash to prove a password against, for who need not wait."""
    with reading(database) as session:
        tries.require_patience(session, clock, "address", where.address)
        tries.require_patience(session, clock, "name", name)
        return people.weigh(session, clock, name)


def vouched(session: Session, clock: Clock, officer: Officer, where: From, stay: Stay = STAY) -> LogIn:
    """Open a session for an officer whom another authority has proved."""
    opened = people.open_session(session, clock, officer, stay)
    _note_where(session, opened, where)
    return opened


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
