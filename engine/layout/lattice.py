"""The lattice lines are drawn on: three lines through every column and row of shapes, and tracks in the gaps between.

Ways are found on it by number; only then, when it is known which tracks are used, does it get its size in pixels.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from engine.layout.plan import HEAD, Plan

ACROSS, DOWN = 5, 4  # tracks in a gap between two columns, between two rows
LOW, MID, HIGH = 0, 1, 2  # the three lines through a cell
OFF_X, OFF_Y = 30, 20  # how far the outer two are from the middle, in pixels
GAP_X, GAP_Y, TRACK = 36, 26, 14
NARROW_COLUMN, NARROW = 64, 100  # the least width of a column, alone and with its gap
Cell = tuple[int, int]
Spot = tuple[int, int]  # the number of a line across, the number of a line down


class Axis:
    """The lines of one direction: in turn a gap with its tracks and a cell with its three lines, and a last gap."""

    def __init__(self, gaps: Sequence[int]) -> None:
        self.gaps = gaps
        self.starts = list(accumulate((gap + 3 for gap in gaps[:-1]), initial=0))
        self.size = self.starts[-1] + gaps[-1]

    def line(self, cell: int, which: int = MID) -> int:
        """The number of a line through a cell."""
        return self.starts[cell] + self.gaps[cell] + which

    def tracks(self, gap: int) -> range:
        """The numbers of the tracks in a gap."""
        return range(self.starts[gap], self.starts[gap] + self.gaps[gap])

    def rough(self, size: int, off: int) -> list[int]:
        """Where each line would be with every track in use: what ways are measured by while they are sought."""
        places, here = [], 0
        for gap, tracks in enumerate(self.gaps):
            places += [here + 12 + 8 * track for track in range(tracks)]
            here += 16 + 8 * tracks
            if gap < len(self.gaps) - 1:
                middle = here + size // 2
                places += [middle - off, middle, middle + off]
                here += size
        return places


@dataclass(frozen=True, slots=True)
class Measure:
    """An axis in pixels: where each line, each cell (its middle) and each gap (its start) is; and where all ends."""

    lines: Sequence[int]
    middles: Sequence[int]
    gaps: Sequence[int]
    end: int


def measured(axis: Axis, sizes: Sequence[int], used: Iterable[int], widths: Mapping[int, int], gap: int, off: int,
             start: int) -> Measure:  # fmt: skip
    """The axis in pixels: cells as large as their largest shape, gaps as wide as what runs through them needs."""
    taken, here = frozenset(used), start
    lines = [0] * axis.size
    middles, gaps = [], []
    for number in range(len(axis.gaps)):
        gaps.append(here)
        mine = [track for track in axis.tracks(number) if track in taken]
        width = max(widths.get(number, gap), (len(mine) + 1) * TRACK)
        for place, track in enumerate(mine):
            lines[track] = here + width * (place + 1) // (len(mine) + 1)
        here += width
        if number < len(sizes):
            middle = here + sizes[number] // 2
            middles.append(middle)
            lines[axis.line(number, LOW) : axis.line(number, HIGH) + 1] = [middle - off, middle, middle + off]
            here += sizes[number]
    return Measure(lines, middles, gaps, here)


@dataclass(frozen=True, slots=True)
class Grid:
    """The shapes of a plan in their cells, and the axes of the lattice around them.

    `spans` says of shapes that stand by themselves over how many columns they reach.
    """

    plan: Plan
    at: Mapping[str, Cell]
    spans: Mapping[str, int]
    first: Sequence[int]
    across: Axis
    down: Axis

    @property
    def columns(self) -> int:
        return len(self.across.gaps) - 1

    @property
    def rows(self) -> int:
        return len(self.down.gaps) - 1

    def cells(self, name: str) -> Iterator[Spot]:
        """The spots of the lattice a shape or a closed pool covers."""
        if name in self.plan.closed:
            row = self.first[self.plan.bands[name]]
            across: Iterable[int] = range(self.across.size)
        else:
            column, row = self.at[name]
            last = column + self.spans.get(name, 1) - 1
            across = range(self.across.line(column, LOW), self.across.line(last, HIGH) + 1)
        for x in across:
            yield from ((x, self.down.line(row, which)) for which in (LOW, MID, HIGH))


def grid_of(plan: Plan, at: Mapping[str, Cell], first: Sequence[int]) -> Grid:
    """The grid with its lattice; where two bands meet there are tracks on either side of the border."""
    places, spans = dict(at), {}
    ends: dict[int, int] = {}
    for name in plan.loose:
        band = plan.bands[name]
        spans[name] = -(-(plan.shapes[name].width + GAP_X) // NARROW)
        places[name] = (ends.get(band, 0), first[band + 1] - 1)
        ends[band] = ends.get(band, 0) + spans[name]
    columns = max([column + spans.get(name, 1) for name, (column, _) in places.items()], default=1)
    borders = set(first[1:-1])
    down = [DOWN * 2 if gap in borders else DOWN for gap in range(first[-1] + 1)]
    return Grid(plan, places, spans, first, Axis([ACROSS] * (columns + 1)), Axis(down))


def header(plan: Plan) -> int:
    """How much room the heads of pools and lanes take on the left."""
    return HEAD * max((frame.depth + 1 for frame in plan.frames if not frame.is_closed), default=0)
