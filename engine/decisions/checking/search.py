"""Looks for rows that overlap and for inputs no row catches. What is unknown is never claimed."""

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from engine.decisions.checking.grid import Axis, Grid, Mask

_MOST_ROWS: Final = 2_000
_MOST_VISITS: Final = 100_000
Example = tuple[tuple[str, object], ...]


class TooMany(Exception):
    """The table has too many rows or combinations to look through."""


def overlaps(grid: Grid, rows: int) -> Iterator[tuple[int, int, Example]]:
    """Pairs of rows (from 0) that match together, with an input for which they do. Raises TooMany."""
    if rows > _MOST_ROWS:
        raise TooMany
    order = sorted(grid.axes, key=lambda axis: -len(axis.examples))
    masks = [[axis.masks[row] for axis in order] for row in range(rows)]
    whole = [row for row in range(rows) if None not in masks[row]]
    for one, other in combinations(whole, 2):
        if all(_meet(a, b) for a, b in zip(masks[one], masks[other], strict=True)):
            yield one, other, _example(grid, one, other)


def _meet(one: Mask, other: Mask) -> int:
    return one & other if one is not None and other is not None else 0


def _example(grid: Grid, one: int, other: int) -> Example:
    return tuple((axis.label, axis.examples[_lowest(_meet(axis.masks[one], axis.masks[other]))]) for axis in grid.axes)


def _lowest(bits: int) -> int:
    return (bits & -bits).bit_length() - 1


def gaps(grid: Grid, rows: int, most: int) -> list[Example]:
    """Inputs that no row catches, at most so many. A cell that is not known is taken to catch everything.

    Raises TooMany.
    """
    if not all(axis.examples for axis in grid.axes):
        return []
    search = _Gaps(grid, rows, most)
    search.go(0, (1 << rows) - 1, ())
    return search.found


class _Gaps:
    """Goes through the regions axis by axis with the rows that still match, remembering what is caught for sure."""

    def __init__(self, grid: Grid, rows: int, most: int) -> None:
        self.axes = grid.axes
        self.catching = [_catching(axis, rows) for axis in grid.axes]
        self.most = most
        self.found: list[Example] = []
        self.caught: set[tuple[int, int]] = set()
        self.visits = 0

    def go(self, depth: int, rows: int, path: tuple[int, ...]) -> None:
        """Look at everything from this axis on, if these rows still match. At most sixty axes deep."""
        if not rows:
            chosen = (*path, *[0] * (len(self.axes) - depth))
            self.found.append(
                tuple((axis.label, axis.examples[at]) for axis, at in zip(self.axes, chosen, strict=True))
            )
            return
        if depth == len(self.axes) or (depth, rows) in self.caught:
            return
        self.visits += 1
        if self.visits > _MOST_VISITS:
            raise TooMany
        before = len(self.found)
        for region, left in self._branches(depth, rows):
            if len(self.found) < self.most:
                self.go(depth + 1, left, (*path, region))
        if len(self.found) == before:
            self.caught.add((depth, rows))

    def _branches(self, depth: int, rows: int) -> list[tuple[int, int]]:
        """The regions of an axis, one for each different set of rows that still match there."""
        seen: dict[int, int] = {}
        for region, catching in enumerate(self.catching[depth]):
            seen.setdefault(rows & catching, region)
        return [(region, left) for left, region in seen.items()]


def _catching(axis: Axis, rows: int) -> list[int]:
    """For each region of an axis the rows that catch it, as bits."""
    catching = [0] * len(axis.examples)
    for row in range(rows):
        mask = axis.masks[row]
        for region in range(len(catching)):
            if mask is None or mask >> region & 1:
                catching[region] |= 1 << row
    return catching
