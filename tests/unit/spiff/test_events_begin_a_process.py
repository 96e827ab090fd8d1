"""A process may begin at several places: plainly, or where an event happened; each run begins at one of them."""

import pytest

from engine.model import Assignment, Element, Kind, Message, Process, Timer
from engine.spiff import BegunByEvents, Run
from tests.drawings import call, drawing, element, end, handler, heard, start, user
from tests.unit.spiff.player import Player, graph_of

DAILY = Timer("cycle", "R/P1D")


def several(*more: Element) -> Process:
    by_message = element("by_message", Kind.START, message=Message("xin", ""), outputs=(Assignment("=ten", "nguoi"),))
    starts = (element("by_time", Kind.START, timer=DAILY), by_message, heard("by_signal", "s", kind=Kind.START))
    flows = [f"{one.id} > a_{one.id} > end" for one in (*more, *starts)]
    return drawing("p", *more, *starts, *(user(f"a_{one.id}") for one in (*more, *starts)), end(), flows=flows)


@pytest.mark.parametrize("begun_by", ["", "by_time", "by_message", "by_signal"])
def test_a_run_begins_at_the_one_place_it_was_asked_to(begun_by: str) -> None:
    graph = graph_of(several(start()))
    run = Run.new(graph, {}, Player(several(start())).clock, begun_by=begun_by)
    assert [step.element for step in run.entered] == [begun_by or "start", f"a_{begun_by or 'start'}"]
    assert [wait.element for wait in run.waits()] == [f"a_{begun_by or 'start'}"]


def test_output_mappings_choose_from_what_the_event_brought() -> None:
    graph = graph_of(several())
    run = Run.new(graph, {"ten": "An", "khac": 1}, Player(several(start())).clock, begun_by="by_message")
    assert run.variables() == {"nguoi": "An"}


def test_what_only_events_begin_cannot_be_started_by_hand() -> None:
    with pytest.raises(BegunByEvents):
        Player(several())


def test_a_call_begins_at_the_plain_start() -> None:
    an = Player(drawing("m", start(), call("c", "p"), end("e"), flows=["start > c > e"]), several(start("plain")))
    assert an.stands_at == ["a_plain"]


def test_a_call_of_what_only_events_begin_stalls() -> None:
    an = Player(drawing("m", start(), call("c", "p"), end("e"), flows=["start > c > e"]), several())
    assert an.wait("c").code == "expression_failed"


def test_event_sub_processes_wait_however_the_process_began() -> None:
    late = handler("h", heard("s2", "rut", kind=Kind.START), user("x"), end("e2"))
    drawn = drawing(
        "p",
        heard("by_signal", "s", kind=Kind.START),
        user("a"),
        end(),
        *late,
        flows=["by_signal > a > end", "s2 > x > e2"],
    )
    run = Run.new(graph_of(drawn), {}, Player(several(start())).clock, begun_by="by_signal")
    assert sorted(wait.element for wait in run.waits()) == ["a", "s2"]


def test_a_second_pool_runs_in_an_instance_of_its_own() -> None:
    asks = drawing("hoi", start(), user("a"), end(), flows=["start > a > end"])
    graph = graph_of(asks, several())
    run = Run.new(graph, {}, Player(asks).clock, process="p", begun_by="by_message")
    again = Run.load(graph, run.dump(), Player(asks).clock)
    assert (again.process, [wait.element for wait in again.waits()]) == ("p", ["a_by_message"])
