"""What is found in a table, told to the designer."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from engine.decisions.checking.constants import Beyond, constant, quiet_run
from engine.decisions.checking.grid import ANYTHING, Grid, grid_of
from engine.decisions.checking.search import Example, TooMany, gaps, overlaps
from engine.decisions.findings import ERROR, WARNING, finding
from engine.decisions.showing import shown
from engine.decisions.tables import Table
from engine.feel.compare import equal
from engine.model import Finding

_MOST: Final = 20
_MOST_GAPS: Final = 3


def check_table(table: Table, file: str) -> Iterator[Finding]:
    """Overlaps under UNIQUE and ANY, inputs no row catches, and cells that could not be looked into."""
    grid = grid_of(table)
    try:
        yield from _overlaps(table, grid, file)
        yield from _gaps(table, grid, file)
    except TooMany:
        yield _too_many(table, file)
    yield from _beyond(table, grid, file)


def _overlaps(table: Table, grid: Grid, file: str) -> Iterator[Finding]:
    found = overlaps(grid, len(table.rows)) if table.policy in ("U", "A") else iter(())
    if table.policy == "A":
        found = (each for each in found if _disagree(table, each[0], each[1]))
    for one, other, example in islice(found, _MOST):
        yield finding(
            "decision_rows_overlap", ERROR, table.id, table.rows[other].line, file,
            _UNIQUE if table.policy == "U" else _ANY,
            "Narrow the cells of one of the two rows, or choose another hit policy.",
            table=table.owner, one=one + 1, other=other + 1, example=_told(example),
        )  # fmt: skip


_UNIQUE: Final = "{table}: rows {one} and {other} both match when {example}, but the hit policy UNIQUE allows only one."
_ANY: Final = "{table}: rows {one} and {other} both match when {example} and give different results, against ANY."


def _disagree(table: Table, one: int, other: int) -> bool:
    """Whether two rows certainly give different results: both constant, and not equal."""
    run = quiet_run()
    for result, left, right in zip(table.results, table.rows[one].outputs, table.rows[other].outputs, strict=True):
        try:
            values = [table.output(run, result, constant(each.node())) for each in (left, right) if each.node()]
        except Beyond:
            continue
        if len(values) == 2 and equal(run, values[0], values[1]) is not True:
            return True
    return False


def _gaps(table: Table, grid: Grid, file: str) -> Iterator[Finding]:
    if table.has_defaults():
        return
    for example in gaps(grid, len(table.rows), _MOST_GAPS):
        yield finding(
            "decision_gap", WARNING, table.id, table.line, file,
            "{table}: no row matches when {example}.",
            "Add a row for it, or a default output.",
            table=table.owner, example=_told(example),
        )  # fmt: skip


def _beyond(table: Table, grid: Grid, file: str) -> Iterator[Finding]:
    for row, column in islice(grid.unknown, _MOST):
        yield finding(
            "decision_cell_beyond", WARNING, table.id, table.rows[row].cells[column].line, file,
            "{table}, row {row}: gaps and overlaps are not looked for where {column} is {cell}.",
            "Nothing has to be done. Where it is possible, write constants, ranges and comparisons.",
            table=table.owner, row=row + 1, column=table.columns[column].formula.text,
            cell=table.rows[row].cells[column].text,
        )  # fmt: skip


def _too_many(table: Table, file: str) -> Finding:
    return finding(
        "decision_table_beyond", WARNING, table.id, table.line, file,
        "{table}: the table is too large to look for all gaps and overlaps.",
        "Divide the table into several decisions.",
        table=table.owner,
    )  # fmt: skip


def _told(example: Example) -> str:
    return ", ".join(f"{label} = {shown(value)}" for label, value in example if value is not ANYTHING) or "…"
