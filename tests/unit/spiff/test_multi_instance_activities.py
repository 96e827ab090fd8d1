"""A multi-instance activity runs once for each item; its results come in the order of the items."""

import pytest

from tests.drawings import call, drawing, each, end, job, start, user
from tests.unit.spiff.player import Player

UNITS = ["a", "b", "c"]


def _asking(sequential: bool = False, **loop: str) -> Player:
    marker = each(
        "=units",
        sequential=sequential,
        input_element="unit",
        output_collection="answers",
        output_element="=answer",
        **loop,
    )
    task = user("ask", assignee="=unit", loop=marker)
    return Player(drawing("p", start(), task, end(), flows=["start > ask > end"]), units=UNITS)


def test_in_parallel_every_item_is_asked_at_once() -> None:
    an = _asking()
    assert [an.wait("ask", nth).assignee for nth in range(3)] == UNITS


def test_in_sequence_one_after_the_other() -> None:
    an = _asking(sequential=True)
    for unit in UNITS:
        assert [wait.assignee for wait in an.run.waits()] == [unit]
        an.do("ask", answer=unit.upper())
    assert an.run.variables() == {"units": UNITS, "answers": ["A", "B", "C"]}


def test_results_come_in_the_order_of_the_items_not_of_completion() -> None:
    an = _asking().do("ask", 2, answer="C").do("ask", 0, answer="A").do("ask", 0, answer="B")
    assert an.run.variables()["answers"] == ["A", "B", "C"]


def test_what_an_instance_writes_stays_its_own() -> None:
    an = _asking().do("ask", answer="A", note="x")
    assert "note" not in an.run.variables()
    assert "answer" not in an.run.variables(an.wait("ask").token)


def test_a_completion_condition_ends_it_early() -> None:
    an = _asking(completion_condition="=numberOfCompletedInstances >= 2")
    assert an.do("ask", 1, answer="B").stands_at == ["ask", "ask"]
    an.do("ask", 1, answer="C")
    assert (an.run.ended_in, an.run.variables()["answers"]) == ("end", [None, "B", "C"])


def test_a_condition_may_look_at_the_results() -> None:
    an = _asking(completion_condition='=some x in answers satisfies x = "no"').do("ask", answer="yes")
    assert an.stands_at == ["ask", "ask"]
    assert an.do("ask", answer="no").run.ended_in == "end"


def test_a_condition_that_is_no_boolean_stalls_the_instance_with_its_answer_kept() -> None:
    an = _asking(completion_condition="=enough").do("ask", answer="A")
    assert [wait.kind for wait in an.run.waits()] == ["stalled", "task", "task"]
    an.assign("ask", enough=True).retry("ask")
    assert an.run.variables()["answers"] == ["A", None, None]


def test_an_empty_collection_is_passed() -> None:
    task = user("ask", loop=each("=units", output_collection="answers"))
    an = Player(drawing("p", start(), task, end(), flows=["start > ask > end"]), units=[])
    assert (an.run.ended_in, an.run.variables()["answers"]) == ("end", [])


@pytest.mark.parametrize("units", ["a", None, {"a": 1}])
def test_what_is_no_list_stalls(units: object) -> None:
    task = user("ask", loop=each("=units"))
    an = Player(drawing("p", start(), task, end(), flows=["start > ask > end"]), units=units)
    assert an.wait("ask").code == "expression_failed"
    assert an.assign("ask", units=[1]).retry("ask").stands_at == ["ask"]


def test_instances_may_be_jobs_or_calls() -> None:
    inner = drawing("s", start(), job("mail", "send_notice"), end(), flows=["start > mail > end"])
    loop = each("=units", input_element="unit", output_collection="sent", output_element="=unit + so")
    outer = drawing("p", start(), call("c", "s", loop=loop), end(), flows=["start > c > end"])
    an = Player(outer, inner, units=UNITS)
    assert [an.wait("mail", nth).inputs["unit"] for nth in range(3)] == UNITS
    an.do("mail", 1, so="2").do("mail", 0, so="1").do("mail", 0, so="3")
    assert an.run.variables()["sent"] == ["a1", "b2", "c3"]


def test_the_activity_is_entered_and_left_once() -> None:
    an = _asking().do("ask").do("ask").do("ask")
    assert (an.entered.count("ask"), an.left.count("ask")) == (1, 1)
