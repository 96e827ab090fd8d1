"""What a model did, step by step: for the page that tells an officer why a dossier goes this way."""

from dataclasses import dataclass, field
from typing import Final

from engine.decisions.showing import shown
from ground.messages import translate

_ENTRIES: Final = 500
_MISSES: Final = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """One column a table asked about: its text, what it is called, and the value found."""

    text: str
    label: str
    value: object


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that matched: its number (from 1), the texts of its cells, its outputs by name, its annotations."""

    row: int
    id: str
    cells: tuple[str, ...]
    outputs: dict[str, object]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Miss:
    """A row that did not match, with the first column (from 0) that failed and the text of its cell."""

    row: int
    column: int
    cell: str


@dataclass(frozen=True, slots=True)
class TableRead:
    """One reading of one table. `hits` are in row order; `misses` only the first hundred."""

    where: str
    element: str
    line: int
    policy: str
    asked: tuple[Asked, ...]
    hits: tuple[Hit, ...]
    misses: tuple[Miss, ...]
    value: object

    def sentences(self, language: str = "vi") -> list[str]:
        """Why: one sentence for each row that matched, or one saying that none did."""
        asked = "; ".join(f"{one.label or one.text} = {shown(one.value)}" for one in self.asked)
        if not self.hits:
            return [translate("No row of the table matches: {asked}.", language, asked=asked)]
        return [self._of_hit(hit, language) for hit in self.hits]

    def _of_hit(self, hit: Hit, language: str) -> str:
        why = "; ".join(
            f"{one.label or one.text} = {shown(one.value)} ({cell or '-'})"
            for one, cell in zip(self.asked, hit.cells, strict=True)
        )
        gives = ", ".join(f"{name} = {shown(value)}" for name, value in hit.outputs.items())
        sentence = translate("Row {row} matches: {why}. It gives {gives}.", language, row=hit.row, why=why, gives=gives)
        return " ".join((sentence, *hit.notes))


@dataclass(frozen=True, slots=True)
class Step:
    """One decision worked out, or one input taken: its kind is the name of the DMN element."""

    kind: str
    id: str
    name: str
    value: object


@dataclass(frozen=True, slots=True)
class Trace:
    """Everything that happened in the order it was finished: tables read, decisions worked out, inputs taken."""

    entries: tuple[Step | TableRead, ...] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """The decisions, services, knowledge models and inputs."""
        return tuple(entry for entry in self.entries if isinstance(entry, Step))

    @property
    def tables(self) -> tuple[TableRead, ...]:
        """The tables read."""
        return tuple(entry for entry in self.entries if isinstance(entry, TableRead))

    def sentences(self, language: str = "vi") -> list[str]:
        """The whole story, one sentence a line."""
        lines: list[str] = []
        for entry in self.entries:
            if isinstance(entry, Step):
                lines.append(f"{entry.name} = {shown(entry.value)}")
            else:
                lines += [f"{entry.where}: {line}" for line in entry.sentences(language)]
        return lines


@dataclass(slots=True)
class Noted:
    """A trace in the making; it stops growing when it is long enough."""

    entries: list[Step | TableRead] = field(default_factory=list)

    def note(self, entry: Step | TableRead) -> None:
        """Note what happened, as long as there is room."""
        if self.has_room():
            self.entries.append(entry)

    def has_room(self) -> bool:
        """Whether anything more is noted."""
        return len(self.entries) < _ENTRIES

    def trace(self) -> Trace:
        """What was noted."""
        return Trace(tuple(self.entries))


def first_misses(misses: list[Miss]) -> tuple[Miss, ...]:
    """As many of the rows that failed as are worth keeping."""
    return tuple(misses[:_MISSES])
