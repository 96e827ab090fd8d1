"""A hostile drawing is refused with rule, place and sentence, or it runs: no crash, no hang, no line of Python."""

import os
import time
from typing import Any

import pytest

from engine import definitions
from engine.model import Finding, Known
from engine.passport import passports_of
from engine.spiff import Run, build
from ground.clock import FixedClock
from ground.errors import Problem
from tests.conftest import MORNING
from tests.hostile.drawings import hostile_drawing
from tests.hostile.traps import MARK, check_sentences

ROUNDS = int(os.environ.get("HOSTILE_ROUNDS", "300"))
LONGEST_SECONDS = 10
MOVES = 30


@pytest.mark.parametrize("part", range(10))
def test_a_hostile_drawing_is_refused_with_its_place_or_runs(part: int) -> None:
    MARK.unlink(missing_ok=True)
    for seed in range(part, ROUNDS, 10):
        began = time.process_time()
        answer(hostile_drawing(seed))
        assert time.process_time() - began < LONGEST_SECONDS, seed
    assert not MARK.exists()


def answer(content: bytes) -> str:
    """Refused, or played: deployed as `deploy` does it, and told by the passport as `motcua import` does it."""
    files = {"x.bpmn": content}
    (passport,) = passports_of(files, Known())
    try:
        found = definitions.check(files, Known())
    except Problem as problem:
        check_sentences(problem)
        return "unreadable"
    for finding in found:
        check_finding(finding, content)
    assert list(passport.refused) == [one for one in found if one.severity == "error"]
    if passport.refused:
        return "refused"
    return play(content)


def check_finding(finding: Finding, content: bytes) -> None:
    assert all([finding.rule, finding.message["vi"], finding.message["en"]])
    assert 1 <= finding.line <= content.count(b"\n") + 1, finding
    assert max(map(len, (*finding.message.values(), *finding.mend.values()))) < 3_000, finding


def play(content: bytes) -> str:
    """Begin the process and go on at whatever it stands at, saved and loaded before every move."""
    try:
        processes = definitions.read_bundle({"x.bpmn": content})
        main = definitions.main_of(processes)
    except Problem:
        return "refused"
    graph = build({process.id: process for process in processes}, main.id)
    clock = FixedClock(MORNING)
    try:
        run = Run.new(graph, {"dossier": {"code": "HS-1"}, "x": 1}, clock)
    except Problem:
        return "begun by events only"
    for move in range(MOVES):
        run = Run.load(graph, run.dump(), clock)
        waits = [wait for wait in run.waits() if wait.kind != "stalled"]
        if run.ended_in is not None or not waits:
            return "played"
        go_on(run, waits[move % len(waits)], move)
    return "played"


def go_on(run: Run, wait: Any, move: int) -> None:
    brought: dict[str, Any] = {"outcome": "accepted", "result": "granted", f"v{move}": move}
    if wait.kind == "timer":
        run.fire(wait.token)
    elif wait.kind in ("task", "job"):
        run.complete(wait.token, brought)
    else:
        run.receive(wait.token, brought)
