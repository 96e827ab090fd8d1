"""An event sub-process waits while the part around it runs; it takes the place of the rest, or runs beside it."""

import pytest

from engine.model import Element, Kind, Message, Process, Timer
from engine.spiff import ElementNotSupported
from tests.drawings import both, call, drawing, each, element, end, handler, job, part, start, stop, throws, user
from tests.unit.spiff.player import MORNING, Player, graph_of


def begin(**rest: object) -> Element:
    return element("h1", Kind.START, **rest)


def on_message(**rest: object) -> Element:
    return begin(message=Message("rut", "=code"), **rest)


def withdrawn(**rest: object) -> Process:
    return drawing(
        "p", start(), both("f"), user("a"), user("b"), end(), *handler("h", on_message(**rest), user("x"), end("he")),
        flows=["start > f > a > end", "f > b > end", "h1 > x > he"],
    )  # fmt: skip


def test_an_interrupting_one_takes_everything_away_and_ends_the_process() -> None:
    an = Player(withdrawn(), code="HS-1")
    assert [(wait.kind, wait.element) for wait in an.run.waits()] == [("task", "a"), ("task", "b"), ("message", "h1")]
    assert an.wait("h1").correlation == "HS-1"
    an.do("a", y=1).receive("h1", reason="none")
    assert (an.stands_at, an.run.variables()) == (["x"], {"code": "HS-1", "y": 1, "reason": "none"})
    an.do("x")
    assert (an.run.ended_in, an.entered[-4:]) == ("he", ["h", "h1", "x", "he"])


def test_one_beside_runs_as_often_as_its_message_comes() -> None:
    an = Player(withdrawn(interrupting=False), code="HS-1")
    an.receive("h1", n=1).receive("h1", n=2)
    assert an.stands_at == ["a", "b", "x", "x", "h1"]
    an.do("x").do("a").do("b")
    assert an.stands_at == ["x", "h1"]
    an.do("x", z=3)
    assert (an.run.ended_in, an.run.waits()) == ("end", ())
    assert an.run.variables() == {"code": "HS-1", "n": 2, "z": 3}


def test_what_one_beside_wrote_is_seen_and_what_was_written_meanwhile_stays() -> None:
    an = Player(withdrawn(interrupting=False), code="HS-1", v=0).receive("h1")
    an.do("a", v=1).do("x", w=2)
    assert an.run.variables(an.wait("b").token) == {"code": "HS-1", "v": 0, "w": 2}
    an.do("b")
    assert an.run.variables() == {"code": "HS-1", "v": 1, "w": 2}


def test_nobody_waits_for_it_when_the_rest_is_done() -> None:
    an = Player(withdrawn(), code="HS-1").do("a").do("b")
    assert (an.run.ended_in, an.run.waits()) == ("end", ())


def test_in_a_part_it_ends_only_the_part() -> None:
    inner = part("s", start("s1"), user("a"), end("e1"), *handler("h", on_message(), user("x"), end("he")))
    flows = ["start > s > b", "s1 > a > e1", "h1 > x > he"]
    an = Player(drawing("p", start(), *inner, user("b"), flows=flows), code="HS-1")
    assert an.receive("h1").stands_at == ["x"]
    assert an.do("x", y=1).stands_at == ["b"]
    assert an.run.variables() == {"code": "HS-1", "y": 1}
    assert Player(drawing("p", start(), *inner, user("b"), flows=flows), code="HS-1").do("a").stands_at == ["b"]


@pytest.mark.parametrize(("value", "kind", "times"), [("P1D", "duration", 1), ("R2/P1D", "cycle", 2)])
def test_a_timer_counts_from_the_start_of_the_part(value: str, kind: str, times: int) -> None:
    remind = begin(timer=Timer(kind, value), interrupting=False)
    drawn = drawing(
        "p", start(), user("a"), end(), *handler("h", remind, user("x"), end("he")),
        flows=["start > a > end", "h1 > x > he"],
    )  # fmt: skip
    an = Player(drawn)
    assert (an.wait("h1").due_at or MORNING).day == MORNING.day + 1
    for _ in range(times):
        an.fire("h1").do("x")
    assert an.stands_at == ["a"]


def test_an_error_is_caught_in_its_part_before_the_events_around_it() -> None:
    caught = handler("h", begin(events=("errorEventDefinition",), code="bad"), user("x"), end("he"))
    inner = part("s", start("s1"), job("j"), user("a"), stop("no", "error", code="bad"), *caught)
    drawn = drawing("p", start(), *inner, user("b"), flows=["start > s > b", "s1 > j > a > no", "h1 > x > he"])
    thrown = Player(drawn).do("j", y=1).do("a")
    assert (thrown.stands_at, thrown.run.variables()) == (["x"], {"y": 1})
    failed = Player(drawn)
    assert failed.fail("j", "bad")
    assert failed.stands_at == ["x"]
    assert failed.do("x").stands_at == ["b"]


def test_an_error_out_of_it_goes_outside() -> None:
    caught = handler("h", begin(events=("errorEventDefinition",)), user("x"), stop("he", "error", code="bad"))
    drawn = drawing("p", start(), user("a"), stop("no", "error", code="bad"), *caught,
                    flows=["start > a > no", "h1 > x > he"])  # fmt: skip
    an = Player(drawn).do("a").do("x")
    assert [(wait.element, wait.code) for wait in an.run.waits()] == [("he", "error_not_caught")]


def test_an_escalation_is_handled_beside_the_work_even_out_of_a_call() -> None:
    told = handler("h", begin(events=("escalationEventDefinition",), interrupting=False), user("x"), end("he"))
    called = drawing("q", start("q1"), throws("up", "escalation", code="late"), user("w"), flows=["q1 > up > w"])
    drawn = drawing("p", start(), call("c", "q"), end(), *told, flows=["start > c > end", "h1 > x > he"])
    an = Player(drawn, called)
    assert an.stands_at == ["w", "x"]
    an.do("w")
    assert an.run.ended_in is None
    an.do("x")
    assert an.run.ended_in == "end"


def test_the_last_thing_thrown_is_still_handled() -> None:
    told = handler("h", begin(events=("escalationEventDefinition",), interrupting=False), user("x"), end("he"))
    last = stop("up", "escalation", code="late")
    an = Player(drawing("p", start(), user("a"), last, *told, flows=["start > a > up", "h1 > x > he"])).do("a")
    assert an.stands_at == ["x"]
    an.do("x")
    assert an.run.ended_in == "up"


def test_a_terminate_end_takes_it_away_too() -> None:
    drawn = drawing(
        "p", start(), user("a"), stop("off", "terminate"),
        *handler("h", on_message(interrupting=False), user("x"), end("he")), flows=["start > a > off", "h1 > x > he"],
    )  # fmt: skip
    an = Player(drawn, code="HS-1").receive("h1").do("a")
    assert (an.run.ended_in, an.run.waits()) == ("off", ())


def test_it_stands_in_every_instance_of_a_repeated_part_alone() -> None:
    inner = part("s", start("s1"), user("a"), end("e1"), *handler("h", on_message(), end("he")),
                 loop=each("=[1, 2]", input_element="n"))  # fmt: skip
    an = Player(drawing("p", start(), *inner, user("b"), flows=["start > s > b", "s1 > a > e1", "h1 > he"]), code="k")
    assert an.stands_at == ["a", "h1", "a", "h1"]
    an.receive("h1", 1)
    assert an.stands_at == ["a", "h1"]
    assert an.do("a").stands_at == ["b"]


@pytest.mark.parametrize(
    "flows", [["start > a > h > end", "h1 > he"], ["start > a > end", "h > end", "h1 > he"]], ids=["into", "out"]
)
def test_no_flow_leads_to_or_from_it(flows: list[str]) -> None:
    with pytest.raises(ElementNotSupported):
        graph_of(drawing("p", start(), user("a"), end(), *handler("h", on_message(), end("he")), flows=flows))


def test_it_needs_an_event() -> None:
    with pytest.raises(ElementNotSupported):
        graph_of(drawing("p", start(), end(), *handler("h", begin(), end("he")), flows=["start > end", "h1 > he"]))


def test_what_a_running_branch_wrote_counts_more_than_what_an_ended_one_knew() -> None:
    beside = handler("h", on_message(interrupting=False), user("x"), end("he"))
    tasks = [user(key) for key in ("t", "w", "q1", "q2", "y", "z")]
    drawn = drawing(
        "p", start(), *(both(key) for key in ("f0", "f", "g1", "g2", "j")), *tasks, end(), *beside,
        flows=[
            "start > f0 > w > g1 > q1", "g1 > g2 > q2", "g2 > j", "f0 > t > f > end", "f > j > y > z", "h1 > x > he",
        ],
    )  # fmt: skip
    an = Player(drawn, code="HS-1").do("t", v=1).do("w").do("y", v=2).receive("h1")
    assert an.run.variables(an.wait("x").token)["v"] == 2
