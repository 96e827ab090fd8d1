"""What every element has in common: how a token arrives, runs, leaves along the flows, or stalls."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from SpiffWorkflow.bpmn.specs.defaults import BpmnSpecMixin
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.model import Element
from engine.spiff.errors import Stall
from engine.spiff.formula import formula
from engine.spiff.story import Step


class Way(NamedTuple):
    """One way out of a node: the id of the drawn flow (empty for ours) and the name of the spec it leads to."""

    flow: str
    target: str


class Node(BpmnSpecMixin):
    """Base of our specs. Upstream's hooks are overridden so that nothing is predicted and nothing runs ahead.

    A spec is shared by all instances of a definition and by all threads: after the graph is built no method writes to
    `self`. What belongs to one token lies in `task.internal_data`, which the frontier stores.
    """

    # Whether the story tells of this node; of those drawn it does.
    is_told = False

    def __init__(self, plan: Any, name: str, **rest: Any) -> None:
        super().__init__(plan, name, **rest)
        self.ways: list[Way] = []

    def lead_to(self, target: "Node", flow: str = "") -> None:
        """Draw one way out; called while the graph is built only."""
        self.ways.append(Way(flow, target.name))
        self.connect(target)

    # What the kinds of elements say

    @property
    def counts_flows(self) -> bool:
        """Whether a token here must remember the flow it came by."""
        return False

    def is_entered_by_arrival(self, task: Task) -> bool:
        """Whether the element counts as entered when the token arrives (activities, waits) or only when it runs."""
        return False

    def arrive(self, task: Task) -> bool:
        """A token came: True when it may run (or stands ready for a person), False when it waits. May raise `Stall`."""
        return True

    def act(self, task: Task) -> None:
        """The token runs. May raise `Stall`, and then must not have changed anything."""

    def leave(self, task: Task) -> Sequence[Way]:
        """The ways the finished token takes."""
        return self.ways

    # Upstream's hooks

    def test(self) -> None:
        """Nothing to check at run time: the builder has."""

    def _predict(self, my_task: Task, *_args: Any, **_options: Any) -> None:
        """No futures: upstream's prediction doubles the tree with each parallel block and its joins rely on it."""

    def _update_hook(self, my_task: Task) -> bool:
        if self.is_entered_by_arrival(my_task):
            self.note_entered(my_task)
        return self.try_arrival(my_task)

    def _on_ready_hook(self, my_task: Task) -> None:
        if not self.manual:
            my_task.workflow.top_workflow.agenda.append(my_task)

    def _run_hook(self, my_task: Task) -> bool | None:
        notes = my_task.internal_data
        if not self.is_entered_by_arrival(my_task) and not notes.pop("tried", False):
            self.note_entered(my_task)
        try:
            self.act(my_task)
        except Stall as stall:
            notes |= {"tried": True, "stalled": [stall.code, stall.params]}
            return None  # upstream's word for: started, not finished
        return True

    def _on_complete_hook(self, my_task: Task) -> None:
        if self.is_told:
            my_task.workflow.top_workflow.left.append(self.step(my_task))
        for way in self.leave(my_task):
            self.send(my_task, way)

    # Tools for the kinds

    def try_arrival(self, task: Task) -> bool:
        """Arrive, again if need be; a failure leaves the token stalled."""
        task._set_state(TaskState.WAITING)
        try:
            return self.arrive(task)
        except Stall as stall:
            task.internal_data["stalled"] = [stall.code, stall.params]
            return False

    def send(self, task: Task, way: Way, **notes: Any) -> Task:
        """Put a token on this way; upstream lets it arrive when `task` is complete."""
        spec = task.workflow.spec.task_specs[way.target]
        child = task._add_child(spec, TaskState.FUTURE)
        child.data = dict(task.data)
        child.internal_data = notes | {"flow": way.flow} if spec.counts_flows else notes
        return child

    def note_entered(self, task: Task) -> None:
        """Write down that the token came to this element."""
        if self.is_told:
            task.workflow.top_workflow.entered.append(self.step(task))

    def step(self, task: Task) -> Step:
        """The line of the story about this token here."""
        return Step(self._wf_spec.process, self.name, task.id.hex)

    def value(self, task: Task, text: str, context: dict[str, Any] | None = None) -> Any:
        """What a text of the drawing says where this token stands. Raises `Stall`."""
        top = task.workflow.top_workflow
        top.check_time()
        return formula(text).value(visible(task) if context is None else context, top.clock)

    def needed(self, task: Task, text: str, fits: Callable[[Any], bool], wanted: str) -> Any:
        """Like `value`, where the element cannot do without one that `fits`. Raises `Stall`."""
        top = task.workflow.top_workflow
        top.check_time()
        return formula(text).needed(visible(task), top.clock, fits, wanted)


class Drawn(Node):
    """A node that is an element of the drawing."""

    is_told = True

    def __init__(self, plan: Any, name: str, element: Element, **rest: Any) -> None:
        super().__init__(plan, name, **rest)
        self.element = element


def entry_name(plan: Any, element: str) -> str:
    """The name of the node a token comes to first on its way to an element: its guard, where it has one."""
    guard = f"{element}:guard"
    return guard if guard in plan.task_specs else element


def enter_notes(path: Sequence[str]) -> dict[str, Any]:
    """The note of a token that is to go on inside a part or a called process, past its start: to these elements, one
    inside the other.
    """
    return {"enter": list(path)} if path else {}


def visible(task: Task) -> dict[str, Any]:
    """The variables an expression sees here: the token's own and, on top, those local to the element."""
    variables: dict[str, Any] = task.data
    local = task.internal_data.get("local")
    return variables | local if local else variables
