"""One step of an instance (load, complete, dump, commit) beside SpiffWorkflow bare in memory and the same commit.

The steps are counted in processor time and the commit, the same for both, by the clock: a busy machine then changes the
figures less than the ratio.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Engine, text

from bench.bare import Bare
from bench.page import Line, median
from engine.model import Element, Flow, Kind, Process
from engine.spiff import Graph, Run, build
from ground.clock import FixedClock
from ground.database import open_database

CLOCK = FixedClock(datetime(2026, 8, 25, 2, tzinfo=UTC))
TASKS = (10, 30, 100)
PASSES = (1, 300)
ROUNDS = 60
FORM = {
    "ho_ten": "Nguyễn Thị Ánh Nguyệt",
    "dia_chi": "Số 12, ngõ 34, phường Dịch Vọng, Hà Nội",
    "ghi_chu": "Hợp lệ. " * 20,
}


def procedure(steps: int, *, back: bool = False) -> Graph:
    """`steps` user tasks in a row, each followed by a choice that may refuse: to the end, or back to the first."""
    nodes = [_node("start", Kind.START), _node("end", Kind.END)]
    flows = [Flow("begin", "start", "step0", 1)]
    for number in range(steps):
        task, gate, on = f"step{number}", f"gate{number}", f"on{number}"
        nodes += [_node(task, Kind.USER_TASK), _node(gate, Kind.EXCLUSIVE, default=on)]
        flows.append(Flow(f"to{number}", task, gate, 1))
        flows.append(Flow(f"no{number}", gate, "step0" if back else "end", 1, condition='=outcome = "refused"'))
        flows.append(Flow(on, gate, f"step{number + 1}" if number + 1 < steps else "end", 1))
    process = Process("p", "p", "p.bpmn", 1, {node.id: node for node in nodes}, {flow.id: flow for flow in flows})
    return build({"p": process}, "p")


class Kept:
    """A stored instance, as the house has it: bytes that are loaded, changed and dumped with every step."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.frontier = Run.new(graph, {}, CLOCK).dump()

    def step(self, outputs: dict[str, Any]) -> None:
        """Complete the one open task."""
        run = Run.load(self.graph, self.frontier, CLOCK)
        run.complete(run.waits()[0].token, outputs)
        self.frontier = run.dump()


def commit(database: Engine, content: bytes) -> None:
    """One transaction that changes one row to these bytes."""
    with database.begin() as connection:
        connection.execute(text("UPDATE kept SET frontier = :content"), {"content": content})


def _node(key: str, kind: Kind, **rest: Any) -> Element:
    return Element(id=key, kind=kind, tag=kind.value, line=1, name=key, **rest)


def _database(folder: str) -> Engine:
    database = open_database(f"sqlite:///{Path(folder) / 'bench.db'}")
    with database.begin() as connection:
        connection.execute(text("CREATE TABLE kept (frontier BLOB)"))
        connection.execute(text("INSERT INTO kept VALUES (x'00')"))
    return database


def _ms(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    started = clock()
    work()
    return (clock() - started) * 1000


def _outputs(number: int, outcome: str) -> dict[str, Any]:
    return {f"buoc_{number}": FORM, "outcome": outcome}


def _steps(tasks: int, database: Engine) -> list[Line]:
    """Every step of a procedure of so many tasks, on both."""
    kept, bare = Kept(procedure(tasks)), Bare(tasks)
    ours, floor, commits = [], [], []
    for number in range(tasks - 1):
        outputs = _outputs(number, "granted")
        ours.append(_ms(partial(kept.step, outputs)))
        floor.append(_ms(partial(bare.step, outputs)))
        commits.append(_ms(partial(commit, database, kept.frontier), time.perf_counter))
    return _compared(f"{tasks} tasks", median(ours), median(floor), median(commits), len(kept.frontier))


def _passes(count: int, database: Engine) -> list[Line]:
    """A supplement loop after so many passes, beside a bare instance in its first passes."""
    kept = Kept(procedure(1, back=True))
    for _ in range(count - 1):
        kept.step(_outputs(0, "refused"))
    ours, floor, commits = [], [], []
    for _ in range(ROUNDS):
        bare = Bare(1, back=True)
        outputs = _outputs(0, "refused")
        ours.append(_ms(partial(kept.step, outputs)))
        floor.append(_ms(partial(bare.step, outputs)))
        commits.append(_ms(partial(commit, database, kept.frontier), time.perf_counter))
    return _compared(f"loop pass {count}", median(ours), median(floor), median(commits), len(kept.frontier))


def _compared(name: str, ours: float, bare: float, commits: float, size: int) -> list[Line]:
    return [
        Line(f"{name}: load, complete, dump", ours, "ms of processor"),
        Line(f"{name}: the bare step", bare, "ms of processor"),
        Line(f"{name}: the commit of both", commits, "ms"),
        Line(f"{name}: with the commit, beside bare", (ours + commits) / (bare + commits), "times", "<= 6"),
        Line(f"{name}: bytes at rest", size, "B"),
    ]


def run(full: bool) -> list[Line]:
    """Every size once; three times over in full."""
    lines = []
    for _ in range(3 if full else 1):
        with TemporaryDirectory(prefix="motcua-bench-") as folder:
            database = _database(folder)
            for tasks in TASKS:
                lines += _steps(tasks, database)
            for count in PASSES:
                lines += _passes(count, database)
            database.dispose()
    return lines
