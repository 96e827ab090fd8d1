"""Which steps of a drawing decide what is signed: behind them the machine signs, and nobody is asked again."""

from collections.abc import Iterator, Mapping

from engine.model import PERSON_TASKS, Element, Kind, Process

Place = tuple[str, str]


def signing_steps(processes: Mapping[str, Process]) -> frozenset[Place]:
    """The process and element of every step from which a `sign_result` is reached without another step in between."""
    found: set[Place] = set()
    seen: set[Place] = set()
    waiting = [(process, element.id) for process, element in _all(processes) if element.operation == "sign_result"]
    while waiting:
        place = waiting.pop()
        for before in _before(processes, *place):
            if before in seen:
                continue
            seen.add(before)
            element = processes[before[0]].elements[before[1]]
            (found.add if element.kind in PERSON_TASKS else waiting.append)(before)
    return frozenset(found)


def _all(processes: Mapping[str, Process]) -> Iterator[tuple[str, Element]]:
    for process in processes.values():
        for element in process.elements.values():
            yield process.id, element


def _before(processes: Mapping[str, Process], name: str, node: str) -> Iterator[Place]:
    """Where a token may have stood before it came here; into a called part at its ends, out of one at its beginning."""
    process = processes[name]
    element = process.elements[node]
    if element.attached_to:
        yield name, element.attached_to
    for flow in process.incoming(node):
        before = process.elements[flow.source]
        if before.kind is Kind.CALL and before.called in processes:
            yield from ((before.called, end.id) for end in _ends(processes[before.called], ""))
        elif before.kind is Kind.SUBPROCESS:
            yield from ((name, end.id) for end in _ends(process, before.id))
        else:
            yield name, before.id
    if element.kind is Kind.START:
        yield from _callers(processes, name, element)


def _ends(process: Process, parent: str) -> Iterator[Element]:
    return (each for each in process.elements.values() if each.kind is Kind.END and each.parent == parent)


def _callers(processes: Mapping[str, Process], name: str, start: Element) -> Iterator[Place]:
    if start.parent:
        yield name, start.parent
        return
    for process, element in _all(processes):
        if element.kind is Kind.CALL and element.called == name:
            yield process, element.id
