"""An expression is compiled once for a text and those of the known names that occur in it."""

import threading

from engine.feel import parse, unary_tests
from tests.unit.feel.asking import CLOCK


def test_the_same_text_is_the_same_expression() -> None:
    assert parse("a + 1") is parse("a + 1")


def test_names_that_do_not_occur_make_no_difference() -> None:
    assert parse("a + 1", frozenset({"họ tên", "ngày sinh"})) is parse("a + 1")


def test_names_that_occur_do() -> None:
    assert parse("a-b", frozenset({"a-b"})) is not parse("a-b")


def test_a_cell_is_not_the_expression_of_the_same_text() -> None:
    assert parse("5") is not unary_tests("5")


def test_threads_share_an_expression() -> None:
    expression = parse("sum(for i in 1..n return i)")
    found: dict[int, object] = {}
    threads = [
        threading.Thread(target=lambda n=n: found.update({n: expression.evaluate({"n": n}, CLOCK).value}))
        for n in range(1, 20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {n: n * (n + 1) // 2 for n in range(1, 20)}


def test_what_comes_out_may_be_changed_without_harm() -> None:
    first = parse("[1, 2]").evaluate({}, CLOCK).value
    assert isinstance(first, list)
    first.append(3)
    assert parse("count([1, 2])").evaluate({}, CLOCK).value == 2
    assert parse("[1, 2]").evaluate({}, CLOCK).value == [1, 2]
