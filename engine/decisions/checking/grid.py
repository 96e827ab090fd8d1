"""A table as a grid: for each column its regions, for each row and column the regions the cell lets pass, as bits."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from engine.decisions.checking.constants import Beyond, Constants, constants_of, quiet_run
from engine.decisions.checking.domains import Kind, known_type, passes, regions
from engine.decisions.formula import Formula
from engine.decisions.tables import Column, Table
from engine.feel.errors import FeelBudget
from engine.feel.syntax import Chain, Name, Path

_MOST_ASKED: Final = 400_000
ANYTHING: Final = object()
Mask = int | None


@dataclass(frozen=True, slots=True)
class Axis:
    """One input of the table, which may have several columns: an example for each region, a mask for each row.

    A mask is None where it is not known which regions pass.
    """

    label: str
    examples: tuple[object, ...]
    masks: tuple[Mask, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """All axes, and the cells (row, column, from 0) that are beyond analysis."""

    axes: tuple[Axis, ...]
    unknown: tuple[tuple[int, int], ...]


def grid_of(table: Table) -> Grid:
    """The table cut into regions."""
    places = [_place(column) for column in table.columns]
    axes: list[Axis] = []
    for first, place in enumerate(places):
        if place is None or _depends(place, first, places):
            axes.append(_opaque(table, first))
        elif places.index(place) == first:
            same = [index for index, other in enumerate(places) if other == place]
            axes.append(_axis(table, same))
    unknown = sorted({cell for axis in axes for cell in _unknown(table, axis)})
    return Grid(tuple(axes), tuple(unknown))


def _place(column: Column) -> tuple[str, ...] | None:
    """The variable and entries a column asks about; None where it works something out."""
    node = column.formula.node()
    if isinstance(node, Name):
        return (node.name,)
    if isinstance(node, Chain) and isinstance(node.first, Name) and all(isinstance(each, Path) for each in node.steps):
        return (node.first.name, *(each.name for each in node.steps if isinstance(each, Path)))
    return None


def _depends(place: tuple[str, ...], own: int, places: list[tuple[str, ...] | None]) -> bool:
    """Whether another column asks about a part of this one or the whole of it: they cannot vary freely."""
    for other in places[:own] + places[own + 1 :]:
        if other is not None and other != place and other[: len(place)] == place[: len(other)]:
            return True
    return False


def _unknown(table: Table, axis: Axis) -> Iterator[tuple[int, int]]:
    columns = [index for index, column in enumerate(table.columns) if _label(column) == axis.label]
    for row, mask in enumerate(axis.masks):
        if mask is None:
            yield from ((row, index) for index in columns if not table.rows[row].cells[index].is_anything())


def _label(column: Column) -> str:
    return column.formula.text


def _opaque(table: Table, index: int) -> Axis:
    """An axis nothing is known about, but that `-` lets everything pass."""
    masks = tuple(1 if row.cells[index].is_anything() else None for row in table.rows)
    return Axis(_label(table.columns[index]), (ANYTHING,), masks)


def _axis(table: Table, same: list[int]) -> Axis:
    columns = [table.columns[index] for index in same]
    cells = [[row.cells[index] for index in same] for row in table.rows]
    try:
        kind, allowed = _domain(columns)
        constants = _constants(cells)
        if kind is None and not constants and not allowed:
            return _opaque(table, same[0])
        examples = regions(kind, constants, allowed)
        masks = _masks(cells, examples)
    except (Beyond, FeelBudget):
        return Axis(_label(columns[0]), (ANYTHING,), tuple(_all_known(row) for row in cells))
    return Axis(_label(columns[0]), tuple(examples), masks)


def _all_known(cells: list[Formula]) -> Mask:
    return 1 if all(cell.is_anything() for cell in cells) else None


def _domain(columns: list[Column]) -> tuple[Kind, list[Formula]]:
    kinds: set[type] = set()
    allowed = [column.allowed for column in columns if column.allowed is not None]
    for column in columns:
        for shapes, name in column.types():
            kind, tests = known_type(shapes, name)
            kinds |= {kind} if kind is not None else set()
            allowed += tests
    if len(kinds) > 1:
        raise Beyond
    return (kinds.pop() if kinds else None), allowed


def _constants(cells: list[list[Formula]]) -> Constants:
    """The constants of all cells that can be known."""
    found: Constants = []
    for cell in (each for row in cells for each in row):
        try:
            found += constants_of(cell)
        except Beyond:
            continue
    return found


def _masks(cells: list[list[Formula]], examples: list[object]) -> tuple[Mask, ...]:
    texts = {cell.text: cell for row in cells for cell in row}
    if len(texts) * len(examples) > _MOST_ASKED:
        raise Beyond
    known = {text: _mask(cell, examples) for text, cell in texts.items()}
    masks: list[Mask] = []
    for row in cells:
        mask: Mask = (1 << len(examples)) - 1
        for cell in row:
            own = known[cell.text]
            mask = None if mask is None or own is None else mask & own
        masks.append(mask)
    return tuple(masks)


def _mask(cell: Formula, examples: list[object]) -> Mask:
    if cell.is_anything():
        return (1 << len(examples)) - 1
    try:
        constants_of(cell)
    except Beyond:
        return None
    run = quiet_run()
    return sum(1 << place for place, each in enumerate(examples) if passes(run, cell, each))
