"""A sub-process runs inside: it sees every variable, its end goes on outside, its events interrupt the whole of it."""

from typing import Any

import pytest

from engine.model import Assignment, Element
from engine.spiff import ElementNotSupported
from tests.drawings import (
    both,
    boundary_message,
    boundary_timer,
    call,
    drawing,
    each,
    end,
    part,
    start,
    user,
)
from tests.unit.spiff.player import Player, graph_of

INNER = "s1 > a > e1"


def simple(key: str = "s", **rest: object) -> tuple[Element, ...]:
    return part(key, start("s1"), user("a"), end("e1"), **rest)


def test_it_runs_and_goes_on() -> None:
    an = Player(drawing("p", start(), *simple(), user("b"), end(), flows=["start > s > b > end", INNER]), x=1)
    wait = an.wait("a")
    assert (wait.process, wait.element, an.run.variables(wait.token)) == ("p", "a", {"x": 1})
    an.do("a", y=2)
    assert (an.stands_at, an.run.variables()) == (["b"], {"x": 1, "y": 2})
    an.do("b")
    assert an.entered == ["start", "s", "s1", "a", "e1", "b", "end"]
    assert an.left == ["start", "s1", "a", "e1", "s", "b", "end"]
    assert {step.process for step in an.run.entered} == {"p"}


def test_it_ends_when_its_last_token_has() -> None:
    inner = part("s", start("s1"), both("f"), user("a"), user("b"), end("e1"), end("e2"))
    flows = ["start > s > c", "s1 > f > a > e1", "f > b > e2"]
    an = Player(drawing("p", start(), *inner, user("c"), flows=flows))
    an.do("a", x=1)
    assert an.stands_at == ["b"]
    an.do("b", y=2)
    assert (an.stands_at, an.run.variables()) == (["c"], {"x": 1, "y": 2})


def test_one_lies_in_another() -> None:
    inner = part("s", start("s1"), *part("t", start("t1"), user("a"), end("u1")), user("b"), end("e1"))
    an = Player(drawing("p", start(), *inner, end(), flows=["start > s > end", "s1 > t > b > e1", "t1 > a > u1"]))
    an.do("a", x=1).do("b")
    assert (an.run.ended_in, an.run.variables()) == ("end", {"x": 1})


def test_mappings_choose_what_goes_in_and_what_comes_out() -> None:
    mapped = simple(inputs=(Assignment("=x + 1", "n"),), outputs=(Assignment("=n * y", "z"),))
    an = Player(drawing("p", start(), *mapped, user("b"), flows=["start > s > b", INNER]), x=1)
    assert an.run.variables(an.wait("a").token) == {"x": 1, "n": 2}
    assert an.do("a", y=5).run.variables() == {"x": 1, "z": 10}


@pytest.mark.parametrize("sequential", [False, True])
def test_it_is_repeated_with_results_in_the_order_of_the_input(sequential: bool) -> None:
    loop = each("=[1, 2]", sequential=sequential, input_element="n", output_collection="rs", output_element="=r")
    an = Player(drawing("p", start(), *simple(loop=loop), user("b"), flows=["start > s > b", INNER]))
    for _ in range(2):
        last: Any = an.run.variables(an.wait("a", -1).token)["n"]
        an.do("a", -1, r=10 * last)
    assert (an.stands_at, an.run.variables()) == (["b"], {"rs": [10, 20]})


def test_a_call_is_repeated_too() -> None:
    loop = each("=[3, 4]", input_element="n", output_collection="rs", output_element="=r")
    called = drawing("q", start("s1"), user("a"), end("e1"), flows=[INNER])
    an = Player(drawing("p", start(), call("c", "q", loop=loop), user("b"), flows=["start > c > b"]), called)
    an.do("a", 1, r="second").do("a", r="first")
    assert an.run.variables() == {"rs": ["first", "second"]}


def test_an_interrupting_event_cancels_all_of_it_and_keeps_what_was_written() -> None:
    inner = part("s", start("s1"), both("f"), user("a"), user("b"), user("b2"), end("e1"))
    flows = ["start > s > end", "s1 > f > a > e1", "f > b > b2", "late > c"]
    an = Player(drawing("p", start(), *inner, boundary_timer("late", "s", "P1D"), user("c"), end(), flows=flows))
    an.do("b", x=1)
    assert an.stands_at == ["a", "b2", "late"]
    an.fire("late")
    assert (an.stands_at, an.run.variables()) == (["c"], {"x": 1})


def test_an_event_that_does_not_interrupt_sees_what_was_written_and_overwrites_nothing() -> None:
    inner = part("s", start("s1"), user("a"), user("a2"), end("e1"))
    ask = boundary_message("ask", "s", correlation="k", interrupting=False)
    flows = ["start > s > end", "s1 > a > a2 > e1", "ask > b > e2"]
    an = Player(drawing("p", start(), *inner, ask, user("b"), end("e2"), end(), flows=flows), z=0)
    an.do("a", x=1).receive("ask")
    assert an.run.variables(an.wait("b").token) == {"x": 1, "z": 0}
    assert an.stands_at == ["a2", "b", "ask"]
    an.do("a2", x=2, z=3).do("b", y=4)
    assert (an.run.ended_in, an.run.variables()) == ("e2", {"x": 2, "y": 4, "z": 3})


@pytest.mark.parametrize("flows", [["start > s > end", "s1 > end"], ["start > s1 > e1"], ["start > a > e1"]])
def test_no_flow_crosses_its_border(flows: list[str]) -> None:
    with pytest.raises(ElementNotSupported):
        graph_of(drawing("p", start(), *simple(), end(), flows=flows))


def test_it_needs_one_start() -> None:
    with pytest.raises(ElementNotSupported):
        graph_of(drawing("p", start(), *part("s", user("a")), end(), flows=["start > s > end"]))


def test_a_call_cannot_name_one() -> None:
    an = Player(drawing("p", start(), call("c", '="p:s"'), *simple(), flows=["start > c > s", INNER]))
    assert [(wait.element, wait.kind) for wait in an.run.waits()] == [("c", "stalled")]
