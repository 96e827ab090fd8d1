"""Draws a plan: columns and rows first, then the ways of the lines, then pixels, then the places of the names."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from engine.layout.columns import columns_of
from engine.layout.lattice import (
    GAP_X,
    GAP_Y,
    HIGH,
    LOW,
    MID,
    NARROW_COLUMN,
    OFF_X,
    OFF_Y,
    TRACK,
    Grid,
    Spot,
    grid_of,
    header,
    measured,
)  # fmt: skip
from engine.layout.names import Names, place_names
from engine.layout.plan import HEAD, SUB, Box, Line, Picture, Plan, Point, Shape
from engine.layout.rows import Rows, without_empty_rows
from engine.layout.ways import EAST, NORTH, SOUTH, Ways, heading_of
from engine.layout.words import size_of

EVENT_SIZE, LOW_ROW, BORDER, MARGIN = 36, 60, 56, 20
SEATS = ((HIGH, SOUTH), (LOW, SOUTH), (MID, SOUTH), (HIGH, NORTH), (LOW, NORTH), (MID, NORTH))
Seat = tuple[int, int]  # which of the three lines through the host, and on which side


def draw(plan: Plan) -> Picture:
    """The picture of a plan, from its upper left corner (0, 0)."""
    at, first = without_empty_rows(plan, Rows(plan, columns_of(plan)).settle())
    grid = grid_of(plan, at, first)
    seats = _seats(grid)
    return _Paper(grid, seats, Ways(grid, seats).find_all()).picture()


def _seats(grid: Grid) -> dict[str, Seat]:
    """Where each boundary event sits on its host: on the side of what follows it."""
    seats: dict[str, Seat] = {}
    taken: set[tuple[str, Seat]] = set()
    for shape in grid.plan.shapes.values():
        if shape.host:
            side = _side(grid, shape)
            choices = sorted(SEATS, key=lambda seat: seat[1] != side)
            seats[shape.id] = next((seat for seat in choices if (shape.host, seat) not in taken), choices[0])
            taken.add((shape.host, seats[shape.id]))
    return seats


def _side(grid: Grid, shape: Shape) -> int:
    targets = [grid.plan.base(line.target) for line in grid.plan.lines if line.source == shape.id]
    rows = [grid.at[target][1] for target in targets if target in grid.at]
    return NORTH if rows and rows[0] < grid.at[shape.host][1] else SOUTH


class _Paper:
    """A grid with its ways, in pixels."""

    def __init__(self, grid: Grid, seats: Mapping[str, Seat], ways: Mapping[str, Sequence[Spot]]) -> None:
        self.grid, self.plan, self.seats, self.ways = grid, grid.plan, seats, ways
        left = header(grid.plan)
        self.across = measured(grid.across, self._widths(), self._used(0), self._gaps_across(), GAP_X, OFF_X, left)
        borders = dict.fromkeys(grid.first[1:-1], BORDER)
        self.down = measured(grid.down, self._heights(), self._used(1), borders, GAP_Y, OFF_Y, 0)
        self.boxes = self._stand()

    def _widths(self) -> list[int]:
        widths = [NARROW_COLUMN] * self.grid.columns
        for name, (column, _) in self.grid.at.items():
            if name not in self.grid.spans:
                widths[column] = max(widths[column], self.plan.shapes[name].width)
        return widths

    def _heights(self) -> list[int]:
        heights = [LOW_ROW] * self.grid.rows
        for name, (_, row) in self.grid.at.items():
            heights[row] = max(heights[row], self.plan.shapes[name].height)
        return heights

    def _used(self, axis: int) -> set[int]:
        """The numbers of the lines of the lattice something runs along."""
        return {one[axis] for way in self.ways.values() for one, two in pairwise(way) if one[axis] == two[axis]}

    def _gaps_across(self) -> dict[int, int]:
        """Gaps wide enough for the names of the lines that leave through them."""
        widths: dict[int, int] = {}
        for line in self.plan.lines:
            source = self.plan.base(line.source)
            if line.name and source in self.grid.at and self.ways[line.id][-1][0] > self.ways[line.id][0][0]:
                gap = self.grid.at[source][0] + 1
                widths[gap] = max(widths.get(gap, GAP_X), size_of(line.name)[0] + self._room_beside(line))
        return widths

    def _room_beside(self, line: Line) -> int:
        """A name beside a line that first goes up or down begins at the middle of its gateway already."""
        return 16 if heading_of(*self.ways[line.id][:2]) == EAST else -8

    def picture(self) -> Picture:
        """Everything in its place."""
        picture = Picture(self.across.end, self.down.end, dict(self.boxes))
        for shape in self.plan.shapes.values():
            if shape.inside is not None:
                picture.add(shape.inside, self.boxes[shape.id].x, self.boxes[shape.id].y)
        ways = {line.id: self._way(line) for line in self.plan.lines}
        picture.labels |= place_names(self.plan, self.boxes, ways, self._names(picture, ways))
        picture.ways |= ways
        picture.boxes = self._frames() | picture.boxes
        return picture

    def _names(self, picture: Picture, ways: Mapping[str, Sequence[Point]]) -> Names:
        """What names must keep off: every shape, but not the open ground of sub-processes."""
        open_ground = {shape.id for shape in self.plan.shapes.values() if shape.kind == SUB}
        solid = [box for name, box in picture.boxes.items() if name not in open_ground]
        borders = [self._edge(band) for band in range(1, self.plan.count)]
        left = header(self.plan)
        return Names(solid, ways, borders, Box(left, 0, self.across.end - left, self.down.end))

    def _frames(self) -> dict[str, Box]:
        frames = {}
        for frame in self.plan.frames:
            top, bottom, x = self._edge(frame.first), self._edge(frame.last + 1), HEAD * frame.depth
            if not frame.is_closed:
                frames[frame.id] = Box(x, top, self.across.end - x, bottom - top)
        return frames

    def _edge(self, band: int) -> int:
        """Where one band ends and the next begins: between the tracks of the two."""
        row = self.grid.first[band]
        if row in (0, self.grid.rows):
            return self.down.end if row else 0
        tracks = self.grid.down.tracks(row)
        half = len(tracks) // 2
        above = [self.down.lines[track] for track in tracks[:half] if self.down.lines[track]]
        below = [self.down.lines[track] for track in tracks[half:] if self.down.lines[track]]
        start = self.down.gaps[row]
        end = start + max(BORDER, (len(above) + len(below) + 1) * TRACK)
        return (max(above, default=start) + min(below, default=end)) // 2

    def _stand(self) -> dict[str, Box]:
        """The boxes of all shapes; a closed pool reaches from side to side."""
        boxes = {}
        for name, (column, row) in self.grid.at.items():
            shape, y = self.plan.shapes[name], self.down.middles[row]
            x = self.across.middles[column] - shape.width // 2
            if name in self.grid.spans:
                x = self.across.gaps[column] + MARGIN
            boxes[name] = Box(x, y - shape.height // 2, shape.width, shape.height)
        for name in self.plan.closed:
            height = self.plan.shapes[name].height
            y = self.down.middles[self.grid.first[self.plan.bands[name]]]
            boxes[name] = Box(0, y - height // 2, self.across.end, height)
        for name, (which, side) in self.seats.items():
            host = boxes[self.plan.shapes[name].host]
            x, y = host.middle[0] + (which - MID) * OFF_X, host.bottom if side == SOUTH else host.y
            boxes[name] = Box(x - EVENT_SIZE // 2, y - EVENT_SIZE // 2, EVENT_SIZE, EVENT_SIZE)
        return boxes

    def _way(self, line: Line) -> list[Point]:
        """A way in pixels: from border to border, with its bends only."""
        spots = [(self.across.lines[x], self.down.lines[y]) for x, y in _bends(self.ways[line.id])]
        spots[0] = _on_border(self.boxes[line.source], spots[0], spots[1])
        spots[-1] = _on_border(self.boxes[line.target], spots[-1], spots[-2])
        return spots


def _on_border(box: Box, end: Point, inward: Point) -> Point:
    """Where a way that runs between these two points meets the border of a box."""
    if end[1] == inward[1]:
        return (box.right if inward[0] > end[0] else box.x), end[1]
    return end[0], (box.bottom if inward[1] > end[1] else box.y)


def _bends(way: Sequence[Spot]) -> list[Spot]:
    """The ends of a way and the spots where it turns."""
    turns = [
        here
        for before, here, after in zip(way, way[1:], way[2:], strict=False)
        if heading_of(before, here) != heading_of(here, after)
    ]
    return [way[0], *turns, way[-1]]
