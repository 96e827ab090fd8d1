"""A process begins at one place, and so does a sub-process; a process may also be begun by events."""

from collections.abc import Iterator

from engine.model import Element, Kind
from engine.rules.drawing import Drawing
from engine.rules.words import Remark, Sentence

_NONE = Sentence(
    "{place} has no start event, and nothing in it that could begin.",
    "Draw one start event and connect it to the first step.",
)
_EVERYWHERE = Sentence(
    "{place} has no start event: it begins at the same time at everything no flow leads to ({first}).",
    "Draw one start event and connect it to the first step, so that everybody sees where it begins.",
    severity="warning",
)
_SEVERAL = Sentence(
    "There is a second start event, {place}; which of them begins a run is not said.",
    "Keep one start event and decide the way with an exclusive gateway after it.",
)
_SAME = Sentence(
    "The start event {place} waits for what another start event of this process waits for.",
    "Keep one of the two and decide the way with an exclusive gateway after it.",
)
_CALLED = Sentence(
    "{place} calls the process {called}, which only events begin: it has no plain start event.",
    "Draw a start event without an event into the called process.",
)
_VARIABLE = Sentence(
    "The start event {place} waits for a name that is an expression: {written}",
    "Write the name itself: before a run begins there is nothing an expression could ask.",
)


def start_event(drawing: Drawing) -> Iterator[Remark]:
    """Refuse parts that begin nowhere or at several places, events that begin one twice, calls of what none begins."""
    process = drawing.process
    for scope in process.scopes:
        starts = [element for element in process.inside(scope) if element.kind is Kind.START]
        if not starts:
            yield _NONE.at(process.elements[scope] if scope else process)
        for start in starts if starts and not starts[0].drawn else ():
            first = ", ".join(flow.target for flow in process.outgoing(start.id))[:100]
            yield _EVERYWHERE.at(process.elements[scope] if scope else process, first=first)
        yield from (_SEVERAL.at(start) for start in (starts if scope else _plain(starts))[1:])
    yield from _judge_events([start for start in process.starts if start.is_awaited])
    for call in drawing.of_kind(Kind.CALL):
        called = drawing.bundle.by_id.get(call.called)
        if called is not None and called.starts and called.plain_start is None:
            yield _CALLED.at(call, called=call.called)


def _plain(starts: list[Element]) -> list[Element]:
    return [start for start in starts if not start.is_awaited]


def _judge_events(starts: list[Element]) -> Iterator[Remark]:
    seen: set[tuple[str, str]] = set()
    for start in starts:
        name = awaited_name(start)
        if name.startswith("="):
            yield _VARIABLE.at(start, written=name[:100])
        if name and (start.events[0], name) in seen:
            yield _SAME.at(start)
        seen.add((start.events[0] if start.events else "", name))


def awaited_name(start: Element) -> str:
    """The name of the message or signal this event waits for; empty for any other."""
    return start.signal or (start.message.name if start.message is not None else "")
