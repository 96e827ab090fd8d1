"""What a model did, step by step: for the page that tells an officer why a dossier goes this way."""

from dataclasses import dataclass, field
from typing import Final

from engine.decisions.showing import shown
from ground.messages import translate

_STEPS: Final = 500
_TABLES: Final = 200
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
    """All steps in the order they were taken, and all tables read on the way."""

    steps: tuple[Step, ...] = ()
    tables: tuple[TableRead, ...] = ()

    def sentences(self, language: str = "vi") -> list[str]:
        """The whole story, one sentence a line."""
        lines = []
        for step in self.steps:
            lines += [
                f"{step.name}: {line}"
                for read in self.tables
                if read.where == step.name
                for line in read.sentences(language)
            ]
            lines.append(f"{step.name} = {shown(step.value)}")
        return lines


@dataclass(slots=True)
class Noted:
    """A trace in the making; it stops growing when it is long enough."""

    steps: list[Step] = field(default_factory=list)
    tables: list[TableRead] = field(default_factory=list)

    def step(self, step: Step) -> None:
        """Note a step."""
        if len(self.steps) < _STEPS:
            self.steps.append(step)

    def has_room(self) -> bool:
        """Whether another table is still noted."""
        return len(self.tables) < _TABLES

    def trace(self) -> Trace:
        """What was noted."""
        return Trace(tuple(self.steps), tuple(self.tables))


def first_misses(misses: list[Miss]) -> tuple[Miss, ...]:
    """As many of the rows that failed as are worth keeping."""
    return tuple(misses[:_MISSES])
