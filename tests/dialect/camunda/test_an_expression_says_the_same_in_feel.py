"""What FEEL makes of a translated expression is what Camunda 7 makes of it, or null: never another value."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from engine.dialect.camunda.feel import feel_of, feel_of_one, has_expression
from engine.dialect.camunda.juel_tokens import NotFeel
from engine.feel import parse
from engine.feel.names import KEYWORDS
from ground.clock import SystemClock
from tests.dialect.camunda.juel import JuelError, Tree, contexts, trees, value_of, written


def evaluated(text: str, context: dict[str, Any]) -> Any:
    return parse(text).evaluate(context, SystemClock()).value


def is_same(one: Any, other: Any) -> bool:
    """Equal, with true and 1 told apart."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)


@settings(max_examples=400, deadline=None)
@given(tree=trees, context=contexts)
def test_feel_gives_the_same_value_or_null(tree: Tree, context: dict[str, Any]) -> None:
    text = "${" + written(tree) + "}"
    try:
        said = feel_of(text)
    except NotFeel:
        return
    try:
        wanted = value_of(tree, context)
    except JuelError:
        return
    found = evaluated(said, context)
    assert found is None or is_same(found, wanted), said


@pytest.mark.parametrize(
    ("text", "feel"),
    [
        ("${approved}", "approved"),
        ("#{approved}", "approved"),
        ("${!approved}", "not(approved)"),
        ("${not (a and b) or c}", "not(a and b) or c"),
        ("${outcome == 'accepted' && amount ge 100}", 'outcome = "accepted" and amount >= 100'),
        ("${dossier.applicant.city ne 'Huế'}", 'dossier.applicant.city != "Huế"'),
        ("${empty reason}", 'list contains([null, "", [], {}], reason)'),
        ("${amount * 1.1 - (a - b)}", "amount * 1.1 - (a - b)"),
        ("${count + 1}", "count + 1"),
        ("${a + b}", "sum([a, b])"),
        ("${n % 2 == 0}", "n - 2 * round down(n / 2, 0) between 0 and 0"),
        ("${urgent ? 'A' : 'B'}", 'if urgent then "A" else if not(urgent) then "B" else null'),
        ("${x == null ? 'A' : x}", 'if x = null then "A" else x'),
        ("${(a > 5) == false}", "not(a > 5)"),
        ("Hồ sơ ${code} của ${name}", '"Hồ sơ " + string(code) + " của " + string(name)'),
        (r"${'it\'s'}", '"it\'s"'),
        (r"\${plain}", '"${plain}"'),
        ("${nrOfCompletedInstances / nrOfInstances >= 0.5}", "numberOfCompletedInstances / numberOfInstances >= 0.5"),
        ("${loopCounter}", "loopCounter - 1"),
    ],
)
def test_an_expression_becomes_readable_feel(text: str, feel: str) -> None:
    assert has_expression(text)
    assert feel_of(text) == feel


@pytest.mark.parametrize("word", sorted(KEYWORDS - {"and", "or", "true", "false", "null"}))
def test_a_word_of_feel_may_be_a_property_and_no_variable(word: str) -> None:
    said = feel_of(f"${{a.{word} > 1 && a.{word} != 5}}")
    assert evaluated(said, {"a": {word: 2}}) is True
    with pytest.raises(NotFeel):
        feel_of(f"${{{word}}}")


def test_numbers_keep_their_figures() -> None:
    assert evaluated(feel_of("${1.50 + 0.25}"), {}) == Decimal("1.75")


@pytest.mark.parametrize("text", ["accepted", "=x", '="${x}"', "${a} and ${b}", "x ${a}"])
def test_a_condition_is_one_expression_and_nothing_beside_it(text: str) -> None:
    with pytest.raises(NotFeel):
        feel_of_one(text)


def test_what_is_feel_already_is_left_alone() -> None:
    assert not has_expression('="${x}"')
    assert not has_expression("plain")
