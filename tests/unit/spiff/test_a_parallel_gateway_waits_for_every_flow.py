"""A parallel gateway takes one token from each incoming flow and sends one along each outgoing flow."""

from tests.drawings import both, drawing, either, end, start, user
from tests.unit.spiff.player import Player

BLOCK = drawing(
    "p", start(), both("f"), user("a"), user("b"), user("c"), both("j"), user("d"), end(),
    flows=["start > f > a > j > d > end", "f > b > j", "f > c > j"],
)  # fmt: skip


def test_branches_stand_side_by_side_in_the_order_of_the_drawing() -> None:
    assert Player(BLOCK).stands_at == ["a", "b", "c"]


def test_the_join_waits_for_the_last() -> None:
    an = Player(BLOCK).do("c").do("a")
    assert an.stands_at == ["b"]
    assert an.do("b").stands_at == ["d"]
    assert an.entered.count("j") == 1


def test_a_second_token_on_the_same_flow_waits_its_turn() -> None:
    # Two tokens reach the first input before the second input gets any: nothing may fire.
    odd = drawing(
        "p", start(), both("f"), user("a1"), user("a2"), user("b1"), user("b2"), either("m"), either("n"), both("j"),
        user("d"), end(),
        flows=["start > f > a1 > m > j > d > end", "f > a2 > m", "f > b1 > n > j", "f > b2 > n"],
    )  # fmt: skip
    an = Player(odd).do("a1").do("a2")
    assert an.stands_at == ["b1", "b2"]
    assert an.do("b2").stands_at == ["b1", "d"]
    assert an.do("b1").stands_at == ["d", "d"]


def test_flows_from_one_gateway_straight_to_the_join_are_told_apart() -> None:
    short = drawing("p", start(), both("f"), both("j"), end(), flows=["start > f > j > end", "f > j"])
    assert Player(short).run.ended_in == "end"


def test_a_join_that_can_never_be_complete_is_a_stalled_wait_not_silence() -> None:
    wrong = drawing(
        "p", start(), either("x", default="no"), user("a"), user("b"), both("j"), end(),
        flows=["start > x >[=dat] a > j > end", "x >(no) b > j"],
    )  # fmt: skip
    wait = Player(wrong, dat=True).do("a").wait("j")
    assert (wait.kind, wait.code) == ("stalled", "join_incomplete")


def test_two_hundred_branches_join() -> None:
    names = [f"b{number}" for number in range(200)]
    wide = drawing(
        "p", start(), both("f"), both("j"), *map(user, names), end(),
        flows=["start > f", "j > end", *(f"f > {name} > j" for name in names)],
    )  # fmt: skip
    an = Player(wide, saving=False)
    for name in reversed(names):
        an.run.complete(an.wait(name).token, {name: 1})
    assert (an.run.ended_in, len(an.run.variables())) == ("end", 200)
