"""The message inbox: what lies in it is handed to an instance as soon as that waits for it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import journal
from engine.changes import Changes
from engine.store import Loaded, save
from engine.tables import InboxMessage, Subscription
from ground.clock import Clock


def receive_waiting(session: Session, clock: Clock, loaded: Loaded, changes: Changes) -> Changes:
    """Let an instance that has just begun to wait for a message take one that came before."""
    if not loaded.subscriptions or loaded.instance.state != "running":
        return changes
    return receive_all(session, clock, loaded) or changes


def receive_all(session: Session, clock: Clock, loaded: Loaded) -> Changes | None:
    """Hand over, oldest first, every message that lies in the inbox for this instance; None when there is none.

    An instance that took too long is given no more now: they lie there until it is tried again.
    """
    changes = None
    while not loaded.run.is_late and (found := _next_waiting(session, clock, loaded.instance.id)) is not None:
        inbox, subscription = found
        inbox.received_at, inbox.instance_id = clock.now(), loaded.instance.id
        loaded.run.receive(subscription.token, inbox.variables)
        facts = {
            "element": subscription.element, "message": inbox.message, "correlation": inbox.correlation,
            "variables": inbox.variables, "entered": loaded.way(),
        }  # fmt: skip
        journal.append(session, clock, loaded.instance.id, "message_received", inbox.id, loaded.by, facts)
        changes = save(session, clock, loaded)
        if loaded.instance.state != "running":
            break
    return changes


def _next_waiting(session: Session, clock: Clock, instance_id: str) -> tuple[InboxMessage, Subscription] | None:
    """The oldest message still good that one of the instance's subscriptions waits for, and that subscription."""
    row = session.execute(
        select(InboxMessage, Subscription)
        .join(
            Subscription,
            (Subscription.message == InboxMessage.message) & (Subscription.correlation == InboxMessage.correlation),
        )
        .where(
            Subscription.instance_id == instance_id,
            InboxMessage.received_at.is_(None),
            InboxMessage.expires_at > clock.now(),
        )
        .order_by(InboxMessage.arrived_at, Subscription.opened_at, Subscription.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    return None if row is None else (row[0], row[1])
