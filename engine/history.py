"""What the journal answers: who did what when to which element, how long it took, which way a process went.

Nothing else is asked, so that the answers can be proven by the chain. Gross durations count everything, nights too;
net ones leave out the stops the journal tells of: suspensions, and what the floor above calls a stop.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from statistics import median
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.queries import Fact, facts, told
from engine.tables import Entry, Instance

# The entry that ends a stay of each kind other than a task.
SETTLED = {"job_done": "job", "timer_fired": "timer", "message_received": "message", "signal_received": "signal"}
# The entry that begins a stop, and the one that ends it.
SUSPENDED = {"instance_suspended": "instance_resumed"}


@dataclass(frozen=True, slots=True)
class Deed:
    """One fact: when, who, what (the entry's name), to which element; empty for what concerns the whole process."""

    at: datetime
    actor: str
    name: str
    element: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Passing:
    """One element entered. One of a called process stands behind the name of that process and a slash."""

    at: datetime
    element: str


@dataclass(slots=True)
class Stay:
    """How long a process stood at an element, as `task`, `job`, `timer`, `message` or `signal`.

    `claimed_at` is when somebody last took it into his hands; `outcome` is `open`, `completed` or `cancelled`.
    """

    element: str
    kind: str
    opened_at: datetime
    claimed_at: datetime | None = None
    closed_at: datetime | None = None
    by: str = ""
    outcome: str = "open"

    @property
    def gross(self) -> timedelta | None:
        """From its coming to its end; None while it lasts."""
        return None if self.closed_at is None else self.closed_at - self.opened_at

    @property
    def in_hand(self) -> timedelta | None:
        """The part of it in which somebody had taken it; None where nobody said so."""
        return None if self.closed_at is None or self.claimed_at is None else self.closed_at - self.claimed_at


@dataclass(frozen=True, slots=True)
class Stop:
    """Time that does not count; `until_at` is None while it lasts."""

    from_at: datetime
    until_at: datetime | None


@dataclass(frozen=True, slots=True)
class Tale:
    """Everything the journal of one process tells, read once; stays by the moment they began."""

    deeds: tuple[Deed, ...]
    way: tuple[Passing, ...]
    stays: tuple[Stay, ...]
    stops: tuple[Stop, ...]

    def net(self, stay: Stay) -> timedelta | None:
        """How long a stay lasted without the stops; None while it lasts."""
        if stay.closed_at is None:
            return None
        left, spans = stay.opened_at, timedelta(0)
        for stop in self.stops:
            # Two kinds of stop may lie over each other: what counts is taken from where the last one ended.
            if stop.from_at > left:
                spans += min(stop.from_at, stay.closed_at) - left
            left = max(left, min(stop.until_at or stay.closed_at, stay.closed_at))
            if left >= stay.closed_at:
                return spans
        return spans + (stay.closed_at - left)


@dataclass(frozen=True, slots=True)
class Figures:
    """One element over all processes of a version: how often entered, completed, cancelled; how long it takes."""

    element: str
    entered: int
    completed: int
    cancelled: int
    median: timedelta | None
    longest: timedelta | None


@dataclass(slots=True)
class _Story:
    """The journal of one process read once, in order."""

    way: list[Passing] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)
    tasks: dict[str, Stay] = field(default_factory=dict)
    arrived: dict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))

    def read(self, fact: Fact) -> None:
        said = fact.payload or {}
        entered: list[str] = said.get("entered", [])
        self.way.extend(Passing(fact.at, element) for element in entered)
        if fact.name == "task_opened":
            self._open_task(fact, said)
        elif fact.subject in self.tasks:
            self._change_task(fact, said)
        elif fact.name in SETTLED:
            self._settle(fact, said.get("element", ""))
        for element in entered:
            # An event that is entered as it happens did not stay.
            if fact.name not in SETTLED or element != said.get("element"):
                self.arrived[element.rpartition("/")[2]].append(fact.at)

    def _open_task(self, fact: Fact, said: Mapping[str, Any]) -> None:
        stay = Stay(said.get("element", ""), "task", fact.at, fact.at if said.get("assignee") else None)
        self.tasks[fact.subject] = stay
        self.stays.append(stay)

    def _change_task(self, fact: Fact, said: Mapping[str, Any]) -> None:
        stay = self.tasks[fact.subject]
        if fact.name in ("task_completed", "task_cancelled"):
            stay.closed_at, stay.by, stay.outcome = fact.at, fact.actor, fact.name.removeprefix("task_")
        elif fact.name == "task_claimed":
            stay.claimed_at, stay.by = fact.at, said.get("assignee", "")
        elif fact.name == "task_released":
            stay.claimed_at, stay.by = None, ""

    def _settle(self, fact: Fact, element: str) -> None:
        waited = self.arrived.get(element)
        if waited:
            kind = SETTLED[fact.name]
            self.stays.append(Stay(element, kind, waited.pop(0), closed_at=fact.at, by=fact.actor, outcome="completed"))


def tale(session: Session, instance_id: str, stopping: Mapping[str, str] = SUSPENDED) -> Tale:
    """The whole journal of one process, read once. `stopping`: the entries that begin a stop, by those that end it."""
    chain = facts(session, instance_id)
    story = _read(chain)
    stayed = sorted(story.stays, key=lambda stay: stay.opened_at)
    return Tale(_deeds(chain), tuple(story.way), tuple(stayed), tuple(_stops(chain, stopping)))


def _stops(chain: Iterable[Fact], stopping: Mapping[str, str]) -> list[Stop]:
    """Every stop by its beginning; a stop of one kind ends before the next of its kind begins."""
    begun: dict[str, datetime] = {}
    over: list[Stop] = []
    for fact in chain:
        if fact.name in stopping:
            begun.setdefault(stopping[fact.name], fact.at)
        elif fact.name in begun:
            over.append(Stop(begun.pop(fact.name), fact.at))
    over.extend(Stop(at, None) for at in begun.values())
    return sorted(over, key=lambda stop: stop.from_at)


def deeds(session: Session, instance_id: str) -> list[Deed]:
    """Who did what when to which element of one process, in order."""
    return list(_deeds(facts(session, instance_id)))


def _deeds(chain: Iterable[Fact]) -> tuple[Deed, ...]:
    return tuple(
        Deed(fact.at, fact.actor, fact.name, (fact.payload or {}).get("element", ""), fact.payload or {})
        for fact in chain
    )


def way_of(session: Session, instance_id: str) -> list[Passing]:
    """Every element one process entered, gateways and events too, in order."""
    return _read(facts(session, instance_id)).way


def stays(session: Session, instance_id: str) -> list[Stay]:
    """Where one process stood and for how long, by the moment it came there.

    Of the events behind an event-based gateway only the way tells: which of them is waited for is known at the end.
    """
    return sorted(_read(facts(session, instance_id)).stays, key=lambda stay: stay.opened_at)


def figures(session: Session, definition_id: str) -> list[Figures]:
    """Counts and durations of each element over all processes that are of this version now, in alphabetical order."""
    entered: Counter[str] = Counter()
    outcomes: Counter[tuple[str, str]] = Counter()
    lasted: dict[str, list[timedelta]] = defaultdict(list)
    for story in _stories(session, definition_id):
        entered.update(passing.element.rpartition("/")[2] for passing in story.way)
        for stay in story.stays:
            outcomes[stay.element, stay.outcome] += 1
            if stay.gross is not None and stay.outcome == "completed":
                lasted[stay.element].append(stay.gross)
    return [
        Figures(
            element, entered[element], outcomes[element, "completed"], outcomes[element, "cancelled"],
            _middle(lasted[element]), max(lasted[element], default=None),
        )
        for element in sorted(entered)
    ]  # fmt: skip


def _stories(session: Session, definition_id: str) -> Iterator[_Story]:
    chains = select(Instance.id).where(Instance.definition_id == definition_id)
    for _, chain in groupby(told(session, Entry.chain.in_(chains)), key=lambda fact: fact.chain):
        yield _read(chain)


def _read(chain: Iterable[Fact]) -> _Story:
    story = _Story()
    for fact in chain:
        story.read(fact)
    return story


def _middle(durations: list[timedelta]) -> timedelta | None:
    return timedelta(seconds=median(one.total_seconds() for one in durations)) if durations else None
