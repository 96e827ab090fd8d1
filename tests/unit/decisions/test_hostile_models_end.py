"""Whatever stands in a file, loading, checking and asking it end soon: with an answer, a warning or a clear refusal."""

from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.decisions import load
from engine.decisions.errors import TableTooLarge
from ground.errors import Problem
from tests.unit.decisions.models import CLOCK, ask, codes, decision, document, knowledge, literal, table
from tests.unit.decisions.models import given as taking
from tests.unit.decisions.test_requirements import SERVED
from tests.unit.decisions.test_types import KINDS


def test_lists_that_double_in_every_decision_stay_small() -> None:
    pairs = pairwise(range(81))
    doubling = [decision(f"d{a}", literal(f"concatenate(d{b}, d{b})"), decisions=(f"d{b}",)) for a, b in pairs]
    outcome = ask(document(*doubling, decision("d80", literal("[1]"))), "d0")
    assert (outcome.value, codes(outcome)) == (None, ["feel_too_big"])


def test_boxed_lists_as_deep_as_the_reader_lets_them_be_are_worked_out() -> None:
    nested = "<list>" * 96 + literal("1") + "</list>" * 96
    assert ask(document(decision("d", nested)), "d").value is not None


def test_a_table_with_too_many_rows_is_refused() -> None:
    with pytest.raises(TableTooLarge, match="5001 rows"):
        load(document(decision("d", table({"x": "number"}, [("1", "1")] * 5001))))


def test_a_large_table_is_checked_within_its_budget() -> None:
    rows = [(f"[{row}..{row + 1})", f"> {row % 7}", str(row)) for row in range(400)]
    drawn = decision("d", table({"x": "", "y": ""}, rows), inputs=("x", "y"))
    rules = {finding.rule for finding in load(document(taking("x"), taking("y"), drawn)).check()}
    assert rules == {"decision_gap"}


DAMAGES = ("drop", "twice", "empty", "move")
ROWS = [('"a"', "< 5", "1"), ("-", "[1..3]", "2")]
WHOLE = document(
    KINDS,
    *SERVED,
    taking("x", "tNgười"),
    knowledge("f", {"x": "tVùng"}, literal("x")),
    decision("t", table({"x.tên": "string", "mức": "number"}, ROWS, "PRIORITY")),
    decision("d", f"<list>{literal('f(x)')}</list>", inputs=("x",), knowledge=("f",)),
).decode()
ELEMENTS = len(list(ElementTree.fromstring(WHOLE).iter()))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, ELEMENTS - 1), st.sampled_from(DAMAGES)), max_size=4))
def test_a_damaged_model_is_answered_or_refused_with_a_sentence(damage: list[tuple[int, str]]) -> None:
    root = ElementTree.fromstring(WHOLE)
    for at, kind in damage:
        _damage(list(root.iter()), at, kind)
    assert _told(ElementTree.tostring(root))


def _told(content: bytes) -> list[str]:
    """What the engine says to such a file."""
    try:
        model = load(content)
    except Problem as problem:
        return [problem.sentence()]
    outcomes = [model.evaluate(name, {"x": {"tên": "a"}, "thu nhập": 3}, CLOCK) for name in model.decisions()]
    return ["loaded", *(finding.rule for finding in model.check()), *(str(each.value) for each in outcomes)]


def _damage(elements: list[ElementTree.Element], at: int, kind: str) -> None:
    element = elements[at % len(elements)]
    if kind == "drop" and len(element):
        element.remove(element[-1])
    elif kind == "twice" and len(element):
        element.append(element[0])
    elif kind == "empty":
        element.attrib.clear()
        element.text = None
    elif kind == "move" and element is not elements[0] and element not in list(elements[0].iter(element.tag))[:1]:
        elements[0].append(element)
