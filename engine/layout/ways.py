"""Finds the way of each line on the lattice: short, with few bends, crossing others seldom and lying on none.

The cheapest way is sought by A*; when all have one, each is taken up again and laid anew among the others.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise

from engine.layout.lattice import HIGH, LOW, MID, OFF_X, OFF_Y, Grid, Spot
from engine.layout.plan import ASSOCIATION, EVENT, FLOW, GATEWAY, MESSAGE, POOL, Line, Shape

EAST, SOUTH, WEST, NORTH = range(4)
BEND, CROSS, TOUCH, OVER = 50, 90, 900, 4000
PASSES = 2


@dataclass(frozen=True, slots=True)
class Port:
    """Where a line may leave a shape, or reach it: the spot, the way it heads there, and what choosing it costs."""

    spot: Spot
    heading: int
    cost: int


class Ways:
    """The ways of the lines of a grid, found one after the other."""

    def __init__(self, grid: Grid, seats: Mapping[str, tuple[int, int]]) -> None:
        self.grid, self.seats = grid, seats
        self.width, self.height = grid.across.size, grid.down.size
        self.xs, self.ys = grid.across.rough(120, OFF_X), grid.down.rough(80, OFF_Y)
        self.blocked = bytearray(self.width * self.height)
        self.runs: list[dict[int, int]] = [{}, {}]  # per direction: spots a line runs through
        self.bends: dict[int, int] = {}
        self.laid: list[dict[int, int]] = [{}, {}]  # per direction: pieces taken, by the spot they begin at
        self.found: dict[str, list[Spot]] = {}
        self.leaving = Counter(line.source for line in grid.plan.lines)
        for name in [*grid.at, *grid.plan.closed]:
            for x, y in grid.cells(name):
                self.blocked[y * self.width + x] = 1

    def find_all(self) -> dict[str, list[Spot]]:
        """The ways of all lines: short ones first, then each once more with all others lying."""
        lines = sorted(self.grid.plan.lines, key=self._distance)
        for _ in range(PASSES + 1):
            for line in lines:
                self._take_up(line.id)
                self._lay(line, self._seek(line))
        return self.found

    def _distance(self, line: Line) -> tuple[bool, bool, int]:
        """Level lines first, then short ones; what is not a flow comes last."""
        one, two = (self.grid.at.get(self.grid.plan.base(end)) for end in (line.source, line.target))
        if one is None or two is None:
            return (True, True, 0)
        return (line.kind != FLOW, one[1] != two[1], abs(one[0] - two[0]) + 2 * abs(one[1] - two[1]))

    def _take_up(self, name: str) -> None:
        self._mark(self.found.pop(name, []), -1)

    def _lay(self, line: Line, way: list[Spot]) -> None:
        self.found[line.id] = way
        self._mark(way, 1)

    def _mark(self, way: list[Spot], by: int) -> None:
        for place, (spot, after) in enumerate(pairwise(way)):
            heading = heading_of(spot, after)
            piece = min(self._key(spot), self._key(after))
            _count(self.laid[heading % 2], piece, by)
            if place:
                is_bend = heading_of(way[place - 1], spot) != heading
                _count(self.bends if is_bend else self.runs[heading % 2], self._key(spot), by)

    def _key(self, spot: Spot) -> int:
        return spot[1] * self.width + spot[0]

    def _seek(self, line: Line) -> list[Spot]:
        """The cheapest way from a port of the source to a port of the target."""
        goals = {(self._key(port.spot), port.heading): port.cost for port in self._reaching(line)}
        aims = [(self.xs[key % self.width], self.ys[key // self.width]) for key, _ in goals]
        low = (min(x for x, _ in aims), min(y for _, y in aims))
        high = (max(x for x, _ in aims), max(y for _, y in aims))
        best: dict[tuple[int, int], int] = {}
        came: dict[tuple[int, int], tuple[int, int]] = {}
        waiting: list[tuple[int, int, int, int]] = []
        for port in self._leaving(line):
            state = (self._key(port.spot), port.heading)
            best[state] = port.cost
            heappush(waiting, (port.cost + self._away(state[0], low, high), port.cost, *state))
        while waiting:
            _, cost, key, heading = heappop(waiting)
            state = (key, heading)
            if heading == -1:
                return self._traced(came, came[state])
            if cost > best[state]:
                continue
            for after, price in self._steps(state, goals):
                total = cost + price
                if total < best.get(after, 1 << 60):
                    best[after], came[after] = total, state
                    ahead = 0 if after[1] == -1 else self._away(after[0], low, high)
                    heappush(waiting, (total + ahead, total, *after))
        raise AssertionError(line.id)  # the gaps are open everywhere: from each port there is a way to each

    def _away(self, key: int, low: Spot, high: Spot) -> int:
        x, y = self.xs[key % self.width], self.ys[key // self.width]
        return max(low[0] - x, x - high[0], 0) + max(low[1] - y, y - high[1], 0)

    def _steps(
        self, state: tuple[int, int], goals: Mapping[tuple[int, int], int]
    ) -> Iterator[tuple[tuple[int, int], int]]:
        """Where one may go from here, and what that costs."""
        key, heading = state
        if state in goals:
            yield (key, -1), goals[state]
            return
        inside = self.blocked[key]
        for turn in (heading,) if inside else (heading, (heading + 1) % 4, (heading + 3) % 4):
            after = self._beside(key, turn)
            if after >= 0 and (not self.blocked[after] or (after, turn) in goals):
                yield (after, turn), self._price(key, heading, turn, after)

    def _beside(self, key: int, heading: int) -> int:
        x, y = key % self.width, key // self.width
        if heading == EAST:
            return key + 1 if x + 1 < self.width else -1
        if heading == WEST:
            return key - 1 if x else -1
        if heading == SOUTH:
            return key + self.width if y + 1 < self.height else -1
        return key - self.width if y else -1

    def _price(self, key: int, heading: int, turn: int, after: int) -> int:
        axis = turn % 2
        if turn == heading:
            price = CROSS * self.runs[1 - axis].get(key, 0) + TOUCH * self.bends.get(key, 0)
        else:
            near = self.runs[0].get(key, 0) + self.runs[1].get(key, 0) + self.bends.get(key, 0)
            price = BEND + TOUCH * near
        low = min(key, after)
        price += OVER * self.laid[axis].get(low, 0)
        places = self.ys if axis else self.xs
        step = low // self.width if axis else low % self.width
        return price + places[step + 1] - places[step]

    def _traced(self, came: Mapping[tuple[int, int], tuple[int, int]], last: tuple[int, int]) -> list[Spot]:
        way = [last]
        while way[-1] in came:
            way.append(came[way[-1]])
        return [(key % self.width, key // self.width) for key, _ in reversed(way)]

    def _leaving(self, line: Line) -> Iterator[Port]:
        """The ports a line may leave by; those of a gateway's side ways cost nothing more than the one ahead."""
        yield from self._ports(line.source, line, out=True)

    def _reaching(self, line: Line) -> Iterator[Port]:
        for port in self._ports(line.target, line, out=False):
            yield Port(port.spot, (port.heading + 2) % 4, port.cost)

    def _ports(self, name: str, line: Line, *, out: bool) -> Iterator[Port]:
        shape = self.grid.plan.shapes[name]
        if shape.host:
            yield self._seat(shape)
        elif shape.kind == POOL:
            yield from self._pool_ports(name, line)
        else:
            yield from self._shape_ports(shape, line, out=out)

    def _seat(self, shape: Shape) -> Port:
        """A boundary event has one way out: away from its host."""
        (column, row), (which, side) = self.grid.at[shape.host], self.seats[shape.id]
        down = self.grid.down.line(row, HIGH if side == SOUTH else LOW)
        return Port((self.grid.across.line(column, which), down), side, 0)

    def _pool_ports(self, name: str, line: Line) -> Iterator[Port]:
        other = self.grid.plan.base(line.target if line.source == name else line.source)
        row = self.grid.first[self.grid.plan.bands[name]]
        own = self.grid.at[other][0] if other in self.grid.at else 0
        for column in range(self.grid.columns):
            for which in (MID, LOW, HIGH):
                cost = 60 * abs(column - own) + (0 if which == MID else 5)
                x = self.grid.across.line(column, which)
                yield Port((x, self.grid.down.line(row, LOW)), NORTH, cost)
                yield Port((x, self.grid.down.line(row, HIGH)), SOUTH, cost)

    def _shape_ports(self, shape: Shape, line: Line, *, out: bool) -> Iterator[Port]:
        column, row = self.grid.at[shape.id]
        across, down = self.grid.across, self.grid.down
        for heading, cost in _sides(shape, line, self.leaving.get(shape.id, 0), out=out).items():
            for which in (MID, LOW, HIGH):
                if which != MID and shape.kind in (EVENT, GATEWAY):
                    continue
                aside = 0 if which == MID else 45
                if heading in (EAST, WEST):
                    spot = (across.line(column, HIGH if heading == EAST else LOW), down.line(row, which))
                else:
                    spot = (across.line(column, which), down.line(row, HIGH if heading == SOUTH else LOW))
                if not self._is_seat(shape, heading, which):
                    yield Port(spot, heading, cost + aside)

    def _is_seat(self, shape: Shape, heading: int, which: int) -> bool:
        """Whether a boundary event sits there."""
        sitting = (name for name in self.seats if self.grid.plan.shapes[name].host == shape.id)
        return any(self.seats[name] == (which, heading) for name in sitting)


def _sides(shape: Shape, line: Line, leaving: int, *, out: bool) -> dict[int, int]:
    """What leaving (or reaching) a shape by each of its sides costs: reading goes from left to right."""
    if line.kind in (MESSAGE, ASSOCIATION):
        return {NORTH: 0, SOUTH: 0, EAST: 200, WEST: 200}
    if not out and shape.kind == GATEWAY:
        return {WEST: 0, NORTH: 20 + 45 * leaving, SOUTH: 20 + 45 * leaving, EAST: 160}
    if not out:
        return {WEST: 0, NORTH: 15, SOUTH: 15, EAST: 160}
    if shape.kind == GATEWAY:
        return {EAST: 0, NORTH: 0, SOUTH: 0, WEST: 400}
    return {EAST: 0, NORTH: 60, SOUTH: 60, WEST: 400}


def heading_of(one: Spot, two: Spot) -> int:
    """Which way one goes from one spot to another in line with it."""
    if one[1] == two[1]:
        return EAST if two[0] > one[0] else WEST
    return SOUTH if two[1] > one[1] else NORTH


def _count(counts: dict[int, int], key: int, by: int) -> None:
    counts[key] = counts.get(key, 0) + by
    if not counts[key]:
        del counts[key]
