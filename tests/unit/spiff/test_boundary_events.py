"""A boundary event watches its activity: it interrupts it, or starts a branch beside it."""

from datetime import timedelta
from typing import Any

from engine.model import Element, Process
from tests.drawings import boundary_message, boundary_timer, call, drawing, each, end, start, user
from tests.unit.spiff.player import MORNING, Player


def _watched(*watchers: Element, ways: str = "watch > other > e2", **host: Any) -> Process:
    return drawing(
        "p", start(), user("a", **host), *watchers, user("other"), end(), end("e2"),
        flows=["start > a > end", ways],
    )  # fmt: skip


INTERRUPTING = _watched(boundary_timer("watch", "a", "P3D"))
BESIDE = _watched(boundary_timer("watch", "a", "P3D", interrupting=False))
WITHDRAWAL = _watched(boundary_message("watch", "a"))
QUESTIONS = _watched(boundary_message("watch", "a", interrupting=False))
REMINDERS = _watched(boundary_timer("watch", "a", "R3/P1D", "cycle", interrupting=False))


def test_the_activity_done_lets_the_event_go() -> None:
    an = Player(INTERRUPTING)
    assert an.stands_at == ["a", "watch"]
    assert an.do("a").run.ended_in == "end"
    assert "watch" not in an.entered


def test_an_interrupting_timer_takes_the_activity_away() -> None:
    an = Player(INTERRUPTING).fire("watch")
    assert (an.stands_at, an.do("other").run.ended_in) == (["other"], "e2")
    assert "a" not in an.left


def test_an_interrupting_message_brings_its_variables() -> None:
    an = Player(WITHDRAWAL, code="x").receive("watch", ly_do="đổi ý")
    assert (an.stands_at, an.run.variables()["ly_do"]) == (["other"], "đổi ý")


def test_a_branch_beside_leaves_the_activity_alone() -> None:
    an = Player(BESIDE).fire("watch")
    assert an.stands_at == ["a", "other"]
    an.do("a")
    assert (an.stands_at, an.run.ended_in) == (["other"], None)
    assert an.do("other").run.ended_in == "e2"


def test_a_message_beside_may_come_again() -> None:
    an = Player(QUESTIONS, code="x").receive("watch", n=1).receive("watch", n=2)
    assert an.stands_at.count("other") == 2
    assert [an.run.variables(an.wait("other", nth).token)["n"] for nth in (0, 1)] == [1, 2]
    assert "watch" in an.stands_at


def test_a_cycle_fires_as_often_as_it_says() -> None:
    an = Player(REMINDERS)
    for day in (1, 2, 3):
        assert an.wait("watch").due_at == MORNING + timedelta(days=day)
        an.fire("watch")
    assert "watch" not in an.stands_at
    assert an.stands_at.count("other") == 3


def test_a_cycle_does_not_make_up_for_what_was_missed() -> None:
    an = Player(REMINDERS)
    an.clock.advance(timedelta(days=10))
    an.fire("watch")
    assert an.wait("watch").due_at == MORNING + timedelta(days=11)


def test_the_next_pass_of_a_loop_is_watched_anew() -> None:
    again = _watched(boundary_timer("watch", "a", "P3D"), ways="watch > a")
    an = Player(again)
    for _ in range(3):
        assert an.stands_at == ["a", "watch"]
        an.fire("watch")
    assert an.do("a").run.ended_in == "end"


def test_an_interrupted_loop_ends_with_all_its_instances() -> None:
    host = _watched(boundary_timer("watch", "a", "P3D"), loop=each("=xs"))
    assert Player(host, xs=[1, 2, 3]).do("a").fire("watch").stands_at == ["other"]


def test_an_interrupted_call_ends_with_everything_in_it() -> None:
    inner = drawing("s", start(), user("t"), end(), flows=["start > t > end"])
    middle = drawing("m", start(), call("c", "s"), end(), flows=["start > c > end"])
    outer = drawing(
        "p", start(), call("a", "m"), boundary_timer("watch", "a", "P3D"), user("other"), end(),
        flows=["start > a > end", "watch > other > end"],
    )  # fmt: skip
    an = Player(outer, middle, inner)
    assert an.stands_at == ["t", "watch"]
    assert an.fire("watch").stands_at == ["other"]


def test_a_timer_that_cannot_be_worked_out_does_not_hold_the_activity() -> None:
    an = Player(_watched(boundary_timer("watch", "a", "=unknown")))
    assert [wait.kind for wait in an.run.waits()] == ["task", "stalled"]
    assert an.do("a").run.ended_in == "end"


def test_two_watchers_of_one_activity_go_together() -> None:
    both_kinds = _watched(boundary_timer("watch", "a", "P3D"), boundary_message("also", "a"), ways="watch > other > e2")
    assert Player(both_kinds, code="x").receive("also").run.ended_in == "also"
