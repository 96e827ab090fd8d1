"""An escalation is caught outside while the work may go on; a link leads on; a terminate end ends all around it."""

import pytest

from engine.model import Element, Kind
from tests.drawings import both, boundary, call, drawing, element, end, part, start, stop, throws, timer, user
from tests.unit.spiff.player import Player


def asking() -> tuple[Element, ...]:
    return part("s", start("s1"), user("a"), throws("up", "escalation", code="late"), user("a2"), end("e1"))


FLOWS = ["start > s > end", "s1 > a > up > a2 > e1", "b > x"]


def test_an_escalation_beside_lets_the_work_go_on() -> None:
    beside = boundary("b", "s", "escalation", "late", interrupting=False)
    an = Player(drawing("p", start(), *asking(), beside, user("x"), end(), flows=FLOWS)).do("a", y=1)
    assert an.stands_at == ["a2", "x"]
    assert an.run.variables(an.wait("x").token) == {"y": 1}
    an.do("x").do("a2")
    assert an.run.ended_in == "end"


def test_an_escalation_that_interrupts_goes_no_further() -> None:
    an = Player(drawing("p", start(), *asking(), boundary("b", "s", "escalation"), user("x"), end(), flows=FLOWS))
    an.do("a", y=1)
    assert (an.stands_at, an.run.variables()) == (["x"], {"y": 1})
    assert an.entered == ["start", "s", "s1", "a", "up", "b", "x"]


def test_an_escalation_nobody_catches_changes_nothing() -> None:
    an = Player(drawing("p", start(), *asking(), end(), flows=FLOWS[:2])).do("a").do("a2")
    assert an.run.ended_in == "end"


def test_an_escalation_end_tells_the_caller_each_time() -> None:
    called = drawing(
        "q", start("q1"), both("f"), user("a"), stop("up", "escalation", code="late"), user("w"), end("e1"),
        flows=["q1 > f > a > up", "f > w > e1"],
    )  # fmt: skip
    beside = boundary("b", "c", "escalation", "late", interrupting=False)
    an = Player(
        drawing("p", start(), call("c", "q"), beside, user("x"), end(), flows=["start > c > end", "b > x"]), called
    )
    an.do("a")
    assert an.stands_at == ["w", "x"]
    an.do("w").do("x")
    assert an.run.ended_in == "x"


def test_a_link_leads_to_its_pair_from_several_places() -> None:
    drawn = drawing(
        "p", start(), both("f"), user("a"), user("b"), throws("l1", "link", link="on"), throws("l2", "link", link="on"),
        element("l", Kind.CATCH, events=("linkEventDefinition",), link="on"), user("c"), end(),
        flows=["start > f > a > l1", "f > b > l2", "l > c > end"],
    )  # fmt: skip
    an = Player(drawn).do("a")
    assert an.stands_at == ["c", "b"]
    assert an.entered[-3:] == ["l1", "l", "c"]
    an.do("b").do("c").do("c")
    assert an.run.ended_in == "end"


def test_terminate_ends_everything_and_keeps_what_was_written() -> None:
    drawn = drawing(
        "p", start(), both("f"), user("a"), timer("t", "P1D"), user("b"), user("b2"), stop("off", "terminate"), end(),
        flows=["start > f > a > off", "f > t > end", "f > b > b2 > end"],
    )  # fmt: skip
    an = Player(drawn).do("b", y=1).do("a", z=2)
    assert (an.run.ended_in, an.run.waits(), an.run.variables()) == ("off", (), {"y": 1, "z": 2})


@pytest.mark.parametrize("is_called", [False, True])
def test_terminate_in_a_part_ends_only_the_part(is_called: bool) -> None:
    inner = start("s1"), both("f"), user("a"), user("b"), stop("off", "terminate"), end("e1")
    ways = ["s1 > f > a > off", "f > b > e1"]
    outer = (call("s", "q"),) if is_called else part("s", *inner)
    drawn = drawing("p", start(), *outer, user("x"), flows=["start > s > x", *([] if is_called else ways)])
    an = Player(drawn, drawing("q", *inner, flows=ways)).do("a", y=1)
    assert (an.stands_at, an.run.variables()) == (["x"], {"y": 1})
