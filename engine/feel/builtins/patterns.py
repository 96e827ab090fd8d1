"""Functions with regular expressions of XPath."""

from collections.abc import Callable

from engine.feel.builtins.registry import builtin
from engine.feel.patterns import Matcher, PatternRefused, matcher
from engine.feel.run import Run
from engine.feel.warnings import FeelWrongValue


def _matcher(run: Run, text: str, pattern: str, flags: str | None) -> Matcher:
    """The matcher of a pattern; the pattern is paid for once, and each text it will go through."""
    key = (pattern, flags or "")
    if key not in run.patterns:
        run.spend(1000 + 4 * len(pattern))
        run.patterns.add(key)
    found = matcher(*key)
    run.spend(found.cost(text))
    return found


def _payment(run: Run) -> Callable[[int], None]:
    """What each match costs, by the characters it makes."""

    def pay(made: int) -> None:
        run.spend(8)
        run.grow(1 + (made >> 4))

    return pay


@builtin("matches", "input: string, pattern: string, [flags: string?]")
def matches(run: Run, text: str, pattern: str, flags: str | None) -> object:
    """Whether the pattern occurs in the text."""
    try:
        return _matcher(run, text, pattern, flags).is_in(text)
    except PatternRefused as reason:
        raise FeelWrongValue(value=pattern, reason=str(reason)) from reason


@builtin("replace", "input: string, pattern: string, replacement: string, [flags: string?]")
def replace(run: Run, text: str, pattern: str, replacement: str, flags: str | None) -> object:
    """The text with every occurrence of the pattern replaced."""
    try:
        return run.text_made(_matcher(run, text, pattern, flags).replaced(text, replacement, _payment(run)))
    except PatternRefused as reason:
        raise FeelWrongValue(value=pattern, reason=str(reason)) from reason


@builtin("split", "string: string, delimiter: string")
def split(run: Run, text: str, delimiter: str) -> object:
    """The parts of the text between the occurrences of the pattern."""
    try:
        return _matcher(run, text, delimiter, "").split(text, _payment(run))
    except PatternRefused as reason:
        raise FeelWrongValue(value=delimiter, reason=str(reason)) from reason
