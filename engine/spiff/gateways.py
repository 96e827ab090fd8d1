"""Gateways: the exclusive asks FEEL, the parallel counts tokens by incoming flow, the inclusive does both; the
event-based opens a race."""

from collections.abc import Mapping, Sequence
from typing import Any

from SpiffWorkflow import Workflow
from SpiffWorkflow.bpmn.specs.defaults import ExclusiveGateway, ParallelGateway
from SpiffWorkflow.task import Task

from engine.spiff.errors import Stall
from engine.spiff.merge import merge
from engine.spiff.node import Drawn, Way
from engine.spiff.tree import deepest, fork_of, live, remove, standing_at


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
            if is_true(self, task, flow, condition):
                return flow
        return default_of(self)


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
        self.joined(task.workflow)
        return False

    def joined(self, workflow: Workflow) -> None:
        """Join as many full sets of tokens as stand here."""
        while len(tokens := self.first_of_each_flow(workflow)) == len(self.incoming) and self.join(tokens):
            pass

    def first_of_each_flow(self, workflow: Workflow) -> list[Task]:
        """The token that has stood here longest, of each flow on which one came."""
        first: dict[str, Task] = {}
        for token in sorted(standing_at(self, workflow), key=lambda token: token.internal_data["turn"]):
            first.setdefault(token.internal_data["flow"], token)
        return [first[flow] for flow in self.incoming if flow in first]

    def join(self, tokens: list[Task]) -> bool:
        """Make one ready token of these; False when two of them disagree."""
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


class Inclusive(Parallel):
    """Sends a token on every flow whose condition is true; joins those that came once no other can come any more.

    A token that could still come by a flow without one is waited for, unless it could as well come by a flow that has
    one: so BPMN keeps two joins of a loop from waiting for each other. Looked at when nothing else moves.
    """

    # Set by the builder: the conditions of the outgoing flows, and for each incoming one the elements before it.
    conditions: Mapping[str, str] = {}
    before: Mapping[str, frozenset[str]] = {}

    def joined(self, workflow: Workflow) -> None:
        """Nothing yet: the tokens that still run come first."""

    def settle(self, workflow: Workflow) -> bool:
        """Join what stands here if nothing is missing; whether it did."""
        tokens = self.first_of_each_flow(workflow)
        if not tokens or any("stalled" in token.internal_data for token in tokens):
            return False
        return not self._is_missing(tokens, workflow) and self.join(tokens)

    def act(self, task: Task) -> None:
        if len(self.ways) == 1 and not self.conditions:
            task.internal_data["taken"] = [self.ways[0].flow]
        else:
            taken = [flow for flow, condition in self.conditions.items() if is_true(self, task, flow, condition)]
            task.internal_data["taken"] = taken or [default_of(self)]

    def leave(self, task: Task) -> Sequence[Way]:
        return [way for way in self.ways if way.flow in task.internal_data["taken"]]

    def _is_missing(self, tokens: list[Task], workflow: Workflow) -> bool:
        here = {token.internal_data["flow"] for token in tokens}
        # An armed boundary event goes nowhere by itself: its activity stands for it.
        others = {
            task.task_spec.name.partition(":")[0] for task in live(workflow) if "guards" not in task.internal_data
        }
        missing = set().union(*(self.before[flow] for flow in self.incoming if flow not in here))
        coming = set().union(*(self.before[flow] for flow in here))
        return bool(others & missing - coming)


class Ways(Inclusive):
    """The ways out of a step whose flows have conditions: each that is true is taken, one without always, else the
    default. Its own node, so that a condition that fails is asked again without doing the step again."""

    is_told = False


def settle(instance: Any) -> bool:
    """Let the first inclusive join go on that waits for nothing any more; whether there was one."""
    workflows = [instance, *instance.subprocesses.values()]
    return any(node.settle(workflow) for workflow in workflows for node in workflow.spec.settling)


def is_true(node: Drawn, task: Task, flow: str, condition: str) -> bool:
    """Whether this flow is to be taken. Raises `Stall` for a condition that is neither true nor false."""
    value = node.value(task, condition)
    if not isinstance(value, bool):
        raise Stall("condition_not_boolean", flow=flow, value=value)
    return value


def default_of(node: Drawn) -> str:
    """The flow for when no condition is true. Raises `Stall` when none is drawn."""
    if not node.element.default:
        raise Stall("no_flow_taken")
    return node.element.default


class Race(Drawn):
    """An event-based gateway: every event behind it waits, the first to come cancels the others."""

    def leave(self, task: Task) -> Sequence[Way]:
        for way in self.ways:
            self.send(task, way, race=task.id.hex)
        return ()
