"""A process is never stopped by an expression: what fails is null, and a warning says where and why."""

import pytest

from engine.feel import FeelError, parse
from tests.unit.feel.asking import CLOCK, codes, outcome, value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("khong_co", "feel_unknown_name"),
        ("{a: 1}.b", "feel_no_entry"),
        ("1 + null", "feel_operands"),
        ('"a" - "b"', "feel_operands"),
        ("-[1]", "feel_operand"),
        ("1 / 0", "feel_divided_by_zero"),
        ("[1, 2][3]", "feel_outside"),
        ("[1, 2][0]", "feel_outside"),
        ("[3..1]", "feel_bad_range"),
        ('[1.."a"]', "feel_bad_range"),
        ("{a: 1, a: 2}", "feel_twice"),
        ("x(1)", "feel_unknown_name"),
        ("1 = 1 and 5 in null_list", "feel_unknown_name"),
        ('string length("a", "b")', "feel_wrong_arguments"),
        ("string length(tring: 1)", "feel_wrong_arguments"),
        ('date("2026-02-30")', "feel_wrong_value"),
        ("function() external {}", "feel_not_run_here"),
        ("for i in null return i", "feel_not_iterable"),
        ('for i in "a".."z" return i', "feel_not_iterable"),
        ("sqrt(-1)", "feel_wrong_value"),
        ("get value({}, [[1], [2]])", "feel_wrong_value"),
    ],
)
def test_what_fails_is_null_with_a_warning(text: str, code: str) -> None:
    found = outcome(text)
    assert found.value is None
    assert code in [warning.code for warning in found.warnings]


def test_the_rest_of_the_expression_goes_on() -> None:
    assert value('if khong_co = null then "thiếu" else "đủ"') == "thiếu"


def test_a_warning_knows_its_line_and_column() -> None:
    warning = outcome("1 +\n  x / 0", {"x": 1}).warnings[0]
    assert (warning.params["line"], warning.params["column"]) == (2, 5)


def test_a_warning_speaks_both_languages() -> None:
    warning = outcome('date("hôm qua")').warnings[0]
    assert "it is not a date such as 2026-08-25" in warning.sentence("en")
    assert "đây không phải là ngày như 2026-08-25" in warning.sentence("vi")


def test_a_warning_leaves_the_names_of_functions_and_variables_alone() -> None:
    assert "date không dùng được" in outcome('date("x")').warnings[0].sentence("vi")


def test_a_thousand_failures_leave_fifty_warnings() -> None:
    assert len(codes("for i in 1..1000 return i / 0")) == 50


def test_the_hand_of_no_clock_is_needed_to_fail() -> None:
    assert parse("now() - 1").evaluate({}, CLOCK).value is None


def test_warnings_are_errors_of_the_language() -> None:
    assert all(isinstance(warning, FeelError) for warning in outcome("a + b").warnings)
