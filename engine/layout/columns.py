"""From left to right: which column each shape stands in. Loops are found and left out, then the longest way counts."""

from collections.abc import Iterable, Mapping

from engine.layout.plan import FLOW, NOTE, PAPER, Plan

Arcs = Mapping[str, list[str]]


def columns_of(plan: Plan) -> dict[str, int]:
    """The column of each shape in the grid, from 0."""
    tied = plan.tied
    beside = [name for name in tied if plan.shapes[name].kind in (NOTE, PAPER)]
    arcs = _forward(_arcs(plan, [name for name in tied if name not in beside]))
    columns = _longest(arcs)
    for name in beside:
        columns[name] = min((columns[each] for each in _neighbours(plan, name) if each in columns), default=0)
    return columns


def _arcs(plan: Plan, names: Iterable[str]) -> dict[str, list[str]]:
    arcs: dict[str, list[str]] = {name: [] for name in names}
    for line in plan.lines:
        source, target = plan.base(line.source), plan.base(line.target)
        if line.kind == FLOW and source != target and source in arcs and target in arcs:
            arcs[source].append(target)
    return arcs


def _neighbours(plan: Plan, name: str) -> Iterable[str]:
    for line in plan.lines:
        if name in (line.source, line.target):
            yield plan.base(line.target if line.source == name else line.source)


def _forward(arcs: Arcs) -> dict[str, list[str]]:
    """The arcs without those that lead back to where one has come from, searched in the order of the file."""
    entered = {target for targets in arcs.values() for target in targets}
    kept: dict[str, list[str]] = {name: [] for name in arcs}
    done: set[str] = set()
    for start in sorted(arcs, key=lambda name: name in entered):
        _walk(start, arcs, kept, done)
    return kept


def _walk(start: str, arcs: Arcs, kept: dict[str, list[str]], done: set[str]) -> None:
    if start in done:
        return
    path, under_way = [(start, iter(arcs[start]))], {start}
    while path:
        name, rest = path[-1]
        target = next(rest, None)
        if target is None:
            path.pop()
            under_way.discard(name)
            done.add(name)
        elif target not in under_way:
            kept[name].append(target)
            if target not in done:
                under_way.add(target)
                path.append((target, iter(arcs[target])))


def _longest(arcs: Arcs) -> dict[str, int]:
    """Each as far right as the longest way to it is long."""
    waiting = dict.fromkeys(arcs, 0)
    for targets in arcs.values():
        for target in targets:
            waiting[target] += 1
    columns = dict.fromkeys(arcs, 0)
    ready = [name for name, before in waiting.items() if before == 0]
    for name in ready:
        for target in arcs[name]:
            columns[target] = max(columns[target], columns[name] + 1)
            waiting[target] -= 1
            if waiting[target] == 0:
                ready.append(target)
    return columns
