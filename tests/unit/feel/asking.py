"""Asks an expression in one line."""

from datetime import UTC, datetime
from typing import Any

from engine.feel import Outcome, parse, unary_tests
from ground.clock import FixedClock

# Tuesday 25 August 2026, 09:30 in Vietnam.
CLOCK = FixedClock(datetime(2026, 8, 25, 2, 30, tzinfo=UTC))


def outcome(text: str, context: dict[str, Any] | None = None) -> Outcome:
    """What the expression gives; names with spaces are taken from the context."""
    names = context or {}
    return parse(text, frozenset(names)).evaluate(names, CLOCK)


def value(text: str, context: dict[str, Any] | None = None) -> Any:
    """The value alone."""
    return outcome(text, context).value


def codes(text: str, context: dict[str, Any] | None = None) -> list[str]:
    """The codes of the warnings."""
    return [warning.code for warning in outcome(text, context).warnings]


def passes(tests: str, asked: Any, context: dict[str, Any] | None = None) -> Any:
    """Whether a value passes the tests of a table's cell."""
    return unary_tests(tests, frozenset(context or {})).evaluate({"?": asked, **(context or {})}, CLOCK).value
