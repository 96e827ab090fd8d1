"""A process as a graph: who follows whom, what can be reached, which nodes lie on a common circle. Nothing recurses."""

from collections.abc import Iterable, Mapping

from engine.model import Flow, Kind, Process

Edges = Mapping[str, list[str]]


class Graph:
    """The flows of a process by their ends; a boundary event follows the activity it is attached to, a link its pair.

    What is drawn in a sub-process is a graph of its own: no flow leads in or out.
    """

    def __init__(self, process: Process) -> None:
        self.outgoing: dict[str, list[Flow]] = {name: [] for name in process.elements}
        self.incoming: dict[str, list[Flow]] = {name: [] for name in process.elements}
        self.boundaries: dict[str, list[str]] = {name: [] for name in process.elements}
        self.links: dict[str, list[str]] = {name: [] for name in process.elements}
        self.successors: dict[str, list[str]] = {name: [] for name in process.elements}
        self.predecessors: dict[str, list[str]] = {name: [] for name in process.elements}
        for flow in process.flows.values():
            if flow.source in self.outgoing and flow.target in self.outgoing:
                self.outgoing[flow.source].append(flow)
                self.incoming[flow.target].append(flow)
                self._link(flow.source, flow.target)
        for element in process.elements.values():
            if element.attached_to in self.boundaries and element.attached_to != element.id:
                self.boundaries[element.attached_to].append(element.id)
                self._link(element.attached_to, element.id)
            if element.kind is Kind.THROW and element.link:
                self.links[element.id] = [other.id for other in process.linked(element.id)]
                for other in self.links[element.id]:
                    self._link(element.id, other)

    def _link(self, source: str, target: str) -> None:
        self.successors[source].append(target)
        self.predecessors[target].append(source)

    def after(self, names: Iterable[str]) -> set[str]:
        """These elements and everything that can come after them."""
        return _reach(names, self.successors)

    def before(self, names: Iterable[str]) -> set[str]:
        """These elements and everything that can come before them."""
        return _reach(names, self.predecessors)


def _reach(names: Iterable[str], edges: Edges) -> set[str]:
    seen = set(names)
    waiting = list(seen)
    while waiting:
        for name in edges.get(waiting.pop(), ()):
            if name not in seen:
                seen.add(name)
                waiting.append(name)
    return seen


def circles(names: Iterable[str], edges: Edges) -> list[list[str]]:
    """The strongly connected groups of these nodes, each after the groups it leads to; single nodes are groups of one.

    Edges that leave the given nodes are not followed.
    """
    search = _Search(list(names), edges)
    for name in search.names:
        if name not in search.number:
            search.explore(name)
    return search.groups


def is_circle(group: list[str], edges: Edges) -> bool:
    """Whether a group really goes round: more than one node, or one that leads to itself."""
    return len(group) > 1 or group[0] in edges.get(group[0], ())


class _Search:
    """Tarjan's search with a stack of its own, for rows of thousands of steps."""

    def __init__(self, names: list[str], edges: Edges) -> None:
        self.names = dict.fromkeys(names)
        self.edges = edges
        self.number: dict[str, int] = {}
        self.lowest: dict[str, int] = {}
        self.open: dict[str, None] = {}
        self.groups: list[list[str]] = []

    def explore(self, root: str) -> None:
        self._enter(root)
        path = [(root, iter(self.edges.get(root, ())))]
        while path:
            name, followers = path[-1]
            follower = next((one for one in followers if one in self.names and self._is_news(name, one)), None)
            if follower is None:
                path.pop()
                self._leave(name, path[-1][0] if path else None)
            else:
                self._enter(follower)
                path.append((follower, iter(self.edges.get(follower, ()))))

    def _enter(self, name: str) -> None:
        self.number[name] = self.lowest[name] = len(self.number)
        self.open[name] = None

    def _is_news(self, name: str, follower: str) -> bool:
        if follower not in self.number:
            return True
        if follower in self.open:
            self.lowest[name] = min(self.lowest[name], self.number[follower])
        return False

    def _leave(self, name: str, parent: str | None) -> None:
        if parent is not None:
            self.lowest[parent] = min(self.lowest[parent], self.lowest[name])
        if self.lowest[name] == self.number[name]:
            group: list[str] = []
            while not group or group[-1] != name:
                group.append(self.open.popitem()[0])
            self.groups.append(group[::-1])
