"""The cells of a decision table are tests on one value, which they may call `?`."""

from typing import Any

import pytest

from tests.unit.feel.asking import passes, value


@pytest.mark.parametrize(
    ("tests", "asked", "expected"),
    [
        ("-", None, True),
        ("18", 18, True),
        ("18, 21", 21, True),
        ("< 18", 17, True),
        ("< 18", 18, False),
        ("[18..60)", 60, False),
        ("[18..60)", 18, True),
        ("(18..60]", 18, False),
        ("]18..60[", 59, True),
        ('"CCCD", "Hộ chiếu"', "Hộ chiếu", True),
        ('not("CCCD")', "Hộ chiếu", True),
        ("not(< 18, > 60)", 30, True),
        ("not(< 18, > 60)", 61, False),
        ("null", None, True),
        ("> 5", None, False),
        ("? > 5 and ? < 10", 7, True),
        ('contains(?, "Hà")', "Hà Nội", True),
        ('not(contains(?, "Hà"))', "Huế", True),
        ('starts with(?, "A"), "B"', "B", True),
        ("true", True, True),
        ("true", False, False),
        ("not(true)", False, True),
        ("? instance of number", 3, True),
        ('< date("2026-01-01")', value('date("2025-12-31")'), True),
        ("count(?) > 1", [1, 2], True),
        ("[1, 2]", 2, True),
        ("< 5, [10..20]", 15, True),
        ("= 5", 5, True),
        ("!= 5", 5, False),
    ],
)
def test_a_cell_is_a_test(tests: str, asked: Any, expected: bool) -> None:
    assert passes(tests, asked) is expected


def test_a_cell_sees_the_other_variables() -> None:
    assert passes("> ngưỡng", 10, {"ngưỡng": 5}) is True


def test_a_cell_may_hold_a_condition_on_other_variables() -> None:
    assert passes("count(giấy tờ) > 1", "x", {"giấy tờ": [1, 2]}) is True


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 in (1, < 3, [4..6])", True),
        ("5 in < 3", False),
        ("5 in [1, 2, 5]", True),
        ("[1, 2] in [[1, 2], [3]]", True),
        ('date("2026-08-25") in [date("2026-01-01")..date("2026-12-31")]', True),
        ("5 between 1 and 5", True),
        ("5 in (? > 3)", True),
        ("5 in !=5", False),
    ],
)
def test_in_takes_the_same_tests(text: str, expected: bool) -> None:
    assert value(text) is expected
