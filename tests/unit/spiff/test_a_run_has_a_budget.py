"""A drawing that turns in circles, grows without bound or rings all the time is stopped, and waits for a person."""

import pytest

from engine.model import Kind
from engine.spiff import Run, TooManyTokens
from tests.drawings import boundary_timer, drawing, each, either, element, end, part, start, user
from tests.unit.spiff.player import Player

CIRCLE = drawing(
    "p",
    start(),
    either("a"),
    either("b", default="again"),
    end(),
    flows=["start > a > b >(again) a", "b >[=enough] end"],
)


def test_it_stalls_and_says_so() -> None:
    (wait,) = Player(CIRCLE, enough=False).run.waits()
    assert (wait.kind, wait.code, wait.params) == ("stalled", "too_many_steps", {"limit": 10_000})


def test_one_that_works_too_long_without_a_wait_stalls_in_time_and_is_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slow = element("a", Kind.SCRIPT_TASK, script="=sum(for i in 1..wide return i)", result="x")
    flows = ["start > a > b >(again) a", "b >[=enough] end"]
    monkeypatch.setattr(Run, "seconds", 0.3)
    an = Player(drawing("p", start(), slow, either("b", default="again"), end(), flows=flows), enough=False, wide=9_000)
    (wait,) = an.run.waits()
    assert (wait.kind, wait.code, wait.params) == ("stalled", "too_long", {"limit": 0.3})
    assert len(an.entered) < 10_000
    monkeypatch.undo()
    assert an.assign(wait.element, enough=True, wide=1).retry(wait.element).run.ended_in == "end"


def test_a_retry_has_a_budget_of_its_own() -> None:
    an = Player(CIRCLE, enough=False)
    (wait,) = an.retry(an.stands_at[0]).run.waits()
    assert wait.code == "too_many_steps"


def test_after_a_correction_it_ends() -> None:
    an = Player(CIRCLE, enough=False)
    place = an.stands_at[0]
    assert an.assign(place, enough=True).retry(place).run.ended_in == "end"


def test_a_step_is_not_done_for_more_than_a_thousand_members() -> None:
    drawn = drawing("p", start(), user("a", loop=each("=xs")), end(), flows=["start > a > end"])
    an = Player(drawn, xs=list(range(1001)))
    assert (an.wait("a").code, an.wait("a").params) == ("too_many_instances", {"count": 1001, "limit": 1_000})
    an.assign("a", xs=[1, 2]).retry("a")
    assert an.stands_at == ["a", "a"]


def test_repetitions_within_repetitions_do_not_grow_without_bound() -> None:
    inner = part("s", start("s1"), user("a", loop=each("=xs")), end("e1"), loop=each("=xs"))
    drawn = drawing("p", start(), user("b"), *inner, end(), flows=["start > b > s > end", "s1 > a > e1"])
    an = Player(drawn, xs=list(range(1000)))
    with pytest.raises(TooManyTokens):
        an.do("b")


@pytest.mark.parametrize("often", ['=cycle(duration("PT1S"))', '="R/PT0S"', '="R3/PT59S"'])
def test_a_timer_worked_out_to_repeat_every_few_seconds_stalls(often: str) -> None:
    beside = boundary_timer("t", "a", often, "cycle", interrupting=False)
    drawn = drawing("p", start(), user("a"), beside, user("x"), end(), flows=["start > a > end", "t > x"])
    assert Player(drawn).wait("t").code == "expression_failed"
