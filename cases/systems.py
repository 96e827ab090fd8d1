"""Tokens of neighbour systems: issued for an officer's account, shown once, kept as a digest, good for some scopes.

A token never reaches further than its account: fetch is authorise holds for systems as for people.
"""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.people import ADMINISTRATOR, digest_of, require_role
from cases.tables import Officer, SystemToken, new_id
from engine import journal
from ground.clock import Clock
from ground.errors import Forbidden, Invalid, NotFound

PREFIX = "mct_"
CHAIN = "tokens"
LONGEST_DAYS = 400
TOUCH = timedelta(minutes=1)
_SCOPE = re.compile(r"(\*|[a-z][a-z-]*)\.(read|write|\*)")


class TokenUnknown(NotFound):
    """There is no token {token}."""

    code = "token_unknown"


class ScopeMissing(Forbidden):
    """This token may not do this: it has not the scope {scope}."""

    code = "scope_missing"


class ScopeNotReadable(Invalid):
    """{scope} is no scope. A scope is a resource and read or write, as dossiers.read or tasks.*."""

    code = "scope_not_readable"


class TokenTermWrong(Invalid):
    """A token holds between one day and {limit} days."""

    code = "token_term_wrong"


@dataclass(frozen=True, slots=True)
class SystemCaller:
    """Who asks with a token: the account it acts as, and what it may do."""

    officer: Officer
    token: SystemToken
    is_stale: bool

    def require(self, scope: str) -> None:
        """Raises `ScopeMissing`."""
        resource, _, act = scope.partition(".")
        wanted = {scope, f"{resource}.*", f"*.{act}", "*.*"}
        if not wanted & set(self.token.scopes):
            raise ScopeMissing(scope=scope)


def issue(
    session: Session, clock: Clock, by: Officer, account: Officer, name: str, scopes: Sequence[str], days: int
) -> tuple[str, SystemToken]:
    """A new token and its row; the token itself is never seen again. An administrator issues it.

    Raises `RoleMissing`, `ScopeNotReadable`, `TokenTermWrong`.
    """
    require_role(session, clock, by, ADMINISTRATOR)
    for scope in scopes:
        if not _SCOPE.fullmatch(scope):
            raise ScopeNotReadable(scope=scope)
    if not scopes:
        raise ScopeNotReadable(scope="–")
    if not 1 <= days <= LONGEST_DAYS:
        raise TokenTermWrong(limit=LONGEST_DAYS)
    token, now = PREFIX + secrets.token_urlsafe(32), clock.now()
    row = SystemToken(
        id=new_id(), token_digest=digest_of(token), name=name.strip()[:200], officer_id=account.id,
        scopes=sorted(set(scopes)), issued_at=now, issued_by=by.name, ends_at=now + timedelta(days),
    )  # fmt: skip
    session.add(row)
    facts = {"name": row.name, "account": account.name, "scopes": row.scopes, "ends_at": row.ends_at}
    journal.append(session, clock, CHAIN, "token_issued", row.id, by.name, facts)
    session.flush()
    return token, row


def revoke(session: Session, clock: Clock, by: Officer, token_id: str) -> SystemToken:
    """From now on the token opens nothing. Raises `RoleMissing`, `TokenUnknown`."""
    require_role(session, clock, by, ADMINISTRATOR)
    row = session.get(SystemToken, token_id)
    if row is None:
        raise TokenUnknown(token=token_id)
    if row.revoked_at is None:
        row.revoked_at = clock.now()
        journal.append(session, clock, CHAIN, "token_revoked", row.id, by.name, {"name": row.name})
        session.flush()
    return row


def tokens(session: Session) -> Sequence[tuple[SystemToken, str]]:
    """Every token with its account's log-in name, the newest first."""
    rows = select(SystemToken, Officer.name).join(Officer, Officer.id == SystemToken.officer_id)
    return [(row[0], row[1]) for row in session.execute(rows.order_by(SystemToken.issued_at.desc()))]


def system_of(session: Session, clock: Clock, token: str) -> SystemCaller | None:
    """Whose token this is; None when it is none, was revoked, has ended, or its account is shut."""
    if not token.startswith(PREFIX):
        return None
    found = session.execute(
        select(SystemToken, Officer)
        .join(Officer, Officer.id == SystemToken.officer_id)
        .where(SystemToken.token_digest == digest_of(token), SystemToken.revoked_at.is_(None), Officer.is_active)
    ).one_or_none()
    if found is None or found[0].ends_at <= clock.now():
        return None
    used: datetime | None = found[0].used_at
    return SystemCaller(found[1], found[0], is_stale=used is None or clock.now() - used > TOUCH)


def touch(session: Session, clock: Clock, caller: SystemCaller) -> None:
    """Note that the token is in use."""
    session.get_one(SystemToken, caller.token.id).used_at = clock.now()
