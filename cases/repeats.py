"""The same request sent twice is carried out once: its answer is kept in the transaction that did the work."""

from sqlalchemy.orm import Session

from cases.tables import RequestKey
from ground.clock import Clock
from ground.errors import Invalid


class RequestKeyReused(Invalid):
    """This request key was used for a different request. Take a new key for every new request."""

    code = "idempotency_key_reused"


def given_before(session: Session, key: str, officer_id: str, fingerprint: str) -> bytes | None:
    """The answer this officer got for this key; None for a new key or none at all. Raises `RequestKeyReused`."""
    if not key:
        return None
    kept = session.get(RequestKey, (key, officer_id))
    if kept is None:
        return None
    if kept.fingerprint != fingerprint:
        raise RequestKeyReused
    return kept.answer


def keep(session: Session, clock: Clock, key: str, officer_id: str, fingerprint: str, answer: bytes) -> None:
    """Remember the answer.

    Of two that race, the second fails at the unique key and finds this answer when it asks again.
    """
    if key:
        row = RequestKey(key=key, officer_id=officer_id, fingerprint=fingerprint, answer=answer, at=clock.now())
        session.add(row)
