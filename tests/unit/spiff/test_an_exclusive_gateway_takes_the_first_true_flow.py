"""An exclusive gateway asks its flows in the order of the drawing and takes exactly one."""

from tests.drawings import drawing, either, end, start, user
from tests.unit.spiff.player import Player

CHOICE = drawing(
    "p", start(), either("g", default="no"), user("a"), user("b"), user("c"), end(),
    flows=["start > g >(one)[=x > 10] a > end", "g >(two)[=x > 5] b > end", "g >(no) c > end"],
)  # fmt: skip


def test_the_first_true_condition_wins() -> None:
    assert Player(CHOICE, x=11).stands_at == ["a"]
    assert Player(CHOICE, x=6).stands_at == ["b"]


def test_the_default_is_taken_when_nothing_is_true() -> None:
    assert Player(CHOICE, x=1).stands_at == ["c"]


def test_a_single_flow_without_condition_is_simply_taken() -> None:
    merging = drawing("p", start(), either("g"), user("a"), end(), flows=["start > g > a > end"])
    assert Player(merging).stands_at == ["a"]


def test_each_token_passes_a_merge_alone() -> None:
    loop = drawing(
        "p", start(), either("m"), user("a"), either("g", default="on"), end(),
        flows=["start > m > a > g >(on) end", "g >[=again] m"],
    )  # fmt: skip
    an = Player(loop).do("a", again=True).do("a", again=True)
    assert (an.stands_at, an.left.count("m")) == (["a"], 3)
    assert an.do("a", again=False).run.ended_in == "end"
