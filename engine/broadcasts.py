"""A signal that was thrown: one row of work in the same transaction; who waits for it is told after the commit."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from engine import journal
from engine.spiff import Signal
from engine.spiff.rest import from_outside
from engine.tables import Job, new_id
from ground.canonical import Json, digest
from ground.clock import Clock
from ground.database import insert_if_absent

# The house's own jobs: one finds all who wait for a signal, one hands it to a single token.
BROADCAST, CATCH = "broadcast_signal", "catch_signal"


def announce(session: Session, clock: Clock, instance_id: str, signals: Sequence[Signal], by: str) -> None:
    """Write down the signals that an instance has thrown; its own tokens have heard them already."""
    for signal in signals:
        facts = {"element": signal.element, "signal": signal.name, "variables": dict(signal.variables)}
        journal.append(session, clock, instance_id, "signal_thrown", instance_id, by, facts)
        session.add(Job(**_broadcast(clock, new_id(), signal, instance_id)))


def broadcast(session: Session, clock: Clock, signal: str, variables: Mapping[str, Json], key: str, by: str) -> bool:
    """Throw a signal from outside to all who wait for it now; whether it is new by the sender's idempotency `key`."""
    thrown = Signal(signal, "", from_outside(variables))
    if not insert_if_absent(session, Job, **_broadcast(clock, identity("signal", key), thrown, "")):
        return False
    facts = {"signal": signal, "variables": dict(variables)}
    journal.append(session, clock, f"signal:{signal}"[:64], "signal_thrown", key[:200], by, facts)
    return True


def identity(*parts: str) -> str:
    """A row's identity made from what it is for: the same work twice is one row."""
    return digest("\n".join(parts).encode())[:32]


def _broadcast(clock: Clock, key: str, signal: Signal, thrower: str) -> dict[str, object]:
    now = clock.now()
    variables = {"signal": signal.name, "variables": dict(signal.variables), "thrower": thrower, "at": now.isoformat()}
    return {
        "id": key, "instance_id": None, "token": None, "element": signal.element, "operation": BROADCAST,
        "variables": variables, "headers": {}, "state": "waiting", "attempts": 0, "due_at": now, "held": False,
        "opened_at": now,
    }  # fmt: skip
