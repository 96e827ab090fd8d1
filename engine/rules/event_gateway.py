"""After an event-based gateway the first event decides: so only events may follow it, each of them told apart."""

from collections import Counter
from collections.abc import Iterator

from engine.model import Element, Kind
from engine.rules.drawing import Drawing
from engine.rules.words import Remark, Sentence

_FEW = Sentence(
    "The event-based gateway {place} has fewer than two ways to choose from.",
    "Draw a second event after it, or wait with a catching event alone.",
)
_FOLLOWER = Sentence(
    "{place} follows an event-based gateway but is a {tag}; only catching events and receive tasks may.",
    "Put a catching event for a timer, message or signal between the gateway and it.",
)
_BUSY = Sentence(
    "The receive task {place} follows an event-based gateway and is repeated or has boundary events.",
    "Put a catching event for its message there, and the task after it.",
)
_SHARED = Sentence(
    "{place} follows an event-based gateway and is reached from elsewhere too.",
    "Draw a second event of its own for the other way.",
)
_TIMERS = Sentence(
    "More than one timer follows the event-based gateway {place}; only the first one would ever fire.",
    "Leave the earlier timer, and put the later one after it.",
)
_SIGNALS = Sentence(
    "Two events after the event-based gateway {place} wait for the same signal {signal}.",
    "Leave one of them, and decide with an exclusive gateway after it.",
)
_MESSAGES = Sentence(
    "Two events after the event-based gateway {place} wait for the same message {message}.",
    "Leave one of them, and decide with an exclusive gateway after it.",
)


def event_gateway(drawing: Drawing) -> Iterator[Remark]:
    """Refuse what an event-based gateway cannot tell apart: steps, shared events, two timers, one name twice."""
    for gateway in drawing.of_kind(Kind.EVENT_GATEWAY):
        followers = [drawing.process.elements[flow.target] for flow in drawing.graph.outgoing[gateway.id]]
        if len(followers) == 1:
            yield _FEW.at(gateway)
        for follower in followers:
            yield from _judge_follower(follower, drawing)
        yield from _judge_choice(gateway, followers)


def _judge_follower(follower: Element, drawing: Drawing) -> Iterator[Remark]:
    is_task = follower.kind is Kind.RECEIVE_TASK
    if not (is_task or follower.kind is Kind.CATCH) or follower.link:
        yield _FOLLOWER.at(follower, tag=follower.tag)
    elif is_task and (follower.loop is not None or drawing.graph.boundaries[follower.id]):
        yield _BUSY.at(follower)
    elif len(drawing.graph.incoming[follower.id]) > 1:
        yield _SHARED.at(follower)


def _judge_choice(gateway: Element, followers: list[Element]) -> Iterator[Remark]:
    if sum(follower.timer is not None for follower in followers) > 1:
        yield _TIMERS.at(gateway)
    messages = Counter(follower.message.name for follower in followers if follower.message is not None)
    for message, count in messages.items():
        if count > 1:
            yield _MESSAGES.at(gateway, message=message)
    for signal, count in Counter(follower.signal for follower in followers if follower.signal).items():
        if count > 1:
            yield _SIGNALS.at(gateway, signal=signal)
