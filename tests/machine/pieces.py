"""What the token game is played with: tokens, the parts they lie in, and how one looks along the flows."""

from dataclasses import dataclass, field
from typing import Any

from engine.model import Element, Kind, Process

Data = dict[str, tuple[int, Any]]
INNER = (Kind.CALL, Kind.SUBPROCESS)
ACTIVITIES = (Kind.USER_TASK, Kind.SERVICE_TASK, *INNER)


@dataclass(eq=False)
class Token:
    """One thing that stands somewhere; `local` is seen by it alone."""

    scope: "Scope"
    element: Element
    data: Data
    local: dict[str, Any] = field(default_factory=dict)
    host: "Token | None" = None
    group: object = None
    frame: "Frame | None" = None
    left: int = 0
    watches: Element | None = None
    base: Data = field(default_factory=dict)


@dataclass(eq=False)
class Scope:
    """One running process, or a sub-process (`part`) of one."""

    process: Process
    part: str = ""
    caller: Token | None = None
    tokens: list[Token] = field(default_factory=list)
    arrived: dict[str, dict[str, list[Data]]] = field(default_factory=dict)
    ended: Data = field(default_factory=dict)
    last: str = ""


@dataclass(eq=False)
class Frame:
    """A multi-instance activity under way."""

    token: Token
    items: list[Any]
    results: list[Any]
    begun: int = 0
    done: int = 0


def is_quiet(token: Token) -> bool:
    """Whether nothing outside can move this token."""
    is_signal = bool(token.element.signal)
    is_coded = token.element.kind in (Kind.BOUNDARY, Kind.START) and bool(token.element.events) and not is_signal
    return is_coded or token.element.kind in INNER or _is_frame(token)


def _is_frame(token: Token) -> bool:
    return token.element.loop is not None and token.frame is None


def places_of(scope: Scope, name: str) -> set[str]:
    """Where tokens stand that might still come to this gateway."""
    standing = {token.element.id for token in scope.tokens if token.host is None}
    return standing | {other for other, queues in scope.arrived.items() if other != name and any(queues.values())}


def ways_to(process: Process, place: str, name: str) -> set[str]:
    """The flows into this gateway that a token at this place can come to without passing it."""
    seen, waiting, found = set(), [place], set()
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        events = [event.id for event in process.boundaries(here)]
        for flow in [way for one in (here, *events) for way in process.outgoing(one)]:
            if flow.target == name:
                found.add(flow.id)
            else:
                waiting.append(flow.target)
    return found


def newest(many: list[Data]) -> Data:
    """Of each variable the value that was written last."""
    merged: Data = {}
    for data in many:
        for name, value in data.items():
            if name not in merged or value[0] > merged[name][0]:
                merged[name] = value
    return merged
