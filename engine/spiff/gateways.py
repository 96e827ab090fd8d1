"""Gateways: the exclusive asks FEEL, the parallel counts tokens by incoming flow, the event-based opens a race."""

from collections.abc import Sequence
from typing import Any

from SpiffWorkflow import Workflow
from SpiffWorkflow.bpmn.specs.defaults import ExclusiveGateway, ParallelGateway
from SpiffWorkflow.task import Task

from engine.spiff.errors import Stall
from engine.spiff.merge import merge
from engine.spiff.node import Drawn, Way
from engine.spiff.tree import deepest, fork_of, remove, standing_at


class Exclusive(Drawn, ExclusiveGateway):
    """Takes the first flow, in the order of the drawing, whose condition is true, else the default flow.

    Upstream raises out of the workflow when nothing matches and takes whatever Python calls true.
    """

    def __init__(self, *args: Any, conditions: dict[str, str], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.conditions = conditions

    def act(self, task: Task) -> None:
        task.internal_data["taken"] = self._taken(task)

    def leave(self, task: Task) -> Sequence[Way]:
        return [way for way in self.ways if way.flow == task.internal_data["taken"]]

    def _taken(self, task: Task) -> str:
        if len(self.ways) == 1 and not self.conditions:
            return self.ways[0].flow
        for flow, condition in self.conditions.items():
            value = self.value(task, condition)
            if value is True:
                return flow
            if value is not False:
                raise Stall("condition_not_boolean", flow=flow, value=value)
        if not self.element.default:
            raise Stall("no_flow_taken")
        return self.element.default


class Parallel(Drawn, ParallelGateway):
    """Waits for one token on each incoming flow, takes exactly these, and sends one on each outgoing flow.

    Upstream looks for finished inputs in the tree, where those of an earlier pass of a loop still lie; here a token
    that is used up is gone, and a second one on the same flow waits its turn.
    """

    # Set by the builder: the ids of the incoming flows.
    incoming: tuple[str, ...] = ()

    @property
    def counts_flows(self) -> bool:
        return len(self.incoming) > 1

    def arrive(self, task: Task) -> bool:
        if not self.counts_flows:
            return True
        notes = task.internal_data
        if "turn" not in notes:
            notes["turn"] = 1 + max(other.internal_data.get("turn", 0) for other in standing_at(self, task.workflow))
        while (tokens := self._full_set(task.workflow)) and self._join(tokens):
            pass
        return False

    def _full_set(self, workflow: Workflow) -> list[Task]:
        first: dict[str, Task] = {}
        for token in sorted(standing_at(self, workflow), key=lambda token: token.internal_data["turn"]):
            first.setdefault(token.internal_data["flow"], token)
        return [first[flow] for flow in self.incoming] if len(first) == len(self.incoming) else []

    def _join(self, tokens: list[Task]) -> bool:
        merged, clashes = merge(fork_of(tokens).data, [token.data for token in tokens])
        if clashes:
            last = max(tokens, key=lambda token: token.internal_data["turn"])
            last.internal_data["stalled"] = ["parallel_conflict", {"variable": clashes[0]}]
            return False
        chosen = deepest(tokens)
        chosen.data, chosen.internal_data = merged, {}
        for token in tokens:
            if token is not chosen:
                remove(token)
        chosen._ready()
        return True


class Race(Drawn):
    """An event-based gateway: every event behind it waits, the first to come cancels the others."""

    def leave(self, task: Task) -> Sequence[Way]:
        for way in self.ways:
            self.send(task, way, race=task.id.hex)
        return ()
