"""Saved and loaded before every step, an instance tells the same story as one that never left memory."""

from typing import Any

import pytest

from engine.spiff import FrontierNotReadable, Run
from tests.drawings import (
    both,
    boundary_message,
    call,
    drawing,
    each,
    either,
    end,
    job,
    message,
    race,
    start,
    timer,
    user,
)
from tests.unit.spiff.player import Player

INNER = drawing("sub", start(), user("t"), end("e"), flows=["start > t > e"])
EVERYTHING = drawing(
    "p", start(), user("a"), boundary_message("note", "a", interrupting=False), user("read"), either("g", default="on"),
    both("f"), user("ask", loop=each("=units", input_element="unit", output_collection="ys", output_element="=y")),
    call("c", "sub"), both("j"), race("r"), message("m"), timer("late", "P1D"), job("print"), end(), end("e2"),
    flows=[
        "start > a > g >(on) f > ask > j > r > m > print > end", "f > c > j", "r > late > e2", "g >[=again] a",
        "note > read > e2",
    ],
)  # fmt: skip
MOVES: list[tuple[str, str, dict[str, Any]]] = [
    ("receive", "note", {"n": 1}), ("do", "a", {"again": True}), ("do", "read", {"seen": 1}), ("do", "ask", {}),
    ("do", "a", {"again": False}), ("do", "ask", {"y": 1}), ("do", "t", {"t": 1}), ("do", "ask", {"y": 2}),
    ("receive", "m", {"m": 1}), ("do", "print", {}),
]  # fmt: skip


def _play(saving: bool) -> list[object]:
    an = Player(EVERYTHING, INNER, saving=saving, code="x", units=["u", "v"])
    story: list[object] = []
    for name, element, variables in MOVES:
        if element in an.stands_at:
            getattr(an, name)(element, **variables)
        story.append((an.stands_at, an.run.variables()))
    return [*story, an.entered, an.left, an.run.ended_in]


def test_the_story_is_the_same() -> None:
    told = _play(saving=True)
    assert told == _play(saving=False)
    assert told[-1] == "end"


def test_tokens_keep_their_ids() -> None:
    an = Player(EVERYTHING, INNER, code="x", units=["u", "v"]).do("a", again=False)
    tokens = [wait.token for wait in an.run.waits()]
    an.reload()
    assert [wait.token for wait in an.run.waits()] == tokens


def test_a_few_steps_are_a_few_hundred_bytes() -> None:
    an = Player(EVERYTHING, INNER, code="x", units=["u", "v"])
    assert len(an.run.dump()) < 400


@pytest.mark.parametrize("content", [b"", b"no zstd", b"\x28\xb5\x2f\xfd"])
def test_what_is_no_frontier_is_refused(content: bytes) -> None:
    an = Player(INNER)
    with pytest.raises(FrontierNotReadable):
        Run.load(an.graph, content, an.clock)


def test_a_frontier_of_another_drawing_is_refused() -> None:
    an, other = Player(INNER), Player(drawing("sub", start(), user("u"), end(), flows=["start > u > end"]))
    with pytest.raises(FrontierNotReadable):
        Run.load(other.graph, an.run.dump(), an.clock)
