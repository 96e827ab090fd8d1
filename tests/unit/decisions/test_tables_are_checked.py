"""Rows that overlap and inputs no row catches are found, with an example; what is not certain is not claimed."""

import pytest

from tests.unit.decisions.models import checked, given, model, table

OVERLAP, GAP, BEYOND = "decision_rows_overlap", "decision_gap", "decision_cell_beyond"


def found(kind: str, *cells: str, policy: str = "UNIQUE") -> list[str]:
    return checked(table({"x": kind}, [(cell, str(row)) for row, cell in enumerate(cells)], policy))


@pytest.mark.parametrize(
    ("kind", "cells", "expected"),
    [
        ("number", ("< 18", ">= 18"), []),
        ("number", ("<= 18", ">= 18"), [OVERLAP]),
        ("number", ("< 18", "> 18"), [GAP]),
        ("number", ("[0..17]", "[18..99]", "< 0", "> 99"), [GAP]),
        ("number", ("< 5", "5", "not(<= 5)"), []),
        ("number", ("[0..5)", "not([0..5))"), []),
        ("number", ("(0..5]", "not((0..5])"), []),
        ("number", ("? > 5 and ? < 9", "<= 5", ">= 9"), []),
        ("number", ("-1", "-"), [OVERLAP]),
        ("date", ('<= date("2026-01-01")', '>= @"2026-01-02"'), []),
        ("date", ('< @"2026-01-01"', '> @"2026-01-01"'), [GAP]),
        ("string", ('"a"', '"b", "c"', 'not("a", "b", "c")'), []),
        ("string", ('"a"', '"b"'), [GAP]),
        ("boolean", ("true", "false"), []),
        ("boolean", ("true", "-"), [OVERLAP]),
        ("boolean", ("true",), [GAP]),
    ],
)
def test_a_column_is_covered_once_or_the_mistake_is_named(
    kind: str, cells: tuple[str, ...], expected: list[str]
) -> None:
    assert found(kind, *cells) == expected


def test_overlaps_are_a_mistake_only_under_unique_and_any() -> None:
    assert found("number", "<= 18", ">= 18", policy="FIRST") == []


def test_under_any_rows_may_overlap_if_they_agree() -> None:
    agreeing = table({"x": "number"}, [("<= 18", "1"), (">= 18", "1.0")], "ANY")
    differing = table({"x": "number"}, [("<= 18", "1"), (">= 18", "2")], "ANY")
    unknown = table({"x": "number"}, [("<= 18", "1"), (">= 18", "y")], "ANY")
    assert [checked(each) for each in (agreeing, differing, unknown)] == [[], [OVERLAP], []]


def test_allowed_values_bound_what_is_looked_at() -> None:
    allowed = "<allowedValues><text>{}</text></allowedValues>"
    kind = f"<itemDefinition name='t'><typeRef>string</typeRef>{allowed}</itemDefinition>"
    covered = table({"x": ""}, [('"a"', "1"), ('"b"', "2")])
    inside = (given("x", "t"), kind.format('"a","b"'))
    outside = (given("x", "t"), kind.format('"a","b","c"'))
    assert checked(covered, *inside, inputs=("x",)) == []
    assert checked(covered, *outside, inputs=("x",)) == [GAP]


def test_a_gap_is_shown_with_an_example() -> None:
    rows = [("< 18", '"I"', "1"), (">= 18", "-", "2")]
    inputs = ("tuổi", "vùng")
    (finding,) = model(table({"tuổi": "number", "vùng": "string"}, rows), *map(given, inputs), inputs=inputs).check()
    assert finding.message["vi"] == 'quyết định: không dòng nào khớp khi tuổi = 17, vùng = "khác".'
    assert finding.severity == "warning"


def test_an_overlap_is_shown_with_its_rows_and_an_example() -> None:
    logic = table({"tuổi": "number"}, [("<= 18", "1"), (">= 18", "2")])
    (finding,) = model(logic, given("tuổi"), inputs=("tuổi",)).check()
    assert "rows 1 and 2 both match when tuổi = 18" in finding.message["en"]
    assert finding.severity == "error"


def test_a_cell_that_depends_on_something_else_is_named_and_nothing_is_claimed_of_it() -> None:
    assert found("number", "< y", ">= y") == [BEYOND, BEYOND]
    assert found("number", "< y", "> 5") == [BEYOND]


def test_columns_that_depend_on_each_other_are_not_taken_for_free() -> None:
    rows = [("> 5", "true", "1"), ("<= 5", "false", "2")]
    assert checked(table({"x": "number", "x > 5": "boolean"}, rows)) == [BEYOND, BEYOND]


def test_two_columns_that_ask_the_same_are_one_input() -> None:
    rows = [("> 5", "< 9", "1"), ("<= 5", "-", "2"), (">= 9", "-", "3")]
    logic = table({"x": "number", " x": "number"}, rows)
    assert checked(logic) == []


def test_a_default_leaves_no_gap() -> None:
    default = "<defaultOutputEntry><text>0</text></defaultOutputEntry></output>"
    assert checked(table({"x": "number"}, [("1", "1")]).replace("</output>", default)) == []


def test_a_text_that_cannot_be_read_is_named_with_its_line() -> None:
    assert found("number", "<", "> 5") == ["decision_feel_not_readable", BEYOND]


def test_a_requirement_that_leads_nowhere_is_named() -> None:
    assert checked(table({"x": "number"}, [("-", "1")]), inputs=("đâu",)) == ["decision_requirement_missing"]


def test_allowed_values_that_cannot_be_read_are_named() -> None:
    allowed = "<allowedValues><text>1 +</text></allowedValues>"
    kind = f"<itemDefinition name='t'><typeRef>number</typeRef>{allowed}</itemDefinition>"
    assert checked(table({"x": "number"}, [("-", "1")]), kind) == ["decision_feel_not_readable"]
