"""Messages to the one instance that waits for them, signals to all that do."""

from datetime import timedelta
from uuid import uuid4

from flask import request

from api.door import Act, Answer, Door
from api.schemas import DeliveredOut, SignalledOut
from api.schemas_in import MessageIn, RepeatHeader, SignalIn
from cases import drawings


def routes(door: Door) -> None:
    """`POST /messages` and `POST /signals`."""
    door.act("/messages", send_message, MessageIn, DeliveredOut, state=202, headers=RepeatHeader)
    door.act("/signals", throw_signal, SignalIn, SignalledOut, state=202, headers=RepeatHeader)


def send_message(act: Act, body: MessageIn) -> Answer:
    """Deliver a message to the instance that waits for it, or keep it until one does."""
    key = body.key or request.headers.get("Idempotency-Key") or uuid4().hex
    received = drawings.send(
        act.session, act.clock, act.officer, body.message, body.correlation, body.variables, key,
        timedelta(seconds=body.ttl_seconds),
    )  # fmt: skip
    return Answer(DeliveredOut(key=key, is_received=received), 202)


def throw_signal(act: Act, body: SignalIn) -> Answer:
    """Throw a signal to every instance that waits for it now; a start event of its name begins a run."""
    key = body.key or request.headers.get("Idempotency-Key") or uuid4().hex
    is_new = drawings.throw(act.session, act.clock, act.officer, body.signal, body.variables, key)
    return Answer(SignalledOut(key=key, is_new=is_new), 202)
