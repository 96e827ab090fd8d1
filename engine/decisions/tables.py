"""A decision table: its columns and rows, and how it is worked out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from engine.decisions.formula import Formula
from engine.decisions.hits import POLICIES, Answer, Found
from engine.decisions.paths import TypeName, type_of_path
from engine.decisions.ranking import Ranking
from engine.decisions.run import ModelRun, run_of
from engine.decisions.shapes import Shapes, permitted
from engine.decisions.trace import Asked, Hit, Miss, TableRead, first_misses
from engine.feel.run import Scope

SINGLE: Final = ("U", "A", "P", "F")


@dataclass(frozen=True, slots=True)
class Column:
    """An input of a table; `allowed` are the values it may have, `known` the types of the names in scope."""

    label: str
    formula: Formula
    type: str
    allowed: Formula | None
    line: int
    shapes: Shapes
    known: Mapping[str, TypeName]

    def types(self) -> list[TypeName]:
        """The types the column's values certainly have: the one written there, and that of the variable asked about."""
        written = [(self.shapes, self.type)] if self.type else []
        node = self.formula.node()
        variable = type_of_path(node, self.known) if node is not None else None
        return [*written, variable] if variable is not None else written


@dataclass(frozen=True, slots=True)
class Result:
    """An output of a table; `ranking` is the order of importance of its values."""

    name: str
    label: str
    type: str
    allowed: Formula | None
    default: Formula | None
    ranking: Ranking


@dataclass(frozen=True, slots=True)
class Row:
    """A rule of a table; its number counts from 1."""

    number: int
    id: str
    line: int
    cells: tuple[Formula, ...]
    outputs: tuple[Formula, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A decision table; `policy` is its letter, with the sign of what collecting does: `U`, `C+`."""

    id: str
    line: int
    owner: str
    policy: str
    columns: tuple[Column, ...]
    results: tuple[Result, ...]
    rows: tuple[Row, ...]
    shapes: Shapes

    def work(self, scope: Scope) -> object:
        """The table's value. Raises FeelBudget."""
        run = run_of(scope)
        asked = [self._ask(run, column, scope) for column in self.columns]
        matched, misses = self._match(scope, asked)
        found = [Found(row.number, self._outputs(run, row, scope)) for row in matched]
        value = self._decide(run, found, scope)
        if run.noted.has_room():
            run.noted.note(self._read(run, asked, matched, found, misses, value))
        return value

    def has_defaults(self) -> bool:
        """Whether there is a result where no row matches."""
        return any(result.default is not None for result in self.results)

    def _ask(self, run: ModelRun, column: Column, scope: Scope) -> object:
        label = column.label or column.formula.text
        value = self.shapes.fit(run, column.formula.work(scope), column.type, label)
        return permitted(run, value, column.allowed, label)

    def _match(self, scope: Scope, asked: list[object]) -> tuple[list[Row], list[Miss]]:
        inner = [Scope({"?": value}, scope, scope.run) for value in asked]
        matched: list[Row] = []
        misses: list[Miss] = []
        for row in self.rows:
            failed = _first_failing(row, inner)
            if failed is not None:
                misses.append(Miss(row.number, failed, row.cells[failed].text))
                continue
            matched.append(row)
            if self.policy == "F":
                break
        return matched, misses

    def _outputs(self, run: ModelRun, row: Row, scope: Scope) -> tuple[object, ...]:
        return tuple(
            self.output(run, result, formula.work(scope))
            for result, formula in zip(self.results, row.outputs, strict=True)
        )

    def output(self, run: ModelRun, result: Result, value: object) -> object:
        """The value as this output gives it; null and a remark where it is not of the type or not allowed."""
        label = result.label or result.name or self.owner
        return permitted(run, self.shapes.fit(run, value, result.type, label), result.allowed, label)

    def _decide(self, run: ModelRun, found: list[Found], scope: Scope) -> object:
        answer = Answer(run, tuple(result.name for result in self.results), self._ranking())
        if not found and self.has_defaults():
            defaults = (result.default.work(scope) if result.default else None for result in self.results)
            return answer.single(Found(0, tuple(map(self.output, [run] * len(self.results), self.results, defaults))))
        return POLICIES[self.policy](answer, found)

    def _ranking(self) -> tuple[Ranking, ...]:
        return tuple(result.ranking for result in self.results)

    def _read(
        self,
        run: ModelRun,
        asked: list[object],
        matched: list[Row],
        found: list[Found],
        misses: list[Miss],
        value: object,
    ) -> TableRead:
        columns = tuple(
            Asked(column.formula.text, column.label, one) for column, one in zip(self.columns, asked, strict=True)
        )
        hits = tuple(self._hit(row, each.outputs) for row, each in zip(matched, found, strict=True))
        return TableRead(run.where, self.id, self.line, self.policy, columns, hits, first_misses(misses), value)

    def _hit(self, row: Row, outputs: tuple[object, ...]) -> Hit:
        names = [result.name or result.label or self.owner for result in self.results]
        cells = tuple(cell.text for cell in row.cells)
        return Hit(row.number, row.id, cells, dict(zip(names, outputs, strict=True)), row.notes)


def _first_failing(row: Row, inner: list[Scope]) -> int | None:
    for column, (cell, scope) in enumerate(zip(row.cells, inner, strict=True)):
        if cell.work(scope) is not True:
            return column
    return None
