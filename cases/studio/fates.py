"""What becomes of one dossier in another version: where it would stand, what it would wait for, or why it cannot go."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from cases.bundle import Procedure
from engine.migration import Passage
from engine.model import Kind
from engine.spiff import Wait

Word: TypeAlias = str | int | datetime


@dataclass(frozen=True, slots=True)
class Place:
    """Where a token stands: an element of a drawing, under its name; `kind` of its wait."""

    process: str
    element: str
    name: str
    kind: str

    @property
    def key(self) -> str:
        """One word for the place, as a form sends it."""
        return f"{self.process}/{self.element}"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that changes or stays: an English sentence with {words} to be translated."""

    text: str
    words: Mapping[str, Word]
    is_change: bool = True


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why it cannot go: the reason's code, the element it stands at, and where the mapping leads."""

    reason: str
    element: str
    name: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """One running dossier (or trial run: without `state`). `due_at` is its date of return, the same before and after:
    a promise made is kept. `step_due_at` when its open step is due, which is kept as well.
    """

    instance_id: str
    code: str
    unit: str
    unit_code: str
    state: str
    due_at: datetime | None
    step_due_at: datetime | None
    at: tuple[Place, ...]
    to: tuple[Place, ...]
    hindrances: tuple[Hindrance, ...]
    remarks: tuple[Remark, ...]

    @property
    def goes(self) -> bool:
        """Whether it would be carried."""
        return not self.hindrances


def places(procedure: Procedure, waits: Iterable[Wait]) -> tuple[Place, ...]:
    """Where a token stands; what merely hangs on a step, or watches a whole part, stands with it."""
    found = (Place(wait.process, wait.element, wait.name or wait.element, wait.kind) for wait in waits)
    return tuple(dict.fromkeys(place for place in found if not _hangs(procedure, place)))


def _hangs(procedure: Procedure, place: Place) -> bool:
    element = procedure.element(place.process, place.element)
    if element is None:
        return False
    around = procedure.element(place.process, element.parent)
    return element.kind is Kind.BOUNDARY or (element.kind is Kind.START and around is not None and around.by_event)


def hindrances(procedure: Procedure, passage: Passage) -> tuple[Hindrance, ...]:
    """What stands in its way, each element under its name."""
    return tuple(
        Hindrance(each.reason, each.element, name_of(procedure, each.element), each.target)
        for each in passage.obstacles
    )  # fmt: skip


def name_of(procedure: Procedure, element: str) -> str:
    """The name of an element, wherever in the procedure it is drawn; the id of one without a name."""
    drawn = (process.elements.get(element) for process in procedure.processes.values())
    return next((each.name for each in drawn if each is not None and each.name), element)


def remarks(old: Procedure, new: Procedure, passage: Passage) -> Iterator[Remark]:
    """What happens to everything it waits for, token by token."""
    before = {wait.token: wait for wait in passage.before}
    after = {wait.token: wait for wait in passage.after}
    if not passage.obstacles:
        for token, was in before.items():
            now = after.get(token)
            yield from _carried(old, new, was, now) if now is not None else _gone(was)
        for token, now in after.items():
            if token not in before:
                yield from _new(now)


def _named(wait: Wait) -> dict[str, Word]:
    named: dict[str, Word] = {"name": wait.name or wait.element, "message": wait.message}
    return named | ({"at": wait.due_at} if wait.due_at is not None else {})


def _carried(old: Procedure, new: Procedure, was: Wait, now: Wait) -> Iterator[Remark]:
    if was.kind != now.kind:
        yield Remark("“{name}” would stand still and need to be looked at.", _named(now))
    elif now.kind == "task":
        yield from _step(old, new, was, now)
    elif now.kind in KEPT:
        yield Remark(KEPT[now.kind], _named(now), is_change=False)


def _step(old: Procedure, new: Procedure, was: Wait, now: Wait) -> Iterator[Remark]:
    words: dict[str, Word] = {"name": now.name or now.element}
    if was.name != now.name:
        yield Remark("“{before}” goes on as “{name}”.", words | {"before": was.name or was.element})
    if was.lane != now.lane:
        roles = {"before": _role(old, was.lane), "after": _role(new, now.lane)}
        yield Remark("“{name}” passes from {before} to {after}; whoever has it in hand keeps it.", words | roles)
    if was.form_id != now.form_id:
        yield Remark("“{name}” has another form; what was typed and not sent is not carried over.", words)


def _role(procedure: Procedure, lane: str) -> str:
    role = procedure.sheet.roles.get(lane)
    return role.name if role else lane


def _gone(was: Wait) -> Iterator[Remark]:
    if was.kind in GONE:
        yield Remark(GONE[was.kind], _named(was))


def _new(now: Wait) -> Iterator[Remark]:
    if now.kind in NEW:
        yield Remark(NEW[now.kind], _named(now))


KEPT = {
    "timer": "The timer “{name}” stays: {at}.",
    "message": "It goes on waiting for the message “{message}”.",
    "signal": "It goes on waiting for the signal of “{name}”.",
    "job": "The machine work “{name}” goes on.",
    "stalled": "“{name}” stands still as before.",
}
GONE = {
    "timer": "The timer “{name}” ({at}) is let go.",
    "message": "The message “{message}” is waited for no more.",
    "signal": "The signal of “{name}” is waited for no more.",
    "job": "The machine work “{name}” is let go.",
}
NEW = {
    "timer": "A new timer “{name}” begins to run: {at}.",
    "message": "It waits for the message “{message}” as well.",
    "signal": "It waits for the signal of “{name}” as well.",
    "stalled": "“{name}” would stand still and need to be looked at.",
}
