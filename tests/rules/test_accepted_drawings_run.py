"""What the rules let pass can be built, started and played on: nothing is accepted at deployment and refused later."""

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.dialect import read_processes
from engine.model import Known, Process, mains
from engine.rules import judge
from engine.spiff import Graph, Run, Wait, build
from ground.clock import FixedClock
from ground.errors import Problem

HERE = Path(__file__).parent
CLOCK = FixedClock(datetime(2026, 9, 1, 2, 0, tzinfo=UTC))
ALL = sorted(HERE.glob("*/*.bpmn"))
# Without the process it calls, or without a main one, a good drawing is no bundle that could be started.
ALONE = {path for path in ALL if "good" in path.stem and b"calledElement" not in path.read_bytes()}
GOOD = [path for path in ALL if "good" in path.stem]
MOVES = 12


def accepted(content: bytes) -> tuple[Process, ...]:
    """The processes of a drawing in which the rules find no error; none when they do."""
    try:
        processes = read_processes(content, "x.bpmn")
    except Problem:
        return ()
    errors = [finding for finding in judge(processes, Known(called=frozenset())) if finding.severity == "error"]
    return () if errors or len(mains(processes)) != 1 else processes


def runs_of(processes: tuple[Process, ...]) -> list[Run]:
    """A run from every place at which one of these processes may begin."""
    graph = build({process.id: process for process in processes}, mains(processes)[0].id) if processes else None
    return [_begun(graph, process, start.id) for process in processes for start in process.starts if graph is not None]


def _begun(graph: Graph, process: Process, start: str) -> Run:
    is_plain = process.plain_start is not None and process.plain_start.id == start
    return Run.new(graph, {}, CLOCK, process=process.id, begun_by="" if is_plain else start)


def play(run: Run, luck: random.Random) -> bool:
    """Do what it waits for, a few times; whether it always waited for something or had ended."""
    for _ in range(MOVES):
        ready = [wait for wait in run.waits() if wait.kind != "stalled"]
        if not ready:
            return bool(run.waits() or run.ended_in)
        _move(run, luck.choice(ready))
    return bool(run.waits() or run.ended_in)


def _move(run: Run, wait: Wait) -> None:
    if wait.kind == "timer":
        run.fire(wait.token)
    elif wait.kind in ("message", "signal"):
        run.receive(wait.token, {})
    else:
        run.complete(wait.token, {})


@pytest.mark.parametrize("drawing", ALL, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_drawing_without_errors_runs_from_each_of_its_starts(drawing: Path) -> None:
    runs = runs_of(accepted(drawing.read_bytes()))
    assert [play(run, random.Random(0)) for run in runs] == [True] * len(runs)
    assert runs or drawing not in ALONE


@pytest.mark.parametrize("block", range(8))
def test_a_changed_drawing_without_errors_runs_too(block: int) -> None:
    luck = random.Random(block)
    played = 0
    for _ in range(40):
        lines = luck.choice(GOOD if luck.random() < 0.8 else ALL).read_text("utf-8").splitlines()
        for _ in range(luck.randrange(1, 4)):
            here, there = luck.randrange(2, len(lines) - 1), luck.randrange(2, len(lines) - 1)
            lines[here : here + 1] = luck.choice([[], [lines[there], lines[here]], [lines[there]], [lines[here]]])
        runs = runs_of(accepted("\n".join(lines).encode()))
        assert [play(run, luck) for run in runs] == [True] * len(runs)
        played += len(runs)
    assert played > 0, "none of the changed drawings was accepted: nothing was tried"
