"""What cannot be run exactly as drawn is refused when the graph is built; nothing becomes a plain step in silence."""

from typing import Any

import pytest

from engine.feel import FeelError
from engine.model import Element, Kind, Message, Timer
from engine.spiff import ElementNotSupported
from tests.drawings import (
    both,
    boundary,
    boundary_timer,
    drawing,
    each,
    either,
    element,
    end,
    part,
    race,
    start,
    timer,
    user,
)
from tests.unit.spiff.player import Player, graph_of

HOURLY = Timer("duration", "PT1H")


def _refused(*elements: Element, flows: list[str]) -> Any:
    with pytest.raises(ElementNotSupported) as refused:
        graph_of(drawing("p", *elements, flows=flows))
    return refused.value.params["element"]


@pytest.mark.parametrize(
    "odd",
    [
        element("x", Kind.UNKNOWN),
        element("x", Kind.EXCLUSIVE, loop=each("=xs")),
        element("x", Kind.END, events=("signalEventDefinition",)),
        element("x", Kind.CATCH, events=("signalEventDefinition",)),
        element("x", Kind.END, events=("errorEventDefinition",)),
        element("x", Kind.END, events=("terminateEventDefinition", "errorEventDefinition"), code="e"),
        element("x", Kind.THROW, events=("errorEventDefinition",), code="e"),
        element("x", Kind.THROW, events=("linkEventDefinition",), link="nowhere"),
        element("x", Kind.THROW, events=("compensateEventDefinition",)),
        element("x", Kind.CATCH, events=("conditionalEventDefinition",)),
        element("x", Kind.USER_TASK, timer=HOURLY),
        element("x", Kind.CATCH),
        element("x", Kind.CATCH, timer=HOURLY, message=Message("m")),
        element("x", Kind.CATCH, timer=Timer("sometimes", "PT1H")),
        element("x", Kind.BOUNDARY, timer=HOURLY),
    ],
    ids=lambda odd: f"{odd.tag}-{odd.events}",
)
def test_elements(odd: Element) -> None:
    assert _refused(start(), user("a"), odd, flows=["start > a"]) == "x"


def test_a_start_event_of_a_sub_process_that_waits_for_something() -> None:
    begin = element("s2", Kind.START, timer=HOURLY)
    drawn = start(), *part("x", begin, user("a"), end("e2"))
    assert _refused(*drawn, flows=["start > x", "s2 > a > e2"]) == "s2"


def test_a_start_event_of_a_process_that_waits_for_an_error() -> None:
    begin = element("start", Kind.START, events=("errorEventDefinition",), code="e")
    assert _refused(begin, user("a"), flows=["start > a"]) == "start"


def test_conditions_on_flows_that_leave_an_event() -> None:
    assert _refused(start(), user("a"), end(), flows=["start >[=x] a > end"]) == "start"


def test_a_flow_of_a_choice_without_condition() -> None:
    drawn = start(), either("g"), end(), end("e2")
    assert _refused(*drawn, flows=["start > g >[=x] end", "g > e2"]) == "g"


def test_a_race_that_leads_to_something_else_than_events() -> None:
    assert _refused(start(), race("g"), timer("t", "PT1H"), user("a"), flows=["start > g > t", "g > a"]) == "g"


def test_a_boundary_event_on_something_else_than_an_activity() -> None:
    assert _refused(start(), both("g"), boundary_timer("b", "g", "PT1H"), flows=["start > g"]) == "b"


def test_an_error_that_does_not_interrupt() -> None:
    beside = boundary("b", "a", "error", interrupting=False)
    assert _refused(start(), user("a"), beside, end(), flows=["start > a > end", "b > end"]) == "b"


def test_a_boundary_event_on_nothing() -> None:
    assert _refused(start(), user("a"), boundary_timer("b", "other", "PT1H"), flows=["start > a"]) == "b"


def test_a_default_that_is_no_flow() -> None:
    drawn = start(), either("g", default="other"), end(), end("e2")
    assert _refused(*drawn, flows=["start > g >[=x] end", "g >[=y] e2"]) == "g"


def test_a_process_without_a_start_or_with_two() -> None:
    assert _refused(user("a"), flows=[]) == "p"
    assert _refused(start(), start("again"), user("a"), flows=["start > a"]) == "p"


def test_a_flow_back_to_the_start() -> None:
    assert _refused(start(), user("a"), flows=["start > a > start"]) == "start"


def test_a_flow_that_leaves_an_end() -> None:
    assert _refused(start(), end(), user("a"), flows=["start > end > a"]) == "end"


@pytest.mark.parametrize(
    "wrong",
    [
        {"assignee": "=1 +"},
        {"due_date": "=if"},
        {"loop": each("=[")},
        {"candidate_groups": "=,"},
        {"priority": "=)"},
    ],
)
def test_text_that_is_not_feel(wrong: dict[str, Any]) -> None:
    with pytest.raises(FeelError):
        graph_of(drawing("p", start(), user("a", **wrong), flows=["start > a"]))


def test_a_condition_that_is_not_feel() -> None:
    with pytest.raises(FeelError):
        graph_of(drawing("p", start(), either("g"), end(), end("e2"), flows=["start > g >[=a b c] end", "g >[=] e2"]))


def test_a_token_may_end_without_an_end_event() -> None:
    an = Player(drawing("p", start(), user("a"), flows=["start > a"])).do("a")
    assert (an.left, an.run.ended_in) == (["start", "a"], "a")
