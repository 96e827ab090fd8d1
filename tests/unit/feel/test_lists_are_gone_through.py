"""Lists: loops, filters, paths, and what the functions on them give."""

from typing import Any

import pytest

from tests.unit.feel.asking import value

PEOPLE = {"người": [{"tên": "An", "tuổi": 17}, {"tên": "Bình", "tuổi": 40}, {"tên": "Chi", "tuổi": 25}]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("for x in [1, 2, 3] return x * x", [1, 4, 9]),
        ("for x in 1..3, y in [10, 20] return x + y", [11, 21, 12, 22, 13, 23]),
        ("for x in [1, 2], y in [x, x * 10] return y", [1, 10, 2, 20]),
        ("for x in 3..1 return x", [3, 2, 1]),
        ("for x in [1..4) return x", [1, 2, 3]),
        ("for x in 5 return x", [5]),
        ("for i in 0..4 return if i = 0 then 1 else i * partial[-1]", [1, 1, 2, 6, 24]),
        ("for i in 1..3 return count(partial)", [0, 1, 2]),
        ('for d in @"2026-08-30"..@"2026-09-01" return d.day', [30, 31, 1]),
        ("some x in [1, 2, 3] satisfies x > 2", True),
        ("every x in [1, 2], y in [3, 4] satisfies x < y", True),
        ("[1, 2, 3][item >= 2]", [2, 3]),
        ("[1, 2, 3][-1]", 3),
        ("[1, 2, 3][item = 7]", []),
        ("5[1]", 5),
        ("[{a: 1}, {a: 2}, {b: 3}].a", [1, 2, None]),
        ("[{item: 1}, {item: 2}][item > 1]", [{"item": 2}]),
        ("[[1, 2], [3]][1][2]", 2),
        ("count([1, null])", 2),
        ("sum([])", None),
        ("sum(1, 2, 3)", 6),
        ("mean([1, 2, 6])", 3),
        ("median([8, 2, 5, 3])", 4),
        ("mode([6, 3, 9, 6, 3])", [3, 6]),
        ("stddev([2, 4, 7, 5]) = 2.081665999466132735282297706979931", True),
        ("product(2, 3, 4)", 24),
        ("min([3, 1, 2])", 1),
        ('max("a", "c", "b")', "c"),
        ("all([true, null, false])", False),
        ("any([])", False),
        ("sublist([1, 2, 3], -2)", [2, 3]),
        ("sublist([1, 2, 3, 4], 2, 2)", [2, 3]),
        ("append([1], 2, [3])", [1, 2, [3]]),
        ("concatenate([1], [2, 3])", [1, 2, 3]),
        ("insert before([1, 3], 2, 2)", [1, 2, 3]),
        ("remove([1, 2, 3], -1)", [1, 2]),
        ("reverse([1, 2, 3])", [3, 2, 1]),
        ("index of([1, 2, 1], 1)", [1, 3]),
        ("union([1, 2], [2, 3])", [1, 2, 3]),
        ("distinct values([1, 1.0, null, null, [1], [1]])", [1, None, [1]]),
        ("flatten([[1, [2]], 3])", [1, 2, 3]),
        ("list contains([1, null], null)", True),
        ("list replace([2, 4, 7], 2, 6)", [2, 6, 7]),
        ("list replace([2, 4, 7], function(item, newItem) item < newItem, 5)", [5, 5, 7]),
        ("sort([3, 1, 2], function(x, y) x > y)", [3, 2, 1]),
        ("sort([3, 1, 2])", [1, 2, 3]),
        ("get entries({a: 1})", [{"key": "a", "value": 1}]),
        ('context([{key: "a", value: 1}])', {"a": 1}),
        ('context put({a: {b: 1}}, ["a", "b"], 2)', {"a": {"b": 2}}),
        ("context merge([{a: 1}, {a: 2, b: 3}])", {"a": 2, "b": 3}),
        ('get value({a: 1}, "a")', 1),
    ],
)
def test_lists_and_contexts_give(text: str, expected: Any) -> None:
    assert value(text) == expected


def test_a_filter_sees_the_entries_of_each_item() -> None:
    assert value("người[tuổi >= 18].tên", PEOPLE) == ["Bình", "Chi"]


def test_a_filter_sees_what_lies_outside_too() -> None:
    assert value("người[tuổi >= ngưỡng].tên", {**PEOPLE, "ngưỡng": 30}) == ["Bình"]


def test_a_filter_may_be_a_position_that_is_worked_out() -> None:
    assert value("người[count(người)].tên", PEOPLE) == "Chi"


def test_sorting_keeps_the_order_of_equals() -> None:
    members = [{"n": 1, "t": "a"}, {"n": 0, "t": "b"}, {"n": 1, "t": "c"}]
    assert value("sort(xs, function(a, b) a.n < b.n).t", {"xs": members}) == ["b", "a", "c"]


def test_what_the_context_holds_is_never_changed() -> None:
    held = {"xs": [3, 1, 2], "c": {"a": 1}}
    value('[sort(xs), append(xs, 4), context put(c, "a", 2)]', held)
    assert held == {"xs": [3, 1, 2], "c": {"a": 1}}
