"""Behind an event-based gateway the first event to come is taken and the others are let go."""

from datetime import UTC, datetime

import pytest

from engine.model import Kind, Message
from engine.spiff import TokenGone
from tests.drawings import drawing, either, element, end, message, race, start, timer, user
from tests.unit.spiff.player import Player

SUPPLEMENT = drawing(
    "p", start(), either("again"), user("check"), race("wait"), message("answer"), timer("late", "=due", "date"),
    user("stop"), end(),
    flows=["start > again > check > wait > answer > again", "wait > late > stop > end"],
)  # fmt: skip
DUE = "2026-09-11T09:30:00+07:00"


def test_both_events_wait() -> None:
    an = Player(SUPPLEMENT, code="G09-1").do("check", due=DUE)
    answer, late = an.run.waits()
    assert (answer.kind, answer.message, answer.correlation) == ("message", "ho_so_bo_sung", "G09-1")
    assert (late.kind, late.due_at) == ("timer", datetime(2026, 9, 11, 2, 30, tzinfo=UTC))


def test_the_message_lets_the_timer_go_and_brings_its_variables() -> None:
    an = Player(SUPPLEMENT, code="G09-1").do("check", due=DUE)
    late = an.wait("late").token
    an.receive("answer", giay="ly_lich")
    assert an.stands_at == ["check"]
    assert an.run.variables()["giay"] == "ly_lich"
    with pytest.raises(TokenGone):
        an.run.fire(late)


def test_the_timer_lets_the_message_go() -> None:
    an = Player(SUPPLEMENT, code="G09-1").do("check", due=DUE).fire("late")
    assert an.stands_at == ["stop"]


def test_only_the_event_that_came_counts_as_entered() -> None:
    an = Player(SUPPLEMENT, code="G09-1").do("check", due=DUE)
    assert "answer" not in an.entered
    an.receive("answer")
    assert an.entered[-3:] == ["answer", "again", "check"]
    assert "late" not in an.entered


def test_each_pass_is_a_race_of_its_own() -> None:
    an = Player(SUPPLEMENT, code="G09-1")
    for _ in range(3):
        an.do("check", due=DUE)
        assert an.stands_at == ["answer", "late"]
        an.receive("answer")
    assert an.stands_at == ["check"]


def test_a_receive_task_races_with_the_events_beside_it() -> None:
    receives = element("r", Kind.RECEIVE_TASK, message=Message("m", "=code"))
    flows = ["start > g > r > a > end", "g > late > b > end"]
    drawn = drawing("p", start(), race("g"), receives, timer("late", "P1D"), user("a"), user("b"), end(), flows=flows)
    an = Player(drawn, code="G09-1").receive("r", answer="yes")
    assert (an.stands_at, an.run.variables()["answer"], an.entered) == (["a"], "yes", ["start", "g", "r", "a"])
    an = Player(drawn, code="G09-1").fire("late")
    assert (an.stands_at, an.entered) == (["b"], ["start", "g", "late", "b"])
