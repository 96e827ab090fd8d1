"""A drawing with other names for everything in it, and a player whose instance goes there and back before each move."""

from dataclasses import replace
from typing import Any

from engine.model import Element, Flow, Process
from engine.spiff import Run, hindrances, transfer
from tests.unit.spiff.player import Player, graph_of

NEW = "_moi"


def twin(process: Process) -> Process:
    """The same process with every element and flow renamed."""
    return replace(
        process,
        elements={_new(key): _element(element) for key, element in process.elements.items()},
        flows={_new(key): _flow(flow) for key, flow in process.flows.items()},
    )


def _element(element: Element) -> Element:
    return replace(
        element, id=_new(element.id), parent=_new(element.parent), default=_new(element.default),
        attached_to=_new(element.attached_to),
    )  # fmt: skip


def _flow(flow: Flow) -> Flow:
    return replace(flow, id=_new(flow.id), source=_new(flow.source), target=_new(flow.target))


def _new(name: str) -> str:
    return f"{name}{NEW}" if name else name


class Traveller(Player):
    """Carried to the twin and back again before every move, as by two migrations."""

    def __init__(self, *processes: Process, saving: bool = True, **variables: Any) -> None:
        super().__init__(*processes, saving=saving, **variables)
        self.twin = graph_of(*(twin(process) for process in processes))
        names = [key for process in processes for key in (*process.elements, *process.flows)]
        self.there: dict[str, str | None] = {name: _new(name) for name in names}
        self.back: dict[str, str | None] = {_new(name): name for name in names}

    def reload(self) -> None:
        """Nothing stands in the way, everything waits as before, and the bytes come back as they were."""
        waits, frontier = self.run.waits(), self.run.dump()
        assert hindrances(self.graph, self.twin, frontier, self.there) == ()
        away = transfer(self.graph, self.twin, frontier, self.there, self.clock)
        assert [self.back[wait.element] for wait in away.waits()] == [wait.element for wait in waits]
        self.run = transfer(self.twin, self.graph, away.dump(), self.back, self.clock)
        assert self.run.waits() == waits
        assert self.run.dump() == Run.load(self.graph, frontier, self.clock).dump()
