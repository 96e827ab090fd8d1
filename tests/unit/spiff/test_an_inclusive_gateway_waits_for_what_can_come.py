"""An inclusive split takes every true flow; its join waits for those tokens that can still come, in a loop too."""

from engine.model import Process
from tests.drawings import both, boundary_timer, drawing, either, end, some, start, user
from tests.unit.spiff.player import Player


def consulting() -> Process:
    return drawing(
        "p", start(), some("s", default="neither"), user("a"), user("b"), user("c"), some("j"), user("d"), end(),
        flows=["start > s >[=x] a > j", "s >[=y] b > j", "s >(neither) c > j", "j > d > end"],
    )  # fmt: skip


def test_every_true_flow_is_taken_and_waited_for() -> None:
    an = Player(consulting(), x=True, y=True)
    assert an.stands_at == ["a", "b"]
    an.do("a", first=1)
    assert an.stands_at == ["b"]
    an.do("b", second=2)
    assert (an.stands_at, an.run.variables()) == (["d"], {"x": True, "y": True, "first": 1, "second": 2})
    assert an.entered.count("j") == 1


def test_one_true_flow_is_not_held_up_by_the_others() -> None:
    assert Player(consulting(), x=False, y=True).do("b").stands_at == ["d"]


def test_the_default_is_taken_when_nothing_is_true() -> None:
    assert Player(consulting(), x=False, y=False).stands_at == ["c"]


def test_a_condition_that_is_neither_stalls_before_anything_is_sent_out() -> None:
    an = Player(consulting(), x=True)
    assert [(wait.kind, wait.element, wait.code) for wait in an.run.waits()] == [
        ("stalled", "s", "condition_not_boolean")
    ]
    an.assign("s", y=True).retry("s")
    assert an.stands_at == ["a", "b"]


def test_a_branch_that_ends_elsewhere_is_waited_for_no_more() -> None:
    drawn = drawing(
        "p", start(), some("s"), user("a"), user("b"), either("x", default="on"), end("gone"), some("j"), user("d"),
        flows=["start > s >[=true] a > j > d", "s >[=true] b > x >(on) j", "x >[=stop] gone"],
    )  # fmt: skip
    an = Player(drawn).do("a")
    assert an.stands_at == ["b"]
    assert an.do("b", stop=True).stands_at == ["d"]


def test_a_branch_that_is_interrupted_is_waited_for_no_more() -> None:
    drawn = drawing(
        "p", start(), some("s"), user("a"), user("b"), boundary_timer("late", "b", "P1D"), end("gone"), some("j"),
        user("d"), flows=["start > s >[=true] a > j > d", "s >[=true] b > j", "late > gone"],
    )  # fmt: skip
    assert Player(drawn).do("a").fire("late").stands_at == ["d"]


def test_a_boundary_event_may_still_send_a_token() -> None:
    drawn = drawing(
        "p", start(), both("s"), user("a"), user("b"), boundary_timer("late", "b", "P1D"), end("gone"), some("j"),
        user("d"), flows=["start > s > a > j > d", "s > b > gone", "late > j"],
    )  # fmt: skip
    an = Player(drawn).do("a")
    assert an.stands_at == ["b", "late"]
    assert an.fire("late").stands_at == ["d"]
    assert an.entered.count("j") == 1


def test_joins_in_a_loop_do_not_wait_for_each_other() -> None:
    drawn = drawing(
        "p", start(), either("m"), some("s"), some("t"), user("a"), user("b"), some("inner"), user("c"), some("outer"),
        user("d"), either("again", default="out"), end(),
        flows=["start > m > s >[=true] t >[=true] a > inner", "t >[=true] b > inner > outer", "s >[=true] c > outer",
               "outer > d > again >(out) end", "again >[=more] m"],
    )  # fmt: skip
    an = Player(drawn)
    for more in (True, False):
        an.do("c").do("b").do("a")
        assert an.stands_at == ["d"]
        an.do("d", more=more)
    assert (an.run.ended_in, an.entered.count("outer"), an.entered.count("inner")) == ("end", 2, 2)


def test_two_branches_that_disagree_are_held() -> None:
    an = Player(consulting(), x=True, y=True).do("a", z=1).do("b", z=2)
    assert [(wait.kind, wait.code, wait.params) for wait in an.run.waits()] == [
        ("stalled", "parallel_conflict", {"variable": "z"})
    ]
    an.assign("j", z=3).retry("j")
    assert (an.stands_at, an.run.variables()["z"]) == (["d"], 3)
