"""What the rules let pass can be built and started: nothing is accepted at deployment and refused by the machine."""

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.dialect import read_processes
from engine.model import Known
from engine.rules import judge
from engine.spiff import Run, build
from ground.clock import FixedClock
from ground.errors import Problem

HERE = Path(__file__).parent
CLOCK = FixedClock(datetime(2026, 9, 1, 2, 0, tzinfo=UTC))
ALL = sorted(HERE.glob("*/*.bpmn"))


def start_if_accepted(content: bytes) -> bool:
    """Whether the rules found no error; then the first process is built and started."""
    try:
        processes = read_processes(content, "x.bpmn")
    except Problem:
        return False
    if any(finding.severity == "error" for finding in judge(processes, Known(called=frozenset()))):
        return False
    graph = build({process.id: process for process in processes}, processes[0].id)
    run = Run.new(graph, {}, CLOCK)
    assert run.waits() or run.ended_in
    return True


@pytest.mark.parametrize("drawing", ALL, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_drawing_without_errors_starts_and_waits_or_ends(drawing: Path) -> None:
    started = start_if_accepted(drawing.read_bytes())
    assert started or "good" not in drawing.stem or b"calledElement" in drawing.read_bytes()


@pytest.mark.parametrize("block", range(8))
def test_a_changed_drawing_without_errors_starts_too(block: int) -> None:
    luck = random.Random(block)
    for _ in range(40):
        lines = luck.choice(ALL).read_text("utf-8").splitlines()
        for _ in range(luck.randrange(1, 4)):
            here, there = luck.randrange(2, len(lines) - 1), luck.randrange(2, len(lines) - 1)
            lines[here : here + 1] = luck.choice([[], [lines[here], lines[there]], [lines[there], lines[here]]])
        start_if_accepted("\n".join(lines).encode())
