"""One instance being moved: load, one command, dump. The only door to SpiffWorkflow."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from SpiffWorkflow import Workflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.spiff import frontier as stored
from engine.spiff.errors import BegunByEvents, Stall, TokenElsewhere, TokenGone, TooManyTokens
from engine.spiff.events import due_note, due_of
from engine.spiff.gateways import Parallel, settle
from engine.spiff.graph import Graph
from engine.spiff.inside import gathered
from engine.spiff.instance import Instance, Others
from engine.spiff.moving import move
from engine.spiff.node import Drawn, visible
from engine.spiff.rest import at_rest, check_size, from_outside
from engine.spiff.story import Signal, Step, Wait
from engine.spiff.throws import ERROR, throw
from engine.spiff.tree import is_live, standing_at
from engine.spiff.waits import kind_of, waits_of
from ground.canonical import Json
from ground.clock import Clock

LIMIT_STEPS = 10_000
# How long one command may go on without a wait; the tokens that are left stall, to be tried again by a person.
LIMIT_SECONDS = 6.0
# Everything that lives at once, forks and inner workflows included.
LIMIT_TOKENS = 10_000
LOOK_EVERY = 10


class Run:
    """An instance in memory, for the length of one transaction. Not for two threads at once; its graph is.

    `entered` and `left` tell the way it came since `new` or `load`; `ended_in` is the end event that finished it.
    Every command runs on to the next waits, or raises `TooManyTokens`. A failing expression never raises: its token is
    a wait of kind `stalled`, and so are those left when a command's steps (`too_many_steps`) or its time (`too_long`)
    are spent.
    """

    seconds: ClassVar[float] = LIMIT_SECONDS

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._recorded: dict[str, Any] | None = None

    @classmethod
    def new(
        cls, graph: Graph, variables: Mapping[str, Json], clock: Clock, others: Others | None = None, *,
        process: str = "", begun_by: str = "",
    ) -> Self:  # fmt: skip
        """Start the main process (or another pool's) at its plain start event, or at the one whose event happened.

        Raises `BegunByEvents`, `ValueNotJson`, `VariablesTooLarge` or `TooManyTokens`.
        """
        plan = graph.plans[process or graph.main]
        if not begun_by and not plan.start.plain:
            raise BegunByEvents(process=plan.process)
        run = cls(Instance(plan, graph.plans, clock, others))
        root = run._instance.task_tree
        root.data, root.internal_data = at_rest(variables), {"start": begun_by} if begun_by else {}
        run._proceed()
        return run

    @classmethod
    def load(cls, graph: Graph, frontier: bytes, clock: Clock, others: Others | None = None) -> Self:
        """Continue from stored bytes. Raises `FrontierNotReadable`."""
        return cls(stored.unpack(graph, frontier, clock, others))

    def dump(self) -> bytes:
        """The bytes to store: live tokens, shared forks and variables, compressed."""
        return stored.pack(self._recorded or stored.record(self._instance))

    @property
    def entered(self) -> list[Step]:
        """Elements entered since `new` or `load`, automatic ones too, in order."""
        return self._instance.entered

    @property
    def left(self) -> list[Step]:
        """Elements completed since `new` or `load`, in order; cancelled ones are not among them."""
        return self._instance.left

    @property
    def thrown(self) -> list[Signal]:
        """The signals thrown since `new` or `load`, in order: those who wait for them elsewhere are to be told."""
        return self._instance.thrown

    def take_thrown(self) -> list[Signal]:
        """The same, each told once: they are taken away."""
        thrown, self._instance.thrown = self._instance.thrown, []
        return thrown

    @property
    def process(self) -> str:
        """The main process."""
        name: str = self._instance.spec.name
        return name

    @property
    def ended_in(self) -> str | None:
        """The end event that finished the main process; None while it runs."""
        return self._instance.ended_in

    @property
    def is_late(self) -> bool:
        """Whether the time of some command since `new` or `load` was not enough."""
        return self._instance.is_late

    def waits(self) -> tuple[Wait, ...]:
        """Everything the instance stands at now, in tree order."""
        return waits_of(self._instance)

    def complete(self, token: str, outputs: Mapping[str, Json]) -> None:
        """A person completed the task, or the worker the job, with these outputs.

        Raises `TokenGone`, `TokenElsewhere`, `ValueNotJson`, `VariableReserved` or `VariablesTooLarge`.
        """
        task = self._standing(token, "task", "job")
        task.internal_data["outputs"] = from_outside(outputs)
        self._instance.agenda.append(task)
        self._proceed()

    def fire(self, token: str) -> None:
        """A timer event is due. Raises `TokenGone` or `TokenElsewhere`."""
        self._standing(token, "timer")._ready()
        self._proceed()

    def receive(self, token: str, variables: Mapping[str, Json]) -> None:
        """The message or signal this event waits for has come. Raises like `complete`."""
        task = self._standing(token, "message", "signal")
        task.internal_data["outputs"] = from_outside(variables)
        task._ready()
        self._proceed()

    def reschedule(self, token: str, due_at: datetime) -> None:
        """Move a timer event to another instant (aware). Raises `TokenGone` or `TokenElsewhere`."""
        if due_at.tzinfo is None:
            raise ValueError("a timer needs an aware instant")
        task = self._standing(token, "timer")
        task.internal_data["due"] = due_note(due_of(task)._replace(at=due_at.astimezone(UTC)))
        self._recorded = None

    def throw(self, token: str, error_code: str) -> bool:
        """A job ended in a BPMN error. False: nothing here catches it, the job stays."""
        caught = throw(self._standing(token, "job"), ERROR, error_code)
        if caught is not None:
            self._proceed()
        return caught is not None

    def retry(self, token: str) -> None:
        """Let a stalled token try again where it stands. Raises `TokenGone` or `TokenElsewhere`."""
        task = self._task(token)
        spec = task.task_spec
        if "stalled" not in task.internal_data and not isinstance(spec, Parallel):
            raise TokenElsewhere(element=spec.name, asked="stalled")
        task.internal_data.pop("stalled", None)
        if task.state == TaskState.WAITING:
            if spec.try_arrival(task):
                task._ready()
        else:
            task._set_state(TaskState.READY)
            self._instance.agenda.append(task)
        self._proceed()

    def assign(self, variables: Mapping[str, Json], token: str | None = None) -> None:
        """Correct variables where this token stands, or everywhere. At a join all tokens that came there take them.

        Raises `TokenGone`, `ValueNotJson` or `VariablesTooLarge`.
        """
        corrected = at_rest(variables)
        if token is None:
            # Forks too: what is corrected everywhere was not changed by a branch.
            tasks = [task for workflow in self._workflows() for task in workflow.tasks.values()]
        else:
            tasks = self._standing_with(self._task(token))
        for task in tasks:
            _correct(task, corrected)
        self._proceed()

    def move(self, token: str, element: str) -> None:
        """Take a token away and let it arrive at another element: of its process, of one that calls it or that it
        calls. What `engine.spiff.moving.move` says holds.

        Raises `TokenGone`, `TokenNotMovable` or `ElementNotEnterable`.
        """
        move(self._task(token), element)
        self._proceed()

    def variables(self, token: str | None = None) -> dict[str, Json]:
        """The variables seen at this token; without one, those of the main process, parallel branches merged."""
        if token is not None:
            return at_rest(visible(self._task(token)))
        instance = self._instance
        return at_rest(instance.data if instance.completed else gathered(instance))

    def _proceed(self) -> None:
        steps = LIMIT_STEPS
        agenda = self._instance.agenda
        self._instance.hurry(self.seconds)
        while agenda or settle(self._instance):
            task = agenda.popleft()
            if task.state != TaskState.READY or not self._instance.holds(task):
                continue
            if steps % LOOK_EVERY == 0:
                self._check_width()
            self._step(task, steps)
            steps -= 1
        self._check_width()
        self._recorded = stored.record(self._instance)
        check_size(stored.weight(self._recorded))

    def _step(self, task: Task, steps: int) -> None:
        try:
            if steps <= 0:
                raise Stall("too_many_steps", limit=LIMIT_STEPS)
            self._instance.check_time()
        except Stall as stall:
            task.internal_data["stalled"] = [stall.code, stall.params]
        else:
            task.run()

    def _check_width(self) -> None:
        if sum(len(workflow.tasks) for workflow in self._workflows()) > LIMIT_TOKENS:
            raise TooManyTokens(limit=LIMIT_TOKENS)

    def _workflows(self) -> list[Workflow]:
        return [self._instance, *self._instance.subprocesses.values()]

    def _task(self, token: str) -> Task:
        try:
            key = UUID(hex=token)
        except ValueError as error:
            raise TokenGone(token=token) from error
        for workflow in self._workflows():
            task = workflow.tasks.get(key)
            if task is not None and is_live(task) and isinstance(task.task_spec, Drawn):
                return task
        raise TokenGone(token=token)

    def _standing(self, token: str, *kinds: str) -> Task:
        task = self._task(token)
        if kind_of(task) not in kinds:
            raise TokenElsewhere(element=task.task_spec.element.id, asked=", ".join(kinds))
        return task

    def _standing_with(self, task: Task) -> list[Task]:
        at_join = isinstance(task.task_spec, Parallel) and task.state == TaskState.WAITING
        return standing_at(task.task_spec, task.workflow) if at_join else [task]


def _correct(task: Task, corrected: dict[str, Any]) -> None:
    task.data = task.data | corrected
    local = task.internal_data.get("local", {})
    for name in local.keys() & corrected.keys():
        local[name] = corrected[name]
