"""Where a process begins and where its tokens come together."""

from collections.abc import Sequence

from SpiffWorkflow import Workflow
from SpiffWorkflow.bpmn.specs.control import BpmnStartTask
from SpiffWorkflow.task import Task

from engine.spiff.guards import cancel, is_watching
from engine.spiff.mapping import map_outputs
from engine.spiff.merge import merge
from engine.spiff.node import Drawn, Node, Way, enter_notes, entry_name
from engine.spiff.tree import deepest, fork_of, live, remove, standing_at


class Begin(Node, BpmnStartTask):
    """The root of every tree; the drawn start event follows it, of several the one that was asked for.

    A token that a hand moved into the middle of a process goes on there; event sub-processes stand ready all the same.
    """

    # Set by the builder: the start events drawn in this part, and the one that waits for nothing.
    starts: frozenset[str] = frozenset()
    plain: str = ""

    def leave(self, task: Task) -> Sequence[Way]:
        if path := task.internal_data.get("enter"):
            self.send(task, Way("", entry_name(self._wf_spec, path[0])), **enter_notes(path[1:]))
            return [way for way in self.ways if way.target not in self.starts]
        begun = task.internal_data.get("start", self.plain)
        return [way for way in self.ways if way.target == begun or way.target not in self.starts]

    def _on_complete_hook(self, my_task: Task) -> None:
        super()._on_complete_hook(my_task)
        my_task.data = {}


class Started(Drawn):
    """A start event. What the event that began it brought is chosen from by its output mappings."""

    def act(self, task: Task) -> None:
        if self.element.outputs and not self.element.parent:
            task.data = map_outputs(self, task, task.data, {})


class Finish(Node):
    """Collects the tokens that came to an end and lets the last one complete the process.

    Ended tokens are folded into one at once, so that a reminder a week does not grow the instance. Where two of them
    changed the same variable the later end wins: there is no step left at which a person could decide.
    """

    def arrive(self, task: Task) -> bool:
        # The parent is still the element just left: it leaves the tree after its tokens have arrived.
        before = task.parent
        task.internal_data["ended_in"] = before.internal_data.get("ended_in", before.task_spec.name)
        earlier = [token for token in standing_at(self, task.workflow) if token is not task]
        if earlier:
            self._fold([*earlier, task])
        self.close(task.workflow)
        return False

    def close(self, workflow: Workflow) -> None:
        """Complete the workflow if nothing is left in it but what came here, and events that nobody needs any more."""
        others = [token for token in live(workflow) if token.task_spec is not self]
        if all(is_watching(token) for token in others):
            for token in others:
                cancel(token)
            for token in standing_at(self, workflow):
                token._ready()

    def _fold(self, tokens: list[Task]) -> None:
        kept = deepest(tokens)
        kept.data, _ = merge(fork_of(tokens).data, [token.data for token in tokens])
        kept.internal_data = tokens[-1].internal_data
        for token in tokens:
            if token is not kept:
                remove(token)
