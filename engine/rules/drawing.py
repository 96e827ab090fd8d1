"""One process as the rules look at it: with its graph, its bundle and the names that are known."""

from collections.abc import Iterator
from functools import cached_property

from engine.model import Element, Kind, Known, Oddity, Process
from engine.rules.bundle import Bundle
from engine.rules.graph import Graph
from engine.rules.words import Spot

MOST_PROCESSES = 100
MOST_ELEMENTS = 2_000
MOST_BRANCHES = 200


class Drawing:
    """A process under judgement. The graph is made once, at the first rule that asks for it."""

    def __init__(self, process: Process, bundle: Bundle, known: Known) -> None:
        self.process = process
        self.bundle = bundle
        self.known = known

    @cached_property
    def graph(self) -> Graph:
        return Graph(self.process)

    def of_kind(self, *kinds: Kind) -> Iterator[Element]:
        """The elements of these kinds, in document order."""
        return (element for element in self.process.elements.values() if element.kind in kinds)

    def oddities(self, *kinds: str) -> Iterator[tuple[Spot, Oddity]]:
        """What the reader wrote down of these kinds, with its place."""
        for oddity in self.process.oddities:
            if oddity.kind in kinds:
                yield Spot(oddity.element, oddity.line), oddity

    @property
    def is_huge(self) -> bool:
        """Whether there is too much of it to look at closely."""
        return (
            len(self.process.elements) > MOST_ELEMENTS
            or len(self.process.flows) > 5 * MOST_ELEMENTS
            or len(self.bundle.processes) > MOST_PROCESSES
        )

    @cached_property
    def is_whole(self) -> bool:
        """Whether the graph can be trusted: every id once, every flow with two ends, not too wide to be searched."""
        names = self.process.elements
        return (
            not any(oddity.kind == "duplicate_id" for oddity in self.process.oddities)
            and all(flow.source in names and flow.target in names for flow in self.process.flows.values())
            and all(not element.attached_to or element.attached_to in names for element in names.values())
            and self.widest <= MOST_BRANCHES
        )

    @cached_property
    def widest(self) -> int:
        """The largest number of flows that leave or reach one element."""
        sides = (self.graph.outgoing, self.graph.incoming)
        return max((len(flows) for side in sides for flows in side.values()), default=0)

    def starts(self) -> list[str]:
        """The ids of the start events and of the sub-processes that events start.

        Where a sub-process lacks its start event, another rule says so: what stands first in it counts as reached.
        """
        elements = self.process.elements.values()
        found = [element for element in elements if element.kind is Kind.START or element.by_event]
        begun = {element.parent for element in found if element.kind is Kind.START} | {""}
        lost = [one for one in elements if one.parent not in begun and not self.graph.predecessors[one.id]]
        return [element.id for element in (*found, *lost)]

    @cached_property
    def reachable(self) -> set[str]:
        """Every element a run can come to; all of them in a drawing without a start, where another rule speaks."""
        return self.graph.after(self.starts()) if self.starts() else set(self.process.elements)
