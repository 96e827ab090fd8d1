"""The hit policies: what a table gives when these rows have matched. Found rows come in the order of the table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

from engine.decisions.ranking import Ranking
from engine.decisions.remarks import RowsDisagree, SeveralRows
from engine.decisions.run import ModelRun
from engine.feel.builtins import BUILTINS
from engine.feel.calls import invoke
from engine.feel.compare import equal
from engine.feel.decimals import ONE
from engine.feel.values import Builtin


class Found(NamedTuple):
    """A row that matched, with its outputs."""

    row: int
    outputs: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """Puts a table's answer together: outputs by name where there are several, and the ranks of their values."""

    run: ModelRun
    names: tuple[str, ...]
    ranks: tuple[Ranking, ...]

    def single(self, found: Found | None) -> object:
        """The answer of one row: its output, or a context of its outputs."""
        if found is None:
            return None
        return found.outputs[0] if len(self.names) == 1 else dict(zip(self.names, found.outputs, strict=True))

    def several(self, found: list[Found]) -> object:
        """The answers of all rows as a list."""
        return [self.single(each) for each in found]

    def ranked(self, found: list[Found]) -> list[Found]:
        """The rows with the most important outputs first; rows of one rank keep their order."""
        return sorted(found, key=self._rank)

    def _rank(self, found: Found) -> tuple[int, ...]:
        pairs = zip(found.outputs, self.ranks, strict=True)
        return tuple(ranking.place(self.run, value) for value, ranking in pairs)

    def aggregated(self, found: list[Found], name: str) -> object:
        """Each output put together by the built-in of this name."""
        columns = zip(*(each.outputs for each in found), strict=True)
        totals = tuple(self._total(BUILTINS[name], list(column)) for column in columns)
        return self.single(Found(0, totals)) if found else None

    def _total(self, function: Builtin, values: list[object]) -> object:
        return invoke(self.run, 0, function, [values])


Policy = Callable[[Answer, list[Found]], object]


def unique(answer: Answer, found: list[Found]) -> object:
    """The only row; several are a mistake of the table."""
    if len(found) > 1:
        answer.run.remark(SeveralRows(rows=_numbers(found)))
        return None
    return answer.single(found[0]) if found else None


def any_of(answer: Answer, found: list[Found]) -> object:
    """Any row, since all that match must agree."""
    if found and not all(_same(answer.run, found[0], other) for other in found[1:]):
        answer.run.remark(RowsDisagree(rows=_numbers(found)))
        return None
    return answer.single(found[0]) if found else None


def _same(run: ModelRun, one: Found, other: Found) -> bool:
    return equal(run, list(one.outputs), list(other.outputs)) is True


def _numbers(found: list[Found]) -> str:
    return ", ".join(str(each.row) for each in found[:20])


def first_row(answer: Answer, found: list[Found]) -> object:
    """The first row."""
    return answer.single(found[0]) if found else None


def priority(answer: Answer, found: list[Found]) -> object:
    """The row with the most important output."""
    return first_row(answer, answer.ranked(found))


def output_order(answer: Answer, found: list[Found]) -> object:
    """All rows, the most important first."""
    return answer.several(answer.ranked(found))


def rule_order(answer: Answer, found: list[Found]) -> object:
    """All rows in the order of the table."""
    return answer.several(found)


def count(answer: Answer, found: list[Found]) -> object:
    """How many rows match."""
    return ONE * len(found)


POLICIES: Final[dict[str, Policy]] = {
    "U": unique,
    "A": any_of,
    "P": priority,
    "F": first_row,
    "R": rule_order,
    "O": output_order,
    "C": rule_order,
    "C+": lambda answer, found: answer.aggregated(found, "sum"),
    "C<": lambda answer, found: answer.aggregated(found, "min"),
    "C>": lambda answer, found: answer.aggregated(found, "max"),
    "C#": count,
}
