"""Finds the place of each name written outside of a shape: near what it names, on no shape, line or other name."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from engine.layout.plan import EVENT, GATEWAY, PAPER, Box, Plan, Point
from engine.layout.words import size_of

ON_SHAPE, ON_NAME, ON_LINE, ON_BORDER, OFF_SHEET = 100, 100, 25, 10, 200
SHARES = (0.05, 0.2, 0.35, 0.5, 0.65, 0.8)


class Names:
    """The places of names, given one after the other."""

    def __init__(
        self, boxes: Sequence[Box], ways: Mapping[str, Sequence[Point]], borders: Sequence[int], sheet: Box
    ) -> None:
        self.boxes, self.borders, self.sheet = boxes, borders, sheet
        self.pieces = [_piece(*pair) for way in ways.values() for pair in pairwise(way)]
        self.placed: dict[str, Box] = {}

    def place(self, name: str, choices: Iterable[Box]) -> None:
        """Give a name the best of these places, the first of the best."""
        self.placed[name] = min(choices, key=self._cost)

    def _cost(self, box: Box) -> int:
        on_shapes = sum(box.meets(other) for other in self.boxes)
        on_names = sum(box.meets(other) for other in self.placed.values())
        on_lines = sum(box.meets(piece) for piece in self.pieces)
        on_borders = sum(box.y < border < box.bottom for border in self.borders)
        cost = ON_SHAPE * on_shapes + ON_NAME * on_names + ON_LINE * on_lines + ON_BORDER * on_borders
        return cost + OFF_SHEET * (not self.sheet.holds(box))


def _piece(one: Point, two: Point) -> Box:
    """A piece of a line as a box, one pixel wide."""
    x, y = min(one[0], two[0]), min(one[1], two[1])
    return Box(x, y, abs(one[0] - two[0]) or 1, abs(one[1] - two[1]) or 1)


def place_names(
    plan: Plan, boxes: Mapping[str, Box], ways: Mapping[str, Sequence[Point]], names: Names
) -> dict[str, Box]:
    """The places of all names of a plan."""
    for shape in plan.shapes.values():
        if shape.name and (shape.kind in (EVENT, PAPER) or shape.kind == GATEWAY):
            names.place(shape.id, _around(boxes[shape.id], size_of(shape.name), above=shape.kind == GATEWAY))
    for line in plan.lines:
        if line.name:
            names.place(line.id, _along(ways[line.id], size_of(line.name)))
    return names.placed


def _around(box: Box, size: Point, *, above: bool) -> Iterator[Box]:
    """Above and below, then at the corners, then beside."""
    (width, height), (x, y) = size, box.middle
    heights = [box.y - height - 4, box.bottom + 4]
    for top in heights if above else heights[::-1]:
        yield Box(x - width // 2, top, width, height)
    for top in [box.y - height, box.bottom] if above else [box.bottom, box.y - height]:
        yield Box(x - width - 6, top, width, height)
        yield Box(x + 6, top, width, height)
    yield Box(box.right + 4, y - height // 2, width, height)
    yield Box(box.x - width - 4, y - height // 2, width, height)
    for away in (18, 32):
        yield Box(x - width // 2, box.y - height - away, width, height)
        yield Box(x - width // 2, box.bottom + away, width, height)


def _along(way: Sequence[Point], size: Point) -> Iterator[Box]:
    """Beside the way, as near to its beginning as there is room; at the last on it."""
    width, height = size
    for one, two in pairwise(way):
        if one[1] == two[1] and abs(one[0] - two[0]) >= width + 4:
            yield from _beside_level(one, two, width, height)
        elif one[0] == two[0] and abs(one[1] - two[1]) >= height + 4:
            yield from _beside_upright(one, two, width, height)
    x, y = way[0]
    yield Box(x + 6, y - height - 4, width, height)
    yield Box(x + 6, y + 4, width, height)


def _beside_level(one: Point, two: Point, width: int, height: int) -> Iterator[Box]:
    room = abs(one[0] - two[0]) - width
    for share in SHARES:
        x = min(one[0], two[0]) + round(room * (share if one[0] < two[0] else 1 - share))
        yield Box(x, one[1] - height - 4, width, height)
        yield Box(x, one[1] + 4, width, height)


def _beside_upright(one: Point, two: Point, width: int, height: int) -> Iterator[Box]:
    room = abs(one[1] - two[1]) - height
    for share in SHARES:
        y = min(one[1], two[1]) + round(room * (share if one[1] < two[1] else 1 - share))
        yield Box(one[0] + 6, y, width, height)
        yield Box(one[0] - width - 6, y, width, height)
