"""A step as the house stores it, `commands.complete` in its transaction, beside a bare step and the same commit; and
beside the usual way, where the whole workflow is one JSON document that is read and written at every step.

The steps are counted in processor time and the commit, the same for all, by the clock, as in `bench.engine`.
"""

import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from sqlalchemy import Engine, select

import cases.tables  # noqa: F401 - with it the registry knows every table
from bench.bare import Bare
from bench.floor import commit_ms
from bench.page import Line, median
from engine import commands
from engine.model import Known
from engine.tables import Instance, Task
from ground.canonical import digest
from ground.clock import SystemClock
from ground.database import Base, open_database, reading, transaction
from tests.engine.drawing import Drawing

CLOCK = SystemClock()
TASKS = (10, 30, 100)
PASSES = (1, 300)
ROUNDS = 60
FORM = {
    "ho_ten": "Nguyễn Thị Ánh Nguyệt",
    "dia_chi": "Số 12, ngõ 34, phường Dịch Vọng, Hà Nội",
    "ghi_chu": "Hợp lệ. " * 20,
}
# Nothing in it repeats, so that packing it does not flatter us.
TWO_KB = {"don": {f"truong_{number}": digest(bytes([number]))[:30] for number in range(46)}}


def drawing(steps: int, *, back: bool = False) -> Drawing:
    """The procedure of `bench.bare`: user tasks in a row, each followed by a choice that may refuse."""
    drawn = Drawing(f"do_{steps}_{'vong' if back else 'hang'}").start()
    for number in range(steps):
        drawn.user(f"step{number}").exclusive(f"gate{number}", default=f"on{number}")
    drawn.exclusive("gop").end().flow("bat_dau", "vao" if back else "step0")
    if back:
        drawn.exclusive("vao").flow("vao", "step0")
    for number in range(steps):
        follows = f"step{number + 1}" if number + 1 < steps else "gop"
        drawn.flow(f"step{number}", f"gate{number}")
        drawn.flow(f"gate{number}", "vao" if back else "gop", '=outcome = "refused"')
        drawn.flow(f"gate{number}", follows, flow_id=f"on{number}")
    return drawn.flow("gop", "ket_thuc")


class Kept:
    """One running instance in a database with every table of the house."""

    def __init__(self, database: Engine, drawn: Drawing, variables: dict[str, Any]) -> None:
        self.database = database
        with transaction(database) as session:
            definition = commands.deploy(session, CLOCK, drawn.bundle(), Known(), "lam", activate=True)
            started = commands.start(session, CLOCK, definition.key, variables, "HS-1", "binh", definition)
        self.instance_id, self.open = started.instance.id, started.opened

    def step(self, outputs: dict[str, Any]) -> None:
        """Complete the one open task, in a transaction of its own."""
        task = self.open[0]
        with transaction(self.database) as session:
            self.open = commands.complete(session, CLOCK, task.id, task.version, outputs, "chi").opened

    def at_rest(self) -> int:
        """Bytes of what the instance stands at: its frontier, its variables among them, and its open tasks."""
        with reading(self.database) as session:
            instance = session.get_one(Instance, self.instance_id)
            waiting = session.scalars(select(Task).where(Task.instance_id == instance.id, Task.state == "open"))
            rows = [[task.id, task.token, task.element, task.name, task.role, task.properties] for task in waiting]
            return len(instance.frontier) + len(orjson.dumps([instance.standing, rows]))


class Whole:
    """The usual way: the workflow with its specs and its past as one JSON document."""

    def __init__(self, steps: int) -> None:
        self.serializer = BpmnWorkflowSerializer()
        self.content = self.serializer.serialize_json(Bare(steps).workflow)

    def step(self, outputs: dict[str, Any]) -> None:
        """Read it, complete the open task, write it."""
        bare = Bare.__new__(Bare)
        bare.workflow = self.serializer.deserialize_json(self.content)
        bare.step(outputs)
        self.content = self.serializer.serialize_json(bare.workflow)


def run(full: bool) -> list[Line]:
    """Every size once; three times over in full."""
    return [line for _ in range(3 if full else 1) for line in _once()]


def _once() -> Iterator[Line]:
    with TemporaryDirectory(prefix="motcua-bench-") as folder:
        database = _database(Path(folder))
        commits = commit_ms(database)
        yield Line("one commit of 3 kB, SQLite FULL", commits, "ms")
        for tasks in TASKS:
            yield from _row(tasks, database, commits)
        for count in PASSES:
            yield from _loop(count, database, commits)
        yield from _size(database)
        database.dispose()


def _database(folder: Path) -> Engine:
    database = open_database(f"sqlite:///{folder / 'bench.sqlite'}")
    Base.metadata.create_all(database)
    return database


def _row(tasks: int, database: Engine, commits: float) -> Iterator[Line]:
    kept, bare, whole = Kept(database, drawing(tasks), {}), Bare(tasks), Whole(tasks)
    ours, floor, usual = [], [], []
    for number in range(tasks - 1):
        outputs = {f"buoc_{number}": FORM, "outcome": "granted"}
        ours.append(_ms(partial(kept.step, outputs)))
        floor.append(_ms(partial(bare.step, outputs)))
        usual.append(_ms(partial(whole.step, outputs)))
    yield from _compared(f"{tasks} tasks", median(ours), median(floor), commits)
    yield Line(f"{tasks} tasks: whole-workflow JSON", median(usual), "ms of processor")


def _loop(count: int, database: Engine, commits: float) -> Iterator[Line]:
    kept, outputs = Kept(database, drawing(1, back=True), {}), {"buoc": FORM, "outcome": "refused"}
    for _ in range(count - 1):
        kept.step(outputs)
    ours = [_ms(partial(kept.step, outputs)) for _ in range(ROUNDS)]
    floor = [_ms(partial(Bare(1, back=True).step, outputs)) for _ in range(ROUNDS)]
    yield from _compared(f"loop pass {count}", median(ours), median(floor), commits)


def _size(database: Engine) -> Iterator[Line]:
    kept = Kept(database, drawing(30), TWO_KB)
    for _ in range(20):
        kept.step({"outcome": "granted"})
    yield Line("stored state at step 20 of 30, 2 kB of variables", kept.at_rest(), "B", "<= 5120")


def _compared(name: str, ours: float, bare: float, commits: float) -> Iterator[Line]:
    yield Line(f"{name}: commands.complete in its transaction", ours, "ms of processor")
    yield Line(f"{name}: the bare step", bare, "ms of processor")
    yield Line(f"{name}: with the commit, beside bare", (ours + commits) / (bare + commits), "times", "<= 3")


def _ms(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000
