"""From top to bottom: which row of its band each shape stands in, so that lines are straight and seldom cross.

Shapes are set in their band beside those they follow, then moved, alone and in chains, as long as that makes the
picture better. The order of the moves is fixed: the same drawing always gives the same picture.
"""

from collections.abc import Iterable, Iterator, Mapping
from zlib import crc32

from engine.layout.plan import ASSOCIATION, GATEWAY, MESSAGE, Line, Plan

Cell = tuple[int, int]
CROSSING, LOOSE_CROSSING, BEND, STEP, BLOCKED, CROWD, ROW = 4.0, 0.8, 1.5, 0.4, 3.0, 3.0, 1.2
EPSILON = 1e-9
ROUNDS, KICKS, FEW = 10, 16, 6
SPARE = 2


class Rows:
    """The shapes of a plan on a grid: `at` says in which (column, row) each stands."""

    def __init__(self, plan: Plan, columns: Mapping[str, int]) -> None:
        self.plan, self.columns = plan, columns
        self.lines = [line for line in plan.lines if self._is_between(line)]
        self.ends = {line.id: (plan.base(line.source), plan.base(line.target)) for line in self.lines}
        self.touching: dict[str, list[Line]] = {name: [] for name in columns}
        for line in self.lines:
            for end in dict.fromkeys(self.ends[line.id]):
                self.touching[end].append(line)
        self.first = self._first_rows()
        self.at: dict[str, Cell] = {}
        self.moved: set[str] = set()
        self.standing: dict[Cell, str] = {}
        self.weights = {line.id: self._weight(line) for line in self.lines}
        self.asking = [name for name in columns if plan.shapes[name].kind == GATEWAY]

    def _is_between(self, line: Line) -> bool:
        return all(self.plan.base(end) in self.columns for end in (line.source, line.target))

    def _first_rows(self) -> list[int]:
        """The first row of each band, and one past the last: as many as its fullest column needs, and some to spare."""
        counts: dict[Cell, int] = {}
        for name, column in self.columns.items():
            cell = (self.plan.bands[name], column)
            counts[cell] = counts.get(cell, 0) + 1
        first = [0]
        for band in range(self.plan.count):
            most = max((count for (each, _), count in counts.items() if each == band), default=0)
            first.append(first[-1] + (most + SPARE if most else 1))
        return first

    def _weight(self, line: Line) -> float:
        source, target = self.ends[line.id]
        if line.kind in (ASSOCIATION, MESSAGE) or self.columns[target] <= self.columns[source]:
            return 0.5
        leaving = sum(self.ends[each.id][0] == source for each in self.touching[source])
        reaching = sum(self.ends[each.id][1] == target for each in self.touching[target])
        return 2.0 if leaving == 1 and reaching == 1 else 1.2 if 1 in (leaving, reaching) else 1.0

    def rows_of(self, name: str) -> range:
        """The rows a shape may stand in."""
        band = self.plan.bands[name]
        return range(self.first[band], self.first[band + 1])

    def settle(self) -> dict[str, Cell]:
        """Set every shape, and better the picture until no move does; then shake it a few times and keep the best."""
        for name in sorted(self.columns, key=lambda each: self.columns[each]):
            self._put(name, min(self._free(name), key=lambda row: self._first_cost(name, row)))
        self.moved = set(self.columns)
        best_cost, best = self._settled(), dict(self.at)
        for turn in range(KICKS if len(self.columns) > FEW else 0):
            self._shake(turn)
            cost = self._settled()
            if cost < best_cost - EPSILON:
                best_cost, best = cost, dict(self.at)
            else:
                self.at = dict(best)
                self.standing = {cell: name for name, cell in best.items()}
        return best

    def _settled(self) -> float:
        """Move what is better elsewhere until nothing is; the cost of the picture then."""
        for _ in range(ROUNDS):
            near, self.moved = self.moved | self._beside(self.moved), set()
            for group in self._groups():
                if not near.isdisjoint(group):
                    self._better(group)
            if not self.moved:
                break
        self.moved = set()
        return self._cost_of(list(self.columns))

    def _beside(self, names: Iterable[str]) -> set[str]:
        return {end for name in names for line in self.touching[name] for end in self.ends[line.id]}

    def _shake(self, turn: int) -> None:
        """Move some shapes anywhere. It only looks like chance: the same turn always moves the same."""
        names = list(self.columns)
        for step in range(3 + turn % 4):
            roll = crc32(f"{turn} {step}".encode())
            name = names[roll % len(names)]
            rows = self.rows_of(name)
            row = rows[roll // len(names) % len(rows)]
            if row != self.at[name][1]:
                self.moved.update(self._exchange((name,), row))

    def _free(self, name: str) -> list[int]:
        column = self.columns[name]
        return [row for row in self.rows_of(name) if (column, row) not in self.standing]

    def _first_cost(self, name: str, row: int) -> tuple[float, float]:
        """Near what it follows; in the middle of the band where it follows nothing."""
        before = [self.at[end][1] for line in self.touching[name] for end in self.ends[line.id] if end in self.at]
        rows = self.rows_of(name)
        away = abs(row - rows.start - (len(rows) - SPARE) // 2)
        return (sum(abs(row - each) for each in before), away)

    def _put(self, name: str, row: int) -> None:
        self.at[name] = (self.columns[name], row)
        self.standing[self.at[name]] = name

    def _groups(self) -> list[tuple[str, ...]]:
        """What is moved together: each shape, and each chain that stands in one row of one band."""
        chains = [tuple(chain) for chain in self._chains()]
        return [(name,) for name in self.columns] + [chain for chain in chains if len(chain) > 1]

    def _chains(self) -> Iterator[list[str]]:
        after: dict[str, str] = {}
        for line in self.lines:
            source, target = self.ends[line.id]
            if self.at[source][1] == self.at[target][1] and self.columns[target] > self.columns[source]:
                after.setdefault(source, target)
        followed = set(after.values())
        for start in self.columns:
            if start in after and start not in followed:
                chain = [start]
                while chain[-1] in after:
                    chain.append(after[chain[-1]])
                yield chain
                for cut in range(1, len(chain) - 1):
                    yield chain[cut:]

    def _better(self, group: tuple[str, ...]) -> None:
        """Move the group to where the picture is best."""
        here = self.at[group[0]][1]
        if any(self.at[name][1] != here for name in group):
            return  # a chain that an earlier move has torn
        gains = {row: self._gain(group, here, row) for row in self.rows_of(group[0]) if row != here}
        best = max(gains, key=lambda row: gains[row], default=here)
        if gains.get(best, 0.0) > EPSILON:
            self.moved.update(self._exchange(group, best))

    def _gain(self, group: tuple[str, ...], here: int, row: int) -> float:
        """By how much the picture is better with the group in that row."""
        moved = self._exchange(group, row)
        after = self._cost_of(moved)
        self._exchange(group, here)
        return self._cost_of(moved) - after

    def _exchange(self, group: tuple[str, ...], row: int) -> tuple[str, ...]:
        """Put the group in this row; who stands there takes the place left free. Everybody who moved."""
        moved = list(group)
        for name in group:
            column, old = self.at[name]
            other = self.standing.pop((column, row), None)
            self.standing.pop((column, old), None)
            if other is not None and other != name:
                self._put(other, old)
                moved.append(other)
            self._put(name, row)
        return tuple(moved)

    def _cost_of(self, group: Iterable[str]) -> float:
        """What the lines of these shapes cost, with every crossing of theirs, every line on its own, and the rows."""
        mine = dict.fromkeys(line.id for name in group for line in self.touching[name])
        cost = sum(self._own(line) for line in self.lines) + ROW * self._rows_used()
        others = [line for line in self.lines if line.id not in mine]
        own = [line for line in self.lines if line.id in mine]
        for place, line in enumerate(own):
            cost += sum(self._crossing(line, other) for other in others)
            cost += sum(self._crossing(line, other) for other in own[place + 1 :])
        return cost + sum(self._crowd(name) for name in self.asking)

    def _rows_used(self) -> int:
        return len({row for _, row in self.at.values()})

    def _own(self, line: Line) -> float:
        source, target = self.ends[line.id]
        (column, row), (end, last) = self.at[source], self.at[target]
        low, high = min(column, end), max(column, end)
        if row == last and self.plan.shapes[line.source].host:
            return BLOCKED  # what follows a boundary event stands below its host, or above
        if row == last:
            return self.weights[line.id] * BLOCKED * self._is_taken(row, low + 1, high)
        away = BEND + STEP * abs(row - last)
        ways = self._is_taken(last, low + 1, high) and self._is_taken(row, low + 1, high)
        return self.weights[line.id] * (away + ways)

    def _is_taken(self, row: int, first: int, past: int) -> bool:
        return any((column, row) in self.standing for column in range(first, past))

    def _crowd(self, name: str) -> float:
        """What it costs when several lines leave a gateway upward, or downward, or reach it so."""
        row, cost = self.at[name][1], 0.0
        for one, other in ((0, 1), (1, 0)):
            mine = [self.ends[line.id] for line in self.touching[name]]
            rows = [self.at[ends[other]][1] for ends in mine if ends[one] == name]
            cost += sum(max(count - 1, 0) for count in (sum(r < row for r in rows), sum(r > row for r in rows)))
        return CROWD * cost

    def _crossing(self, one: Line, other: Line) -> float:
        """What it costs when straight lines between the two pairs of shapes cross; those that lead back go round."""
        (start, end), (begin, finish) = self.ends[one.id], self.ends[other.id]
        a, b, c, d = self.at[start], self.at[end], self.at[begin], self.at[finish]
        if max(a[1], b[1]) < min(c[1], d[1]) or max(c[1], d[1]) < min(a[1], b[1]):
            return 0.0
        if max(a[0], b[0]) < min(c[0], d[0]) or max(c[0], d[0]) < min(a[0], b[0]):
            return 0.0
        if start in (begin, finish) or end in (begin, finish):
            return 0.0
        if _turn(a, b, c) * _turn(a, b, d) >= 0 or _turn(c, d, a) * _turn(c, d, b) >= 0:
            return 0.0
        return LOOSE_CROSSING if min(self.weights[one.id], self.weights[other.id]) < 1 else CROSSING


def _turn(a: Cell, b: Cell, c: Cell) -> int:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def without_empty_rows(plan: Plan, at: Mapping[str, Cell]) -> tuple[dict[str, Cell], list[int]]:
    """The same places with no row empty, and the first row of each band with one past the last.

    A band with shapes that stand by themselves has one row more for them; one with nothing has one too.
    """
    used: list[set[int]] = [set() for _ in range(plan.count)]
    for name in at:
        used[plan.bands[name]].add(at[name][1])
    by_themselves = {plan.bands[name] for name in plan.loose}
    numbers: dict[int, int] = {}
    first = [0]
    for band, rows in enumerate(used):
        numbers |= {row: first[-1] + place for place, row in enumerate(sorted(rows))}
        first.append(first[-1] + max(len(rows) + (band in by_themselves), 1))
    return {name: (column, numbers[row]) for name, (column, row) in at.items()}, first
