"""true, false and null: a null does not decide, and what is neither counts as null."""

from itertools import product
from typing import Any

import pytest

from tests.unit.feel.asking import codes, value

TRUTHS: tuple[Any, ...] = (True, False, None)
PAIRS = list(product(TRUTHS, TRUTHS))


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_and_is_false_as_soon_as_one_is(left: Any, right: Any) -> None:
    expected = False if False in (left, right) else None if None in (left, right) else True
    assert value("a and b", {"a": left, "b": right}) is expected


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_or_is_true_as_soon_as_one_is(left: Any, right: Any) -> None:
    expected = True if True in (left, right) else None if None in (left, right) else False
    assert value("a or b", {"a": left, "b": right}) is expected


@pytest.mark.parametrize(("given", "expected"), [(True, False), (False, True), (None, None), (1, None), ("true", None)])
def test_not_turns_round_only_what_is_true_or_false(given: Any, expected: Any) -> None:
    assert value("not(a)", {"a": given}) is expected


def test_a_number_in_a_condition_is_null_and_is_warned_of() -> None:
    assert value("true and 1") is None
    assert codes("true and 1") == ["feel_not_boolean"]


def test_what_comes_after_the_decision_is_not_looked_at() -> None:
    assert codes("false and 1 / 0 = 1") == []


@pytest.mark.parametrize(("text", "expected"), [("null = null", True), ("null = 1", False), ("1 != null", True)])
def test_null_equals_only_null(text: str, expected: bool) -> None:
    assert value(text) is expected


@pytest.mark.parametrize("text", ['1 = "1"', "true = 1", "[] = 0", '1 < "2"', "1 < null", "null in [1..10]"])
def test_what_cannot_be_compared_is_null_and_is_warned_of(text: str) -> None:
    assert value(text) is None
    assert codes(text) == ["feel_operands"]


def test_if_takes_the_other_way_for_anything_but_true() -> None:
    assert value('if x then "a" else "b"', {"x": None}) == "b"
    assert codes('if x then "a" else "b"', {"x": None}) == ["feel_not_boolean"]


def test_a_chain_of_else_if_takes_the_first_that_is_true() -> None:
    grades = 'if d >= 8 then "giỏi" else if d >= 6.5 then "khá" else if d >= 5 then "trung bình" else "yếu"'
    assert [value(grades, {"d": mark}) for mark in (9, 7, 5, 3)] == ["giỏi", "khá", "trung bình", "yếu"]


@pytest.mark.parametrize(("every", "some"), [([True, True], True), ([True, None], True), ([False, None], None)])
def test_some_is_the_or_of_all_turns(every: list[Any], some: Any) -> None:
    assert value("some x in xs satisfies x", {"xs": every}) is some


@pytest.mark.parametrize(("turns", "every"), [([True, True], True), ([True, None], None), ([False, None], False)])
def test_every_is_the_and_of_all_turns(turns: list[Any], every: Any) -> None:
    assert value("every x in xs satisfies x", {"xs": turns}) is every
