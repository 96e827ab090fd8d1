"""Messages to instances that wait for them."""

from datetime import timedelta
from uuid import uuid4

from flask import request

from api.door import Act, Answer, Door
from api.schemas import DeliveredOut
from api.schemas_in import MessageIn, RepeatHeader
from cases import drawings


def routes(door: Door) -> None:
    """`POST /messages`."""
    door.act("/messages", send_message, MessageIn, DeliveredOut, state=202, headers=RepeatHeader)


def send_message(act: Act, body: MessageIn) -> Answer:
    """Deliver a message to the instance that waits for it, or keep it until one does."""
    key = body.key or request.headers.get("Idempotency-Key") or uuid4().hex
    received = drawings.send(
        act.session, act.clock, act.officer, body.message, body.correlation, body.variables, key,
        timedelta(seconds=body.ttl_seconds),
    )  # fmt: skip
    return Answer(DeliveredOut(key=key, is_received=received), 202)
