"""No expression hangs, fills the memory or stops the process: each ends within a second and 64 MiB."""

import tracemalloc
from contextlib import suppress

import pytest

from engine.feel import FeelError, parse, to_json, unary_tests
from tests.stopwatch import seconds
from tests.unit.feel.asking import CLOCK
from tests.unit.feel.hostile import EXPRESSIONS

SECONDS = 1.0
MEBIBYTES = 64
GROWING = (
    "for i in 1..10**12 return {a: i}",
    "for i in 1..10**12 return function() i",
    "for i in 1..10**12 return [i..i + 1]",
    "for i in 1..10**6 return partial",
    '{f: function(s) f(s + s)}.f("aaaaaaaaaaaaaaaaaaaa")',
)


def _end(text: str) -> None:
    """Read, work out and lower a text; a refusal is an end too."""
    with suppress(FeelError):
        to_json(parse(text).evaluate({}, CLOCK).value)


def _end_cell(text: str) -> None:
    with suppress(FeelError):
        unary_tests(text).evaluate({"?": 1}, CLOCK)


def test_there_are_a_hundred_of_them() -> None:
    assert len(set(EXPRESSIONS)) >= 100


@pytest.mark.parametrize("text", EXPRESSIONS, ids=lambda text: text[:40].encode("ascii", "replace").decode())
def test_a_hostile_expression_ends_within_a_second(text: str) -> None:
    assert seconds(lambda: _end(text), SECONDS) < SECONDS


@pytest.mark.parametrize("text", EXPRESSIONS[:36], ids=lambda text: text[:40].encode("ascii", "replace").decode())
def test_a_hostile_cell_of_a_table_ends_too(text: str) -> None:
    assert seconds(lambda: _end_cell(text), SECONDS) < SECONDS


@pytest.mark.parametrize("text", GROWING, ids=lambda text: text[:40])
def test_a_growing_expression_stays_within_64_mebibytes(text: str) -> None:
    tracemalloc.start()
    try:
        _end(text)
        assert tracemalloc.get_traced_memory()[1] < MEBIBYTES << 20
    finally:
        tracemalloc.stop()


def test_an_overrun_is_null_and_says_so_in_both_languages() -> None:
    found = parse("for i in 1..10**9 return i").evaluate({}, CLOCK)
    assert found.value is None
    assert found.warnings[-1].code == "feel_too_many_steps"
    assert "bước" in found.warnings[-1].sentence("vi")


def test_work_of_ordinary_size_is_done() -> None:
    text = "sum(for i in 1..2000 return if modulo(i, 2) = 0 then i else 0)"
    assert parse(text).evaluate({}, CLOCK).value == 1001000


def test_a_function_may_call_itself_fifty_times_deep() -> None:
    text = "{dem: function(n) if n = 0 then 0 else 1 + dem(n - 1)}.dem(50)"
    assert parse(text).evaluate({}, CLOCK).value == 50
