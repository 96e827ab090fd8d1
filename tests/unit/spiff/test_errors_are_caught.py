"""An error goes outward to the nearest event that catches its code; it interrupts what it went through."""

import pytest

from engine.model import Element
from tests.drawings import both, boundary, call, drawing, each, end, job, part, start, stop, user
from tests.unit.spiff.player import Player

INNER = "s1 > a > no"


def failing(code: str = "no_budget", **rest: object) -> tuple[Element, ...]:
    return part("s", start("s1"), user("a"), stop("no", "error", code=code), **rest)


def test_a_failed_job_goes_on_at_its_boundary() -> None:
    drawn = drawing(
        "p", start(), job("j"), boundary("b", "j", "error", "no_printer"), user("x"), end(),
        flows=["start > j > end", "b > x"],
    )  # fmt: skip
    an = Player(drawn)
    assert [wait.kind for wait in an.run.waits()] == ["job"]
    assert not an.fail("j", "other")
    assert an.stands_at == ["j"]
    assert an.fail("j", "no_printer")
    assert an.stands_at == ["x"]
    assert an.left == ["start", "b"]


def test_the_code_is_nearer_than_the_event_that_catches_all() -> None:
    drawn = drawing(
        "p", start(), job("j"), boundary("b", "j", "error"), boundary("c", "j", "error", "no_printer"), user("x"),
        user("y"), flows=["start > j > x", "b > x", "c > y"],
    )  # fmt: skip
    named, other = Player(drawn), Player(drawn)
    assert named.fail("j", "no_printer")
    assert other.fail("j", "strange")
    assert (named.stands_at, other.stands_at) == (["y"], ["x"])


def test_an_error_end_leaves_the_sub_process_with_what_was_written_in_it() -> None:
    drawn = drawing(
        "p", start(), *failing(), boundary("b", "s", "error", "no_budget"), user("x"), end(),
        flows=["start > s > end", INNER, "b > x"],
    )  # fmt: skip
    an = Player(drawn).do("a", y=1)
    assert (an.stands_at, an.run.variables()) == (["x"], {"y": 1})
    assert an.entered == ["start", "s", "s1", "a", "no", "b", "x"]


def test_it_goes_through_sub_processes_and_calls_and_takes_parallel_branches_away() -> None:
    called = drawing("q", start("q1"), both("f"), *failing(), user("w"), flows=["q1 > f > s", "f > w", INNER])
    drawn = drawing(
        "p", start(), *part("t", start("t1"), call("c", "q"), boundary("other", "c", "error", "else"), end("te")),
        boundary("b", "t", "error"), user("x"), end(),
        flows=["start > t > end", "t1 > c > te", "other > te", "b > x"],
    )  # fmt: skip
    an = Player(drawn, called)
    assert an.stands_at == ["a", "w"]
    assert an.do("a").stands_at == ["x"]


def test_one_instance_of_many_takes_them_all_with_it() -> None:
    drawn = drawing(
        "p", start(), *failing(loop=each("=[1, 2, 3]")), boundary("b", "s", "error"), user("x"), end(),
        flows=["start > s > end", INNER, "b > x"],
    )  # fmt: skip
    assert Player(drawn).do("a", 1).stands_at == ["x"]


@pytest.mark.parametrize("sequential", [False, True])
def test_one_job_of_many_fails_them_all(sequential: bool) -> None:
    drawn = drawing(
        "p", start(), job("j", loop=each("=[1, 2]", sequential=sequential)), boundary("b", "j", "error"), user("x"),
        end(), flows=["start > j > end", "b > x"],
    )  # fmt: skip
    an = Player(drawn)
    assert an.fail("j", "any")
    assert an.stands_at == ["x"]


def test_an_error_nobody_catches_stands_where_it_was_thrown() -> None:
    drawn = drawing(
        "p", start(), *failing(), boundary("b", "s", "error", "else"), end(),
        flows=["start > s > end", INNER, "b > end"],
    )  # fmt: skip
    an = Player(drawn).do("a")
    assert [(wait.kind, wait.element, wait.code, wait.params) for wait in an.run.waits()] == [
        ("stalled", "no", "error_not_caught", {"error": "no_budget"})
    ]
    an.retry("no")
    assert an.stands_at == ["no"]
