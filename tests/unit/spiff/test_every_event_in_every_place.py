"""Whatever an event waits for, it does the same in the same place: go on, interrupt, stand beside, start a part."""

from typing import Any

import pytest

from engine.model import Element, Kind, Message, Timer
from tests.drawings import drawing, each, element, end, handler, job, part, race, start, stop, throws, timer, user
from tests.unit.spiff.player import Player

OUTSIDE: dict[str, dict[str, Any]] = {
    "date": {"timer": Timer("date", "2026-09-01T08:00:00+07:00"), "events": ("timerEventDefinition",)},
    "duration": {"timer": Timer("duration", "P1D"), "events": ("timerEventDefinition",)},
    "cycle": {"timer": Timer("cycle", "R2/P1D"), "events": ("timerEventDefinition",)},
    "message": {"message": Message("m", "=k"), "events": ("messageEventDefinition",)},
    "signal": {"signal": "s", "events": ("signalEventDefinition",)},
}
ONCE = [name for name in OUTSIDE if name != "cycle"]
AGAIN = {"cycle": 2, "message": 3, "signal": 3}  # how often something beside may happen, at least


def happens(an: Player, event: str) -> Player:
    """What this event waits for comes about."""
    wait = an.wait(event)
    return an.fire(event) if wait.kind == "timer" else an.receive(event, brought=1)


@pytest.mark.parametrize("what", ONCE)
def test_on_the_way_it_lets_the_token_go_on(what: str) -> None:
    an = Player(
        drawing(
            "p", start(), element("e", Kind.CATCH, **OUTSIDE[what]), user("a"), end(), flows=["start > e > a > end"]
        ),
        k=1,
    )
    assert (an.stands_at, happens(an, "e").stands_at) == (["e"], ["a"])


@pytest.mark.parametrize("what", ["date", "duration", "message", "signal"])
def test_behind_an_event_gateway_the_first_one_decides(what: str) -> None:
    other = timer("later", "P9D")
    caught = element("e", Kind.CATCH, **OUTSIDE[what])
    flows = ["start > g > e > a > end", "g > later > b > end"]
    an = Player(drawing("p", start(), race("g"), caught, other, user("a"), user("b"), end(), flows=flows), k=1)
    assert happens(an, "e").stands_at == ["a"]


@pytest.mark.parametrize("host", ["task", "job", "part", "each"])
@pytest.mark.parametrize("what", ONCE)
def test_on_an_activity_it_interrupts(what: str, host: str) -> None:
    an = Player(around(host, element("e", Kind.BOUNDARY, attached_to="h", **OUTSIDE[what])), k=1, xs=[1, 2])
    assert happens(an, "e").stands_at == ["x"]
    assert an.do("x").run.ended_in == "e_x"


@pytest.mark.parametrize("host", ["task", "job", "part", "each"])
@pytest.mark.parametrize("what", OUTSIDE)
def test_on_an_activity_it_stands_beside_it(what: str, host: str) -> None:
    beside = element("e", Kind.BOUNDARY, attached_to="h", interrupting=False, **OUTSIDE[what])
    an = Player(around(host, beside), k=1, xs=[1, 2])
    inside = [one for one in an.stands_at if one != "e"]
    for _ in range(AGAIN.get(what, 1)):
        happens(an, "e")
    assert an.stands_at.count("x") == AGAIN.get(what, 1)
    assert [one for one in an.stands_at if one not in ("e", "x")] == inside
    assert ("e" in an.stands_at) == (what in ("message", "signal"))


def around(host: str, event: Element) -> Any:
    """A process with this kind of activity under the event."""
    hosts = {
        "task": (user("h"),),
        "job": (job("h"),),
        "part": part("h", start("s1"), user("a1"), end("e1")),
        "each": (user("h", loop=each("=xs")),),
    }
    flows = ["start > h > end", "e > x > e_x", *(["s1 > a1 > e1"] if host == "part" else [])]
    return drawing("p", start(), *hosts[host], event, user("x"), end(), end("e_x"), flows=flows)


@pytest.mark.parametrize("what", ONCE)
def test_it_starts_an_event_sub_process_in_place_of_the_rest(what: str) -> None:
    late = handler("n", element("e", Kind.START, **OUTSIDE[what]), user("x"), end("e_x"))
    an = Player(drawing("p", start(), user("a"), end(), *late, flows=["start > a > end", "e > x > e_x"]), k=1)
    assert happens(an, "e").stands_at == ["x"]
    assert an.do("x").run.ended_in == "e_x"


@pytest.mark.parametrize("what", OUTSIDE)
def test_it_starts_an_event_sub_process_beside_the_rest(what: str) -> None:
    late = handler("n", element("e", Kind.START, interrupting=False, **OUTSIDE[what]), user("x"), end("e_x"))
    an = Player(drawing("p", start(), user("a"), end(), *late, flows=["start > a > end", "e > x > e_x"]), k=1)
    for _ in range(AGAIN.get(what, 1)):
        happens(an, "e")
    assert an.stands_at.count("x") == AGAIN.get(what, 1)
    an.do("a")
    while "x" in an.stands_at:
        an.do("x")
    assert an.run.ended_in == "end"


def thrown_in(kind: str, interrupting: bool, place: str) -> Any:
    """A part out of which an error or escalation comes, or a job that fails, with what catches it around it."""
    caught = {"events": (f"{kind}EventDefinition",), "interrupting": interrupting}
    flows = ["start > s > end", "s1 > a > out" if kind == "error" else "s1 > a > out > a2 > e1", "e > x > e_x"]
    out = stop("out", kind, code="c") if kind == "error" else throws("out", kind, code="c")
    rest = () if kind == "error" else (user("a2"), end("e1"))
    inner = [start("s1"), user("a"), out, *rest]
    if place == "inside":
        inner += handler("n", element("e", Kind.START, **caught), user("x"), end("e_x"))
        return drawing("p", start(), *part("s", *inner), end(), flows=flows)
    event = element("e", Kind.BOUNDARY, attached_to="s", **caught)
    return drawing("p", start(), *part("s", *inner), event, user("x"), end(), end("e_x"), flows=flows)


@pytest.mark.parametrize("place", ["inside", "outside"])
@pytest.mark.parametrize(("kind", "interrupting"), [("error", True), ("escalation", True), ("escalation", False)])
def test_what_is_thrown_inside_is_caught_there_or_around(kind: str, interrupting: bool, place: str) -> None:
    an = Player(thrown_in(kind, interrupting, place)).do("a")
    assert sorted(an.stands_at) == (["x"] if interrupting else ["a2", "x"])
    an.do("x")
    assert an.run.ended_in == (("e_x" if place == "outside" else "end") if interrupting else None)


@pytest.mark.parametrize("place", ["inside", "outside"])
def test_a_failed_operation_is_caught_there_or_around(place: str) -> None:
    caught = {"events": ("errorEventDefinition",), "code": "het_kinh_phi"}
    inner: list[Element] = [start("s1"), job("a"), end("e1")]
    flows = ["start > s > end", "s1 > a > e1", "e > x > e_x"]
    if place == "inside":
        inner += handler("n", element("e", Kind.START, **caught), user("x"), end("e_x"))
        drawn = drawing("p", start(), *part("s", *inner), end(), flows=flows)
    else:
        event = element("e", Kind.BOUNDARY, attached_to="s", **caught)
        drawn = drawing("p", start(), *part("s", *inner), event, user("x"), end(), end("e_x"), flows=flows)
    an = Player(drawn)
    assert not an.fail("a", "khac")
    assert an.stands_at == ["a"]
    assert an.fail("a", "het_kinh_phi")
    assert an.stands_at == ["x"]


def test_a_code_may_be_worked_out_where_it_is_thrown() -> None:
    inner = part("s", start("s1"), user("a"), stop("out", "error", code='="het_" + vi_sao'))
    event = element("e", Kind.BOUNDARY, attached_to="s", events=("errorEventDefinition",), code="het_tien")
    drawn = drawing("p", start(), *inner, event, user("x"), end(), flows=["start > s > end", "s1 > a > out", "e > x"])
    assert Player(drawn).do("a", vi_sao="tien").stands_at == ["x"]
    an = Player(drawn).do("a", vi_sao="gio")
    assert an.wait("out").params == {"error": "het_gio"}
    an = Player(drawn).do("a", vi_sao=1)
    assert an.wait("out").code == "expression_failed"


def test_an_error_out_of_one_of_many_instances_ends_them_all() -> None:
    event = element("e", Kind.BOUNDARY, attached_to="h", events=("errorEventDefinition",), code="c")
    repeated = job("h", loop=each("=xs", input_element="x", output_collection="r", output_element="=x"))
    flows = ["start > h > end", "e > a"]
    an = Player(drawing("p", start(), repeated, event, user("a"), end(), flows=flows), xs=[1, 2, 3]).do("h")
    assert an.fail("h", "c")
    assert (an.stands_at, "r" in an.run.variables()) == (["a"], False)
