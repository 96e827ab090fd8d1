"""Several flows out of a step are all taken; those with conditions when they are true."""

import re
from typing import Any

import pytest

from engine.dialect import read_processes
from engine.spiff import ElementNotSupported
from tests.engine.drawing import Drawing
from tests.unit.spiff.player import Player


def play(drawing: Drawing, **variables: Any) -> Player:
    return Player(*read_processes(drawing.file(), "p.bpmn"), **variables)


def asking(default: str = "") -> Drawing:
    """After step a: b when x > 1, c when x > 2, and d by a flow without a condition."""
    drawn = Drawing("p").start().node("userTask", "a", **({"default": default} if default else {}))
    drawn.user("b").user("c").user("d").end().flow("bat_dau", "a").flow("a", "b", "=x > 1").flow("a", "c", "=x > 2")
    return drawn.flow("a", "d").line("b", "ket_thuc").line("c", "ket_thuc").line("d", "ket_thuc")


def test_every_flow_out_of_a_step_is_taken() -> None:
    drawn = Drawing("p").start().user("a").user("b").user("c").end().line("bat_dau", "a", "b", "ket_thuc")
    an = play(drawn.flow("a", "c").flow("c", "ket_thuc")).do("a", x=1)
    assert an.stands_at == ["b", "c"]
    assert an.do("b", y=2).do("c", z=3).run.variables() == {"x": 1, "y": 2, "z": 3}


def test_flows_out_of_a_start_event_meet_at_a_join() -> None:
    drawn = Drawing("p").start().user("a").user("b").parallel("j").end().line("bat_dau", "a", "j", "ket_thuc")
    an = play(drawn.flow("bat_dau", "b").flow("b", "j")).do("a").do("b")
    assert an.run.ended_in == "ket_thuc"


def test_a_step_that_two_flows_reach_is_done_for_each_token() -> None:
    drawn = Drawing("p").start().user("a").user("b").user("c").end().line("bat_dau", "a", "c", "ket_thuc")
    an = play(drawn.flow("bat_dau", "b").flow("b", "c")).do("a").do("b")
    assert an.stands_at == ["c", "c"]


@pytest.mark.parametrize(("x", "taken"), [(1, ["d"]), (2, ["b"]), (3, ["b", "c"])])
def test_the_default_is_taken_when_no_condition_is_true(x: int, taken: list[str]) -> None:
    assert play(asking("a_d")).do("a", x=x).stands_at == taken


@pytest.mark.parametrize(("x", "taken"), [(1, ["d"]), (3, ["b", "c", "d"])])
def test_a_flow_without_a_condition_is_always_taken(x: int, taken: list[str]) -> None:
    assert play(asking()).do("a", x=x).stands_at == taken


def test_a_condition_that_fails_is_asked_again_without_doing_the_step_again() -> None:
    an = play(asking("a_d")).do("a", x="?")
    assert [wait.kind for wait in an.run.waits()] == ["stalled"]
    assert an.assign("a", x=5).retry("a").stands_at == ["b", "c"]
    assert an.left == ["bat_dau", "a"]


def test_an_inclusive_join_waits_for_a_step_whose_condition_failed() -> None:
    drawn = Drawing("p").start().user("a").user("b").node("inclusiveGateway", "j").end()
    drawn.line("bat_dau", "a").flow("a", "j", "=ok").line("bat_dau", "b", "j", "ket_thuc")
    an = play(drawn).do("a", ok=1).do("b")
    assert an.run.ended_in is None
    assert an.assign("a", ok=True).retry("a").run.ended_in == "ket_thuc"


def test_a_condition_after_an_event_does_not_run() -> None:
    drawn = Drawing("p").start().user("a").end().flow("bat_dau", "a", "=ok").line("a", "ket_thuc")
    with pytest.raises(ElementNotSupported):
        play(drawn)


def test_a_flow_without_a_condition_beside_a_default_does_not_run() -> None:
    with pytest.raises(ElementNotSupported):
        play(asking("a_c"))


def test_a_way_may_end_at_a_step() -> None:
    drawn = Drawing("p").start().user("a").user("b").line("bat_dau", "a").flow("bat_dau", "b")
    an = play(drawn).do("a")
    assert an.run.ended_in is None
    assert an.do("b").run.ended_in == "b"


def test_flows_without_ids_are_told_apart() -> None:
    drawn = Drawing("p").start().parallel("s").parallel("j").user("a").end()
    for source, target in (("bat_dau", "s"), ("s", "j"), ("s", "j"), ("s", "a"), ("a", "j"), ("j", "ket_thuc")):
        drawn.flow(source, target)
    content = re.sub(rb'(<bpmn:sequenceFlow) id="[^"]*"', rb"\1", drawn.file())
    processes = read_processes(content, "p.bpmn")
    assert list(processes[0].flows) == ["bat_dau>s", "s>j", "s>j>2", "s>a", "a>j", "j>ket_thuc"]
    assert Player(*processes).do("a").run.ended_in == "ket_thuc"
