"""One dossier of the demonstration as a mould: every row of it, with the places that differ from copy to copy.

A copy has identities, names, a code and days of its own; whatever else the engine and the desk wrote of the model it
has too, so that a copy can be opened, claimed and completed like any other dossier. Its journal is the model's, cut
down to a few facts, and chained anew.

What differs is told once a copy, however many rows repeat it; the rows then only pick from what was told and from what
stays: a million copies are a minute's work.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any

import orjson
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from cases.folding import fold, words
from cases.searching import words_of
from cases.seed.pens import Pen, Row
from cases.tables import Dossier, DossierPaper, Pause, Person, Result, StepTerm, Supplement
from engine.journal import BEGINNING
from engine.spiff.frontier import contents, pack
from engine.tables import Entry, Head, Instance, Payload, Subscription, Task, Timer
from ground.canonical import canonical, digest
from ground.database import Instant

# What the short chain of a copy tells, as far as the model's did.
FACTS = (
    "dossier_submitted", "dossier_accepted", "dossier_refused", "result_issued", "dossier_closed",
)  # fmt: skip
LIMIT_ANSWER = 60
Change = Callable[["Copy"], Any]
Pick = Callable[[Sequence[Any]], Any]


@dataclass(slots=True)
class Copy:
    """What is particular to one copy. `mark` begins all its identities. `told`: its code, its name, then every identity
    in the order of the mould's.
    """

    mark: str
    code: str
    name: str
    sort_name: str
    identity: str
    phone: str
    said: str
    shift: timedelta
    serial: int
    told: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the model's journal: `moved` gives its instant as it is written."""

    at: datetime
    moved: Callable[[timedelta], Any]
    actor: str
    name: str
    subject: Change
    told: Change


@dataclass(slots=True)
class Mould:
    """A model dossier, taken apart."""

    session: Session
    pen: Pen
    dossier: Dossier
    # For each row its table, and how its values are picked out of what was told of the copy and what stays.
    parts: list[tuple[str, Pick]] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    told: dict[str, int] = field(default_factory=dict)
    changes: dict[object, Change] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    constants: list[Any] = field(default_factory=list)
    tail: str = ""
    topic: str = ""
    sealed: Any = None
    at: datetime = field(init=False)
    chain: str = field(init=False)
    befores: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        self.at, self.chain = self.dossier.submitted_at, self.dossier.instance_id
        person = self.session.get_one(Person, self.dossier.person_id)
        rows = [person, self.session.get_one(Instance, self.dossier.instance_id), self.dossier, *self._rows()]
        for number, row in enumerate(rows):
            key = inspect(row).identity
            assert key is not None
            self.ids.setdefault(str(key[0]), f"{number:016x}")
        self.told = {said: place for place, said in enumerate((self.dossier.code, person.full_name, *self.ids))}
        self.befores = re.compile(f"({'|'.join(map(re.escape, self.told))})")
        drafts = [(type(row).__table__, self._drafted(row)) for row in rows]
        self.parts = [(table.name, self._pick(values)) for table, values in drafts]
        self._tell()
        self.sealed = self.pen.value(Head.__table__.c.sealed.type, True)
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

    def _drafted(self, row: Any) -> list[tuple[object, Any]]:
        """For each column the key of the change that tells it, or None and the value that stays."""
        table, drafted = type(row).__table__, list[tuple[object, Any]]()
        for column in table.columns:
            value = getattr(row, inspect(type(row)).get_property_by_column(column).key)
            key = self._change(table.name, column, value)
            drafted.append((key, None if key is not None else self.pen.value(column.type, value)))
        return drafted

    def _pick(self, drafted: list[tuple[object, Any]]) -> Pick:
        """Out of a list that holds the constants first, then what was told of the copy."""
        places = []
        for key, value in drafted:
            if key is not None:
                places.append(~list(self.changes).index(key))
            else:
                places.append(len(self.constants))
                self.constants.append(value)
        return itemgetter(*places)

    def _change(self, table: str, column: Any, value: Any) -> object:
        """The key under which the change of this value stands among the changes; None when it stays."""
        key, change = self._found(table, column, value)
        if change is not None:
            self.changes.setdefault(key, change)
        return key

    def _found(self, table: str, column: Any, value: Any) -> tuple[object, Change | None]:
        own = _OWN.get((table, column.name))
        if own is not None and value not in (None, ""):
            return own(self.pen, value)
        if column.name == "frontier":
            return ("frontier", value), self._frontier(value)
        if isinstance(value, datetime) and isinstance(column.type, Instant):
            moved = self.pen.moving(value)
            return ("at", value), lambda copy: moved(copy.shift)
        if (table, column.name) in (("instance", "standing"), ("dossier", "answers")):
            kept = _short(value) if column.name == "answers" and self.dossier.closed_at is not None else value
            return (table, column.name), self._template(self.pen.text(orjson.dumps(kept).decode()))
        if isinstance(value, str) and self.befores.search(value):
            return ("text", value), self._template(self.pen.text(value))
        return None, None

    def _template(self, text: str) -> Change:
        """A text of the model as copies say it: cut once where it names what is the copy's own."""
        pieces = self.befores.split(text)
        form = "%s".join(piece.replace("%", "%%") for piece in pieces[::2])
        places = [self.told[before] for before in pieces[1::2]]
        if not places:
            return lambda _: text
        if pieces[0] == pieces[-1] == "" and len(places) == 1:
            return lambda copy, place=places[0]: copy.told[place]  # type: ignore[misc]
        pick = itemgetter(*places)
        return lambda copy: form % pick(copy.told)

    def _frontier(self, value: bytes) -> Change:
        recorded = contents(value)
        if self.dossier.closed_at is None:
            told = self._template(orjson.dumps(recorded).decode())
            return lambda copy: self.pen.content(pack(orjson.loads(told(copy))))
        if recorded["end"] is not None:
            recorded["end"]["variables"] = {}
        ended = self.pen.content(pack(recorded))
        return lambda _: ended

    def _tell(self) -> None:
        rows = self.session.execute(
            select(Entry, Payload.content)
            .join(Payload, (Payload.chain == Entry.chain) & (Payload.seq == Entry.seq))
            .where(Entry.chain == self.dossier.instance_id, Entry.name.in_(FACTS))
            .order_by(Entry.seq)
        )
        for entry, content in rows:
            subject, told = self._template(entry.subject), self._template(content.decode())
            self.facts.append(Fact(entry.at, self.pen.moving(entry.at), entry.actor, entry.name, subject, told))

    def copies(self, copy: Copy) -> Iterator[tuple[str, Row]]:
        """Every row of a copy, by table, parents first."""
        copy.told = [copy.code, copy.name, *(copy.mark + tail for tail in self.ids.values())]
        # Told from the last change to the first: a change stands where its place, counted from the end, says.
        known = [*self.constants, *[change(copy) for change in reversed(self.changes.values())]]
        for table, pick in self.parts:
            yield table, pick(known)
        yield from self._chain(copy)
        said = " ".join(dict.fromkeys(copy.said.replace("-", " ").replace(".", " ").split()))
        yield "search_line", (copy.mark + self.ids[self.dossier.id], f"{said} {self.tail}")

    def _chain(self, copy: Copy) -> Iterator[tuple[str, Row]]:
        chain, previous, pen = copy.mark + self.ids[self.chain], BEGINNING, self.pen
        seq = 0
        for seq, fact in enumerate(self.facts, start=1):
            content, whom = fact.told(copy).encode(), fact.subject(copy)
            said, number = digest(content), pen.number(seq)
            here = digest(canonical([chain, seq, fact.at + copy.shift, fact.actor, fact.name, whom, said, previous]))
            yield "entry", (chain, number, fact.moved(copy.shift), fact.actor, fact.name, whom, said, previous, here)
            yield "payload", (chain, number, pen.content(content))
            previous = here
        yield "head", (chain, pen.number(seq), previous, self.sealed)


def _short(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Of a closed dossier's answers only the short ones: a million of them are to fit on a disk."""
    return {key: text for key, text in answers.items() if isinstance(text, str) and len(text) <= LIMIT_ANSWER}


Own = Callable[[Pen, Any], tuple[object, Change]]


def _said(name: str) -> Own:
    return lambda _pen, _value: (name, lambda copy: getattr(copy, name))


def _numbered(pen: Pen, value: str) -> tuple[object, Change]:
    rest = pen.text(value.partition("/")[2])
    return ("numbered", value), lambda copy: f"{copy.serial}/{rest}"


# What a copy says differently though it is neither an identity nor an instant nor the code.
_OWN: Mapping[tuple[str, str], Own] = {
    ("person", "full_name"): _said("name"),
    ("person", "identity"): _said("identity"),
    ("person", "phone"): _said("phone"),
    ("person", "email"): lambda _pen, _value: ("email", lambda _: ""),
    ("dossier", "code"): _said("code"),
    ("dossier", "look_up"): _said("said"),
    ("step_term", "code"): _said("code"),
    ("step_term", "applicant"): _said("name"),
    ("step_term", "sort_name"): _said("sort_name"),
    ("step_term", "look_up"): _said("said"),
    ("result", "number"): _numbered,
    ("result", "serial"): lambda pen, _value: ("serial", lambda copy: pen.number(copy.serial)),
}
