"""Where parallel branches meet, each brings what it changed since the fork; a real disagreement is a person's to solve.

SpiffWorkflow alone lets the branch that arrives last put back stale values it never touched, brings deleted keys back
and drops equal entries of lists.
"""

from typing import Any

from tests.drawings import both, drawing, end, start, user
from tests.unit.spiff.player import Player

BLOCK = drawing(
    "p",
    start(),
    both("f"),
    user("a"),
    user("b"),
    both("j"),
    user("d"),
    end(),
    flows=["start > f > a > j > d > end", "f > b > j"],
)


def test_a_stale_value_does_not_come_back() -> None:
    for order in ("ab", "ba"):
        an = Player(BLOCK, x="old")
        for side in order:
            changes: dict[str, Any] = {"x": "new"} if side == "a" else {}
            an.do(side, **changes)
        assert an.run.variables() == {"x": "new"}


def test_lists_are_taken_whole() -> None:
    an = Player(BLOCK, xs=[1, "b"]).do("b", xs=[1, "b", "b"]).do("a")
    assert an.run.variables() == {"xs": [1, "b", "b"]}


def test_objects_are_merged_key_by_key() -> None:
    an = Player(BLOCK, o={"x": 0, "y": 0, "z": 0}).do("a", o={"x": 1, "y": 0, "z": 0}).do("b", o={"x": 0, "y": 2})
    assert an.run.variables() == {"o": {"x": 1, "y": 2}}


def test_branches_do_not_see_each_other() -> None:
    an = Player(BLOCK).do("a", x=1)
    assert an.run.variables(an.wait("b").token) == {}


def test_the_same_answer_twice_is_no_conflict() -> None:
    assert Player(BLOCK).do("a", outcome="ok").do("b", outcome="ok").stands_at == ["d"]


def test_true_and_one_are_not_the_same_answer() -> None:
    assert Player(BLOCK).do("a", x=True).do("b", x=1).wait("j").code == "parallel_conflict"


def test_two_answers_stall_the_join_and_name_the_variable() -> None:
    an = Player(BLOCK).do("a", o={"ket_qua": "đạt"}).do("b", o={"ket_qua": "không"})
    wait = an.wait("j")
    assert (wait.code, wait.params) == ("parallel_conflict", {"variable": "o.ket_qua"})
    assert an.retry("j").wait("j").code == "parallel_conflict"


def test_a_decision_lets_the_join_go_on() -> None:
    an = Player(BLOCK).do("a", x=1, mine="a").do("b", x=2, other="b").assign("j", x=2).retry("j")
    assert an.stands_at == ["d"]
    assert an.run.variables() == {"x": 2, "mine": "a", "other": "b"}


def test_inner_forks_are_merged_against_their_own_beginning() -> None:
    nested = drawing(
        "p", start(), both("f"), user("a"), user("t"), both("g"), user("b"), user("c"), both("k"), both("j"), user("d"),
        end(),
        flows=["start > f > a > j > d > end", "f > t > g > b > k > j", "g > c > k"],
    )  # fmt: skip
    an = Player(nested, x=0).do("t", x=1).do("c").do("b", x=2).do("a", y=1)
    assert (an.stands_at, an.run.variables()) == (["d"], {"x": 2, "y": 1})


def test_the_whole_view_merges_branches_that_still_run() -> None:
    assert Player(BLOCK, x=0).do("a", x=1).run.variables() == {"x": 1}


def test_at_the_end_of_the_process_the_later_end_wins() -> None:
    loose = drawing(
        "p", start(), both("f"), user("a"), user("b"), end("e1"), end("e2"), flows=["start > f > a > e1", "f > b > e2"]
    )
    an = Player(loose).do("b", x="b", z=1).do("a", x="a", y=2)
    assert (an.run.variables(), an.run.ended_in) == ({"x": "a", "y": 2, "z": 1}, "e1")
