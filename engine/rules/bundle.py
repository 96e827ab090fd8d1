"""The processes that are deployed together: who calls whom, and through whom a run walks without stopping."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from engine.model import Element, Kind, Process, mains
from engine.rules.graph import Graph, circles, is_circle

_QUICK = {
    Kind.START, Kind.END, Kind.THROW, Kind.SCRIPT_TASK, Kind.RULE_TASK, Kind.EXCLUSIVE, Kind.PARALLEL, Kind.INCLUSIVE,
    Kind.EVENT_GATEWAY,
}  # fmt: skip


class Bundle:
    """All processes under judgement; what concerns them together is found out once."""

    def __init__(self, processes: Sequence[Process]) -> None:
        self.processes = tuple(processes)
        self.by_id: Mapping[str, Process] = {process.id: process for process in reversed(self.processes)}

    @cached_property
    def mains(self) -> list[Process]:
        """The processes that could be the main one."""
        return mains(process for process in self.processes if self.by_id[process.id] is process)

    @cached_property
    def sent(self) -> frozenset[str]:
        """The messages that the processes send themselves."""
        elements = [element for process in self.processes for element in process.elements.values()]
        return frozenset(element.sent.name for element in elements if element.sent is not None)

    @cached_property
    def call_circle(self) -> Mapping[str, frozenset[str]]:
        """The processes on one circle of calls with each process that is on one."""
        calls: dict[str, list[str]] = {name: [] for name in self.by_id}
        for process in self.processes:
            calls[process.id] += [one.called for one in process.elements.values() if one.kind is Kind.CALL]
        groups = [frozenset(group) for group in circles(calls, calls) if is_circle(group, calls)]
        return {name: group for group in groups for name in group}

    @cached_property
    def straight_through(self) -> frozenset[str]:
        """The processes that can be walked from start to end without a wait; looked for until nothing new is found."""
        through: frozenset[str] = frozenset()
        graphs = [(process, Graph(process)) for process in self.processes]
        while True:
            new = {
                name
                for one, graph in graphs
                for scope in one.scopes
                if (name := name_of(one, scope)) not in through and _walks(one, scope, graph, through)
            }
            if not new:
                return through
            through |= new


def name_of(process: Process, scope: str) -> str:
    """How a process, or a sub-process in it, is told apart from the others of the bundle."""
    return f"{process.id}:{scope}" if scope else process.id


def is_quick(process: Process, element: Element, through: frozenset[str]) -> bool:
    """Whether a token never stops at this element."""
    if element.kind is Kind.SUBPROCESS:
        return name_of(process, element.id) in through
    if "linkEventDefinition" in element.events:
        return True
    return (element.kind in _QUICK and not element.is_job) or (element.kind is Kind.CALL and element.called in through)


def _walks(process: Process, scope: str, graph: Graph, through: frozenset[str]) -> bool:
    elements = process.elements
    # A call begins at the plain start.
    starts = (element for element in process.inside(scope) if element.kind is Kind.START)
    waiting = [start.id for start in starts if scope or not start.is_awaited]
    seen = set(waiting)
    while waiting:
        name = waiting.pop()
        ways = [*graph.links[name], *(flow.target for flow in graph.outgoing[name])]
        if not ways and is_quick(process, elements[name], through):
            return True
        for target in ways if is_quick(process, elements[name], through) else ():
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return False
