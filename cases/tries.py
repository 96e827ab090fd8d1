"""Who guesses has to wait: failed tries are counted in the database, and each further one costs a longer wait.

Keys are kept as digests only: a log-in name, an address of the network, the code of a dossier.
"""

from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from cases.tables import Tries
from ground.canonical import digest
from ground.clock import Clock
from ground.errors import TooSoon

FORGOTTEN = timedelta(hours=1)
LONGEST = timedelta(minutes=15)
SWEPT = timedelta(days=1)


class TriesDelayed(TooSoon):
    """Too many wrong tries. Wait {seconds} seconds and try again."""

    code = "tries_delayed"


def require_patience(session: Session, clock: Clock, kind: str, worth: str) -> None:
    """Raises `TriesDelayed` while this key has to wait."""
    if seconds := waits(session, clock, kind, worth):
        raise TriesDelayed(seconds=seconds)


def waits(session: Session, clock: Clock, kind: str, worth: str) -> int:
    """The seconds this key has to wait; 0 when it need not."""
    tries = session.get(Tries, _key(kind, worth))
    if tries is None or tries.locked_until is None or tries.locked_until <= clock.now():
        return 0
    return int((tries.locked_until - clock.now()).total_seconds()) + 1


def note_failure(
    session: Session, clock: Clock, kind: str, worth: str, free: int, longest: timedelta = LONGEST,
    forgotten: timedelta = FORGOTTEN,
) -> None:  # fmt: skip
    """Count a failure: after `free` of them within the hour the wait is one second and doubles each time."""
    now, key = clock.now(), _key(kind, worth)
    tries = session.get(Tries, key, with_for_update=True)
    if tries is None:
        tries = Tries(key=key, failures=0, failed_at=now)
        session.add(tries)
    if now - tries.failed_at > forgotten:
        tries.failures = 0
    tries.failures, tries.failed_at = tries.failures + 1, now
    over = tries.failures - free
    tries.locked_until = now + min(timedelta(seconds=2 ** min(over, 12)), longest) if over >= 0 else None
    session.execute(delete(Tries).where(Tries.failed_at < now - SWEPT))
    session.flush()


def forget(session: Session, kind: str, worth: str) -> None:
    """The right word was said: what was wrong before is forgotten."""
    session.execute(delete(Tries).where(Tries.key == _key(kind, worth)))


def _key(kind: str, worth: str) -> str:
    return digest(f"{kind}:{worth.strip().lower()}".encode())
