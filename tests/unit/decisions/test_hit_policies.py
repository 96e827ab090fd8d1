"""What a table gives when none, one or several of its rows match."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from tests.unit.decisions.models import ask, codes, decision, document, given, table

ROWS = [("< 10", '"nhỏ"'), ("< 20", '"vừa"'), ("< 30", '"lớn"')]


def value(policy: str, asked: int, rows: Sequence[tuple[str, ...]] = ROWS, **more: Any) -> Any:
    logic = table({"x": "number"}, rows, policy, **more)
    parts = (given("x", "number"), decision("d", logic, inputs=("x",)))
    return ask(document(*parts), "d", {"x": asked}).value


@pytest.mark.parametrize(
    ("policy", "asked", "expected"),
    [
        ("UNIQUE", 25, "lớn"),
        ("UNIQUE", 5, None),
        ("UNIQUE", 99, None),
        ("ANY", 25, "lớn"),
        ("ANY", 5, None),
        ("FIRST", 5, "nhỏ"),
        ("FIRST", 99, None),
        ("RULE ORDER", 5, ["nhỏ", "vừa", "lớn"]),
        ("RULE ORDER", 99, []),
        ("COLLECT", 15, ["vừa", "lớn"]),
    ],
)
def test_a_policy_says_which_of_the_rows_count(policy: str, asked: int, expected: object) -> None:
    assert value(policy, asked) == expected


def test_rows_that_agree_may_match_together_under_any() -> None:
    assert value("ANY", 5, [("< 10", '"một"'), ("< 20", '"một"')]) == "một"


def test_priority_takes_the_output_that_is_listed_first() -> None:
    assert value("PRIORITY", 5, outputs={"": '"lớn", "vừa", "nhỏ"'}) == "lớn"


def test_output_order_puts_the_outputs_into_the_order_they_are_listed_in() -> None:
    assert value("OUTPUT ORDER", 5, outputs={"": '"vừa", "lớn", "nhỏ"'}) == ["vừa", "lớn", "nhỏ"]


def test_priority_of_several_outputs_looks_at_the_first_output_first() -> None:
    rows = [("< 10", '"b"', '"x"'), ("< 20", '"a"', '"y"'), ("< 30", '"a"', '"x"')]
    found = value("PRIORITY", 5, rows, outputs={"một": '"a","b"', "hai": '"x","y"'})
    assert found == {"một": "a", "hai": "x"}


@pytest.mark.parametrize(("aggregation", "expected"), [("SUM", 6), ("MIN", 1), ("MAX", 3), ("COUNT", 3)])
def test_collecting_puts_numbers_together(aggregation: str, expected: int) -> None:
    rows = [("< 10", "1"), ("< 20", "2"), ("< 30", "3")]
    assert value("COLLECT", 5, rows, aggregation=aggregation) == Decimal(expected)


@pytest.mark.parametrize(("aggregation", "expected"), [("SUM", None), ("MIN", None), ("COUNT", Decimal(0))])
def test_nothing_collected_is_null_but_counts_zero(aggregation: str, expected: object) -> None:
    assert value("COLLECT", 99, [("< 10", "1")], aggregation=aggregation) == expected


def test_a_default_stands_in_where_no_row_matches() -> None:
    logic = table({"x": "number"}, ROWS).replace(
        '<output name=""></output>',
        '<output name=""><defaultOutputEntry><text>"khác"</text></defaultOutputEntry></output>',
    )
    parts = (given("x", "number"), decision("d", logic, inputs=("x",)))
    assert ask(document(*parts), "d", {"x": 99}).value == "khác"


def test_rows_that_match_where_only_one_may_are_named() -> None:
    parts = (given("x", "number"), decision("d", table({"x": "number"}, ROWS), inputs=("x",)))
    outcome = ask(document(*parts), "d", {"x": 5})
    assert codes(outcome) == ["dmn_several_rows"]
    assert outcome.warnings[0].problem.params["rows"] == "1, 2, 3"
