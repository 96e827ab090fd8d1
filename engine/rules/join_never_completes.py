"""A parallel join waits for a token on each of its flows: tokens that no split ever makes are waited for in vain."""

from collections.abc import Iterator

from engine.model import Kind
from engine.rules.drawing import Drawing
from engine.rules.graph import circles
from engine.rules.words import Remark, Sentence

_NEVER = Sentence(
    "The parallel join {place} waits for {count} flows that never carry a token at the same time: it never completes.",
    "Join the branches of an exclusive gateway with an exclusive gateway, or split them with a parallel one.",
)


def join_never_completes(drawing: Drawing) -> Iterator[Remark]:
    """Refuse joins with two incoming flows that no split feeds on two different ways.

    Two tokens alive at the same time come from one node that sent them out on two different flows. So for each pair of
    incoming flows there must be such a node; where there is none, the join cannot ever have both. Nor can a join that
    waits for a flow which comes only out of itself, or out of another one that waits for it.
    """
    joins = _Joins(drawing)
    hopeless = list(joins.hopeless()) if joins.flows else []
    for name in (*hopeless, *joins.waiting_for_themselves(hopeless)):
        yield _NEVER.at(drawing.process.elements[name], count=len(joins.flows[name]))


class _Joins:
    """Every flow into a parallel join is one bit; a set of such flows is a number."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.flows = {gateway.id: self._arriving(gateway.id) for gateway in drawing.of_kind(Kind.PARALLEL)}
        self.flows = {name: flows for name, flows in self.flows.items() if len(flows) > 1}
        arriving = [flow for flows in self.flows.values() for flow in flows]
        self.bits = {flow: 1 << position for position, flow in enumerate(arriving)}

    def _arriving(self, gateway: str) -> list[str]:
        flows = self.drawing.graph.incoming[gateway]
        return [flow.id for flow in flows if flow.source in self.drawing.reachable]

    def hopeless(self) -> Iterator[str]:
        """The joins of which some pair of flows is fed by no split."""
        ways = self._ways()
        for name, flows in self.flows.items():
            mask = sum(self.bits[flow] for flow in flows)
            if not self._is_fed(mask, [self.bits[flow] for flow in flows], ways):
                yield name

    def waiting_for_themselves(self, hopeless: list[str]) -> list[str]:
        """The joins at which a token arrives but never the last one, even if everything else goes well."""
        graph = self.drawing.graph
        missing = {name: len(flows) for name, flows in self.flows.items() if name not in hopeless}
        seen = set(self.drawing.starts())
        waiting = list(seen)
        while waiting:
            name = waiting.pop()
            for follower in graph.successors[name]:
                missing[follower] = missing.get(follower, 1) - 1
                if missing[follower] <= 0 and follower not in seen:
                    seen.add(follower)
                    waiting.append(follower)
        return [name for name, flows in self.flows.items() if 0 < missing.get(name, 0) < len(flows)]

    @staticmethod
    def _is_fed(mask: int, flows: list[int], ways: list[list[int]]) -> bool:
        met = dict.fromkeys(flows, 0)
        for split in ways:
            reached, twice = _overlay([way & mask for way in split])
            for way in split if reached else ():
                alone = way & ~twice & mask
                _meet(met, alone, reached & ~alone)
            _meet(met, twice & mask, reached)
            met = {flow: others for flow, others in met.items() if others | flow != mask}
            if not met:
                return True
        return False

    def _ways(self) -> list[list[int]]:
        """Of each node that can send out two tokens: the join flows that lie behind each of its ways."""
        reach = self._reach()
        ways = []
        for name, element in self.drawing.process.elements.items():
            if element.kind not in (Kind.EXCLUSIVE, Kind.EVENT_GATEWAY):
                out = [self._behind(flow.id, flow.target, reach) for flow in self.drawing.graph.outgoing[name]]
                out += self._beside(name, reach)
                if len(out) > 1:
                    ways.append(out)
        return ways

    def _beside(self, name: str, reach: dict[str, int]) -> list[int]:
        """A boundary event that does not interrupt sends out tokens beside its step, one that repeats even several."""
        events = [self.drawing.process.elements[event] for event in self.drawing.graph.boundaries[name]]
        return [reach[event.id] for event in events if not event.interrupting for _ in range(2)]

    def _behind(self, flow: str, target: str, reach: dict[str, int]) -> int:
        return self.bits.get(flow, 0) | reach[target]

    def _reach(self) -> dict[str, int]:
        graph = self.drawing.graph
        reach: dict[str, int] = {}
        for group in circles(graph.successors, graph.successors):
            behind = 0
            for name in group:
                for flow in graph.outgoing[name]:
                    behind |= self.bits.get(flow.id, 0) | reach.get(flow.target, 0)
                for follower in (*graph.boundaries[name], *graph.links[name]):
                    behind |= reach.get(follower, 0)
            reach |= dict.fromkeys(group, behind)
        return reach


def _overlay(ways: list[int]) -> tuple[int, int]:
    once = twice = 0
    for way in ways:
        twice |= once & way
        once |= way
    return once, twice


def _meet(met: dict[int, int], flows: int, others: int) -> None:
    if flows:
        for flow in met:
            if flow & flows:
                met[flow] |= others
