"""One dossier of the demonstration as a mould: every row of it, with the places that differ from copy to copy.

A copy has identities, names, a code and days of its own; whatever else the engine and the desk wrote of the model it
has too, so that a copy can be opened, claimed and completed like any other dossier. Its journal is the model's, cut
down to a few facts, and chained anew.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import Dialect, inspect, select
from sqlalchemy.orm import Session

from cases.folding import fold, words
from cases.searching import words_of
from cases.tables import Dossier, DossierPaper, Pause, Person, Result, StepTerm, Supplement
from engine.journal import BEGINNING
from engine.spiff.frontier import contents, pack
from engine.tables import Entry, Instance, Payload, Subscription, Task, Timer
from ground.canonical import canonical, digest
from ground.database import Instant

# What the short chain of a copy tells, as far as the model's did.
FACTS = (
    "dossier_submitted", "dossier_accepted", "dossier_refused", "result_issued", "dossier_closed",
)  # fmt: skip
LIMIT_ANSWER = 60
Change = Callable[["Copy"], Any]


@dataclass(slots=True)
class Copy:
    """What is particular to one copy. `mark` begins all its identities."""

    mark: str
    code: str
    name: str
    sort_name: str
    identity: str
    phone: str
    said: str
    shift: timedelta
    serial: int
    texts: tuple[tuple[str, str], ...] = ()

    def replaced(self, text: str) -> str:
        """A text of the model as the copy says it."""
        for before, after in self.texts:
            text = text.replace(before, after)
        return text


@dataclass(slots=True)
class Part:
    """One row of the model: its values as the database takes them, and which of them are the copy's own."""

    table: str
    values: list[Any]
    changes: list[tuple[int, Change]]

    def of(self, copy: Copy) -> list[Any]:
        row = self.values.copy()
        for place, change in self.changes:
            row[place] = change(copy)
        return row


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the model's journal."""

    at: datetime
    moved: Change
    actor: str
    name: str
    subject: str
    told: str


@dataclass(slots=True)
class Mould:
    """A model dossier, taken apart."""

    session: Session
    dialect: Dialect
    dossier: Dossier
    parts: list[Part] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    tail: str = ""
    facts: list["Fact"] = field(default_factory=list)
    name: str = ""
    topic: str = ""
    at: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.at = self.dossier.submitted_at
        person = self.session.get_one(Person, self.dossier.person_id)
        self.name = person.full_name
        rows = [person, self.session.get_one(Instance, self.dossier.instance_id), self.dossier, *self._rows()]
        for number, row in enumerate(rows):
            key = inspect(row).identity
            assert key is not None
            self.ids.setdefault(str(key[0]), f"{number:016x}")
        self.parts = [self._part(row) for row in rows]
        self._tell()
        own = {*words(self.dossier.look_up)}
        self.topic = fold(self.dossier.procedure_name)
        self.tail = " ".join(word for word in words_of(self.dossier).split() if word not in own)

    def _rows(self) -> Iterator[Any]:
        """What hangs on the dossier: of an open one all it stands at, of a closed one the last step and the result."""
        instance_id, is_open = self.dossier.instance_id, self.dossier.closed_at is None
        tasks = select(Task).where(Task.instance_id == instance_id)
        live = tasks.where(Task.state.in_(("open", "claimed")))
        last = tasks.where(Task.state == "completed").order_by(Task.completed_at.desc()).limit(1)
        found = self.session.scalars(live if is_open else last).all()
        yield from found
        for task in found:
            yield self.session.get_one(StepTerm, task.id)
        if is_open:
            for table in (Timer, Subscription):
                waits = [table.state == "waiting"] if table is Timer else []
                yield from self.session.scalars(select(table).where(table.instance_id == instance_id, *waits))
        for table in (Pause, Supplement, Result, *((DossierPaper,) if is_open else ())):
            yield from self.session.scalars(select(table).where(table.dossier_id == self.dossier.id))

    def _part(self, row: Any) -> Part:
        table = type(row).__table__
        values, changes = [], []
        for place, column in enumerate(table.columns):
            value = getattr(row, inspect(type(row)).get_property_by_column(column).key)
            change = self._change(table.name, column, value)
            if change is not None:
                changes.append((place, change))
            values.append(self.stored(column.type, value))
        return Part(table.name, values, changes)

    def stored(self, kind: Any, value: Any) -> Any:
        """A value as the driver takes it."""
        if self.dialect.name == "postgresql":
            return orjson.dumps(value).decode() if isinstance(value, dict | list) else value
        process = kind.dialect_impl(self.dialect).bind_processor(self.dialect)
        return process(value) if process is not None else value

    def moved(self, at: datetime) -> Change:
        """An instant of the model in the copy's time."""
        if self.dialect.name == "postgresql":
            return lambda copy: at + copy.shift
        naive = at.astimezone(UTC).replace(tzinfo=None)
        return lambda copy: (naive + copy.shift).isoformat(" ", "microseconds")

    def _change(self, table: str, column: Any, value: Any) -> Change | None:
        own = _OWN.get((table, column.name))
        if own is not None and value is not None:
            return lambda copy: own(copy, value)
        if column.name == "frontier":
            return self._frontier(value)
        if isinstance(value, datetime) and isinstance(column.type, Instant):
            return self.moved(value)
        if isinstance(value, str) and value in self.ids:
            tail = self.ids[value]
            return lambda copy: copy.mark + tail
        if (table, column.name) in (("instance", "standing"), ("dossier", "answers")):
            kept = _short(value) if column.name == "answers" and self.dossier.closed_at is not None else value
            text = orjson.dumps(kept).decode()
            return lambda copy: copy.replaced(text)
        if isinstance(value, str) and self.dossier.code in value:
            return lambda copy: copy.replaced(value)
        return None

    def _frontier(self, value: bytes) -> Change:
        recorded = contents(value)
        if self.dossier.closed_at is None:
            told = orjson.dumps(recorded).decode()
            return lambda copy: pack(orjson.loads(copy.replaced(told)))
        if recorded["end"] is not None:
            recorded["end"]["variables"] = {}
        ended = pack(recorded)
        return lambda _: ended

    def _tell(self) -> None:
        rows = self.session.execute(
            select(Entry, Payload.content)
            .join(Payload, (Payload.chain == Entry.chain) & (Payload.seq == Entry.seq))
            .where(Entry.chain == self.dossier.instance_id, Entry.name.in_(FACTS))
            .order_by(Entry.seq)
        )
        for entry, content in rows:
            moved = self.moved(entry.at)
            self.facts.append(Fact(entry.at, moved, entry.actor, entry.name, entry.subject, content.decode()))

    def copies(self, copy: Copy) -> Iterator[tuple[str, Sequence[Any]]]:
        """Every row of a copy, by table, parents first."""
        named = ((before, copy.mark + after) for before, after in self.ids.items())
        copy.texts = ((self.dossier.code, copy.code), (self.name, copy.name), *named)
        for part in self.parts:
            yield part.table, part.of(copy)
        chain, previous = copy.mark + self.ids[self.dossier.instance_id], BEGINNING
        seq = 0
        for seq, fact in enumerate(self.facts, start=1):
            content, then = copy.replaced(fact.told).encode(), fact.at + copy.shift
            whom, said = copy.replaced(fact.subject), digest(content)
            here = digest(canonical([chain, seq, then, fact.actor, fact.name, whom, said, previous]))
            yield "entry", (chain, seq, fact.moved(copy), fact.actor, fact.name, whom, said, previous, here)
            yield "payload", (chain, seq, content)
            previous = here
        yield "head", (chain, seq, previous, True)
        said = " ".join(dict.fromkeys(copy.said.replace("-", " ").replace(".", " ").split()))
        yield "search_line", (copy.mark + self.ids[self.dossier.id], f"{said} {self.tail}")


def _short(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Of a closed dossier's answers only the short ones: a million of them are to fit on a disk."""
    return {key: text for key, text in answers.items() if isinstance(text, str) and len(text) <= LIMIT_ANSWER}


def _numbered(copy: Copy, value: str) -> str:
    return f"{copy.serial}/{value.partition('/')[2]}"


# What a copy says differently though it is neither an identity nor an instant nor the code.
_OWN: Mapping[tuple[str, str], Callable[[Copy, Any], Any]] = {
    ("person", "full_name"): lambda copy, _: copy.name,
    ("person", "identity"): lambda copy, _: copy.identity,
    ("person", "phone"): lambda copy, _: copy.phone,
    ("person", "email"): lambda copy, _: "",
    ("dossier", "code"): lambda copy, _: copy.code,
    ("dossier", "look_up"): lambda copy, _: copy.said,
    ("step_term", "code"): lambda copy, value: copy.code if value else "",
    ("step_term", "applicant"): lambda copy, value: copy.name if value else "",
    ("step_term", "sort_name"): lambda copy, value: copy.sort_name if value else "",
    ("step_term", "look_up"): lambda copy, value: copy.said if value else "",
    ("result", "number"): _numbered,
    ("result", "serial"): lambda copy, _: copy.serial,
}
