"""Where a process begins and where its tokens come together."""

from SpiffWorkflow.bpmn.specs.control import BpmnStartTask
from SpiffWorkflow.task import Task

from engine.spiff.merge import merge
from engine.spiff.node import Node
from engine.spiff.tree import deepest, fork_of, live, remove, standing_at


class Begin(Node, BpmnStartTask):
    """The root of every tree; the drawn start event follows it."""

    def _on_complete_hook(self, my_task: Task) -> None:
        super()._on_complete_hook(my_task)
        my_task.data = {}


class Finish(Node):
    """Collects the tokens that came to an end and lets the last one complete the process.

    Ended tokens are folded into one at once, so that a reminder a week does not grow the instance. Where two of them
    changed the same variable the later end wins: there is no step left at which a person could decide.
    """

    def arrive(self, task: Task) -> bool:
        # The parent is still the element just left: it leaves the tree after its tokens have arrived.
        task.internal_data["ended_in"] = task.parent.task_spec.name
        earlier = [token for token in standing_at(self, task.workflow) if token is not task]
        token = self._fold([*earlier, task]) if earlier else task
        if live(task.workflow) == [token]:
            token._ready()
        return False

    def _fold(self, tokens: list[Task]) -> Task:
        kept = deepest(tokens)
        kept.data, _ = merge(fork_of(tokens).data, [token.data for token in tokens])
        kept.internal_data = tokens[-1].internal_data
        for token in tokens:
            if token is not kept:
                remove(token)
        return kept
