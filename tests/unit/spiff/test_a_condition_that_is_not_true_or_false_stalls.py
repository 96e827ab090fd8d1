"""A condition that is neither true nor false holds the token; it never falls through to the default flow."""

import pytest

from tests.drawings import drawing, either, end, start, user
from tests.unit.spiff.player import Player

CHOICE = drawing(
    "p", start(), either("g", default="no"), user("a"), user("b"), end(),
    flows=["start > g >(yes)[=dat] a > end", "g >(no) b > end"],
)  # fmt: skip


@pytest.mark.parametrize("value", ["true", 1, [], {"a": 1}])
def test_it_names_the_flow_and_the_value(value: object) -> None:
    wait = Player(CHOICE, dat=value).wait("g")
    assert (wait.kind, wait.code, wait.params) == ("stalled", "condition_not_boolean", {"flow": "yes", "value": value})


def test_an_unknown_variable_is_null_and_stalls_too() -> None:
    assert Player(CHOICE).wait("g").params == {"flow": "yes", "value": None}


def test_retrying_without_a_correction_stalls_again() -> None:
    assert Player(CHOICE).retry("g").wait("g").code == "condition_not_boolean"


def test_after_a_correction_it_goes_on() -> None:
    an = Player(CHOICE).assign("g", dat=True).retry("g")
    assert an.stands_at == ["a"]
    assert an.entered == ["start", "g", "a"]


def test_without_any_true_flow_or_default_it_stalls() -> None:
    bare = drawing("p", start(), either("g"), end(), end("e2"), flows=["start > g >[=x] end", "g >[=y] e2"])
    an = Player(bare, x=False, y=False)
    assert an.wait("g").code == "no_flow_taken"
    assert an.assign("g", y=True).retry("g").run.ended_in == "e2"
