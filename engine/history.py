"""What the journal answers: who did what when to which element, how long it took, which way a process went.

Nothing else is asked, so that the answers can be proven by the chain. Durations are gross: nights and pauses count;
what the law does not count is the desk's to take off.
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
SETTLED = {"job_done": "job", "timer_fired": "timer", "message_received": "message"}


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
    """How long a process stood at an element, as `task`, `job`, `timer` or `message`.

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


def deeds(session: Session, instance_id: str) -> list[Deed]:
    """Who did what when to which element of one process, in order."""
    return [
        Deed(fact.at, fact.actor, fact.name, (fact.payload or {}).get("element", ""), fact.payload or {})
        for fact in facts(session, instance_id)
    ]


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
