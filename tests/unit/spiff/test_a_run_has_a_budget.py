"""A drawing that turns in circles by itself is stopped after 10,000 elements and waits for a person."""

from tests.drawings import drawing, either, end, start
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


def test_a_retry_has_a_budget_of_its_own() -> None:
    an = Player(CIRCLE, enough=False)
    (wait,) = an.retry(an.stands_at[0]).run.waits()
    assert wait.code == "too_many_steps"


def test_after_a_correction_it_ends() -> None:
    an = Player(CIRCLE, enough=False)
    place = an.stands_at[0]
    assert an.assign(place, enough=True).retry(place).run.ended_in == "end"
