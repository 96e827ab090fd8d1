"""`instance of` asks for a type of the standard: simple ones, lists, contexts, ranges, functions, that of null."""

import pytest

from tests.unit.feel.asking import value


@pytest.mark.parametrize(("text", "expected"), [
    ("1 instance of number", True),
    ('"1" instance of number', False),
    ('date("2026-08-25") instance of date and time', False),
    ('duration("P1M") instance of years and months duration', True),
    ("[1, 2] instance of list<number>", True),
    ('[1, "a"] instance of list<number>', False),
    ("[] instance of list<number>", True),
    ('{a: 1, b: "x"} instance of context<a: number>', True),
    ("{b: 1} instance of context<a: number>", False),
    ("[1..2] instance of range<number>", True),
    ("abs instance of function<number> -> number", True),
    ("1 instance of Any", True),
    ("null instance of Any", False),
    ("null instance of number", False),
    ("null instance of Null", True),
    ("1 instance of Null", False),
])  # fmt: skip
def test_a_value_is_of_the_types_the_standard_says(text: str, expected: bool) -> None:
    assert value(text) is expected
