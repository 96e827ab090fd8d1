"""A call activity runs another process of the bundle inside."""

from typing import Any

from engine.model import Assignment
from tests.drawings import call, drawing, end, start, user
from tests.unit.spiff.player import Player

INNER = drawing("sub", start("s"), user("t"), end("e"), flows=["s > t > e"])


def _calling(**rest: Any) -> Player:
    calling = call("c", **({"called": "sub"} | rest))
    outer = drawing("p", start(), calling, user("z"), end(), flows=["start > c > z > end"])
    return Player(outer, INNER, a=1, dossier={"code": "G09-1"})


def test_the_called_process_waits_in_its_place_and_says_its_name() -> None:
    wait = _calling().wait("t")
    assert (wait.kind, wait.process) == ("task", "sub")


def test_every_variable_goes_in_and_comes_out() -> None:
    an = _calling()
    assert an.run.variables(an.wait("t").token)["a"] == 1
    an.do("t", b=2)
    assert (an.stands_at, an.run.variables()) == (["z"], {"a": 1, "b": 2, "dossier": {"code": "G09-1"}})


def test_input_mappings_come_on_top() -> None:
    an = _calling(inputs=(Assignment("=a + 1", "n"),))
    assert an.run.variables(an.wait("t").token) == {"a": 1, "n": 2, "dossier": {"code": "G09-1"}}


def test_where_nothing_is_handed_over_it_sees_input_mappings_and_the_dossier_only() -> None:
    an = _calling(inputs=(Assignment("=a + 1", "n"),), propagates_parents=False)
    assert an.run.variables(an.wait("t").token) == {"n": 2, "dossier": {"code": "G09-1"}}
    assert _calling(propagates_parents=False).do("t").stands_at == ["z"]


def test_where_nothing_is_taken_back_only_output_mappings_come_out() -> None:
    assert "b" not in _calling(propagates_children=False).do("t", b=2).run.variables()
    an = _calling(outputs=(Assignment("=b", "c"),), propagates_children=False).do("t", b=2)
    assert an.run.variables()["c"] == 2


def test_with_output_mappings_only_those_come_out() -> None:
    an = _calling(outputs=(Assignment("=b * 2", "twice"),)).do("t", b=2)
    assert an.run.variables() == {"a": 1, "twice": 4, "dossier": {"code": "G09-1"}}


def test_which_process_is_called_may_be_worked_out() -> None:
    assert _calling(called='="su" + "b"').stands_at == ["t"]


def test_a_process_that_is_not_in_the_bundle_stalls() -> None:
    assert _calling(called="other").wait("c").code == "expression_failed"
    assert _calling(called="=unknown").wait("c").code == "expression_failed"


def test_a_process_that_calls_itself_without_end_stalls() -> None:
    endless = drawing("p", start(), call("c", "p"), end(), flows=["start > c > end"])
    assert Player(endless).wait("c").code == "calls_too_deep"


def test_the_story_tells_of_both_processes() -> None:
    an = _calling().do("t")
    assert an.entered == ["start", "c", "s", "t", "e", "z"]
    assert an.left == ["start", "s", "t", "e", "c"]


def test_the_main_process_alone_says_where_it_ended() -> None:
    an = _calling().do("t")
    assert an.run.ended_in is None
    assert an.do("z").run.ended_in == "end"
