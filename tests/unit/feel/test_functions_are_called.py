"""Functions: defined and built in, called by place and by name; arguments are made to fit where they may be."""

from typing import Any

import pytest

from tests.unit.feel.asking import codes, value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(function(x) x + 1)(2)", 3),
        ("(function(x, y) x - y)(y: 1, x: 5)", 4),
        ("{f: function(x) x * 2, g: f(3)}.g", 6),
        ("(function(f, x) f(f(x)))(function(n) n * 3, 2)", 18),
        ("(function(f) f([4, 9]))(max)", 9),
        ("[abs, sqrt][2](16)", 4),
        ("{fact: function(n) if n < 2 then 1 else n * fact(n - 1)}.fact(20)", 2432902008176640000),
        ("(function(a: number) a)(5)", 5),
        ('(function(a: number) a)("x")', None),
        ("(function(a: number) a)([5])", 5),
        ("(function(a: list<number>) a)(5)", [5]),
        ("{x: 1, f: function() x, g: (function(x) f())(2)}.g", 1),
        ('substring(string: "hồ sơ", start position: 4)', "sơ"),
        ('string join(delimiter: "-", list: ["a", "b"])', "a-b"),
        ("abs(n: -1)", 1),
        ("abs([-1])", 1),
        ("count(5)", 1),
        ("is(1, 1.0)", True),
        ('is(@"10:00:00Z", @"11:00:00+01:00")', False),
        ('number("1.234.567,89", ".", ",")', 1234567.89),
        ("string(null)", None),
        ('string({a: [1, "b"]})', '{a: [1, "b"]}'),
        ("string(1.50)", "1.5"),
    ],
)
def test_a_call_gives(text: str, expected: Any) -> None:
    found = value(text)
    assert float(found) == expected if isinstance(expected, float) else found == expected


@pytest.mark.parametrize(
    "text",
    [
        "(function(x) x)()",
        "(function(x) x)(1, 2)",
        "(function(x) x)(y: 1)",
        "abs()",
        "abs(1, 2)",
        'abs("1")',
        "abs(m: 1)",
    ],
)
def test_a_call_that_does_not_fit_is_null(text: str) -> None:
    assert value(text) is None
    assert codes(text) == ["feel_wrong_arguments"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 instance of number", True),
        ("null instance of Any", False),
        ("[1, 2] instance of list<number>", True),
        ('[1, "a"] instance of list<number>', False),
        ("{a: 1} instance of context<a: number>", True),
        ("[1..5] instance of range<number>", True),
        ("(function(x) x) instance of function<Any> -> Any", True),
        ('@"P1D" instance of days and time duration', True),
        ('@"P1M" instance of years and months duration', True),
        ("now() instance of date and time", True),
        ("-1 instance of number", True),
        ("1 instance of unknownType", False),
    ],
)
def test_values_are_of_types(text: str, expected: bool) -> None:
    assert value(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('substring("foobar", -2, 1)', "a"),
        ('string length("Hồ Chí Minh")', 11),
        ('upper case("Nguyễn Văn An")', "NGUYỄN VĂN AN"),
        ('lower case("ĐẶNG")', "đặng"),
        ('substring before("An@coquan", "@")', "An"),
        ('substring after("An@coquan", "@")', "coquan"),
        ('contains("giấy phép", "phép")', True),
        ('starts with("G09.20", "G09")', True),
        ('ends with("a.pdf", ".pdf")', True),
        ('"a" + "b"', "ab"),
        ('"\\u0041\\t\\"\\\\"', 'A\t"\\'),
        ('string length("\\uD83D\\uDC0E")', 1),
    ],
)
def test_texts_are_worked_on_by_characters(text: str, expected: object) -> None:
    assert value(text) == expected
