"""Functions on points and ranges: what comes before, after, inside; and ranges read from text."""

from collections.abc import Callable
from typing import Any

from engine.feel.builtins.registry import BUILTINS, builtin
from engine.feel.calls import invoke
from engine.feel.compare import compare, is_range
from engine.feel.errors import FeelError
from engine.feel.names import Names
from engine.feel.parser import parser
from engine.feel.run import Run
from engine.feel.syntax import Call, Chain, Literal, Name, Node, Span
from engine.feel.values import Range, kind_name
from engine.feel.warnings import FeelWrongValue

_POINTS = "number|string|date|time|date and time|duration"
_TWO_RANGES = "range1: range, range2: range"


def order(run: Run, left: object, right: object) -> int:
    """-1, 0 or 1. Raises FeelWrongValue for what cannot be compared."""
    found = compare(run, left, right)
    if found is None:
        raise FeelWrongValue(value=kind_name(left), reason="it cannot be compared with the other value")
    return found


def _starts(span: Range) -> tuple[object, bool]:
    if span.operator == "!=" or span.start is None:
        raise FeelWrongValue(value="range", reason="it has no beginning")
    return span.start, span.start_included


def _ends(span: Range) -> tuple[object, bool]:
    if span.operator == "!=" or span.end is None:
        raise FeelWrongValue(value="range", reason="it has no end")
    return span.end, span.end_included


def starts_order(run: Run, left: Range, right: Range) -> int:
    """Which of two ranges begins first."""
    (a, a_in), (b, b_in) = _starts(left), _starts(right)
    return order(run, a, b) or (b_in - a_in)


def ends_order(run: Run, left: Range, right: Range) -> int:
    """Which of two ranges ends first."""
    (a, a_in), (b, b_in) = _ends(left), _ends(right)
    return order(run, a, b) or (a_in - b_in)


def end_to_start(run: Run, left: Range, right: Range) -> int:
    """-1 when the left range ends before the right one begins, 0 when they share exactly that point, else 1."""
    (a, a_in), (b, b_in) = _ends(left), _starts(right)
    found = order(run, a, b)
    return found if found else (0 if a_in and b_in else -1)


def span_of(value: Any) -> Range:
    """A point as the range that holds it alone."""
    return value if isinstance(value, Range) else Range(value, True, value, True)


def _point_or_range(name: str, test: Callable[[Run, Range, Range], bool], *kinds: tuple[str, str]) -> None:
    signatures = [f"{left}: {_kind(left)}, {right}: {_kind(right)}" for left, right in kinds]

    @builtin(name, *signatures)
    def run_test(run: Run, left: object, right: object) -> object:
        return test(run, span_of(left), span_of(right))


def _kind(name: str) -> str:
    return "range" if name.startswith("range") else _POINTS


_ALL = (("point1", "point2"), ("point", "range"), ("range", "point"), ("range1", "range2"))
_point_or_range("before", lambda run, a, b: end_to_start(run, a, b) < 0, *_ALL)
_point_or_range("after", lambda run, a, b: end_to_start(run, b, a) < 0, *_ALL)
_point_or_range("meets", lambda run, a, b: end_to_start(run, a, b) == 0, ("range1", "range2"))
_point_or_range("met by", lambda run, a, b: end_to_start(run, b, a) == 0, ("range1", "range2"))
_point_or_range(
    "overlaps", lambda run, a, b: end_to_start(run, a, b) >= 0 and end_to_start(run, b, a) >= 0, ("range1", "range2")
)
_point_or_range(
    "overlaps before",
    lambda run, a, b: starts_order(run, a, b) < 0 and end_to_start(run, a, b) >= 0 and ends_order(run, a, b) <= 0,
    ("range1", "range2"),
)
_point_or_range(
    "overlaps after",
    lambda run, a, b: starts_order(run, b, a) < 0 and end_to_start(run, b, a) >= 0 and ends_order(run, b, a) <= 0,
    ("range1", "range2"),
)
_point_or_range(
    "finishes",
    lambda run, a, b: ends_order(run, a, b) == 0 and starts_order(run, a, b) >= 0,
    ("point", "range"),
    ("range1", "range2"),
)
_point_or_range(
    "finished by",
    lambda run, a, b: ends_order(run, a, b) == 0 and starts_order(run, a, b) <= 0,
    ("range", "point"),
    ("range1", "range2"),
)
_point_or_range(
    "includes",
    lambda run, a, b: starts_order(run, a, b) <= 0 and ends_order(run, b, a) <= 0,
    ("range", "point"),
    ("range1", "range2"),
)
_point_or_range(
    "during",
    lambda run, a, b: starts_order(run, b, a) <= 0 and ends_order(run, a, b) <= 0,
    ("point", "range"),
    ("range1", "range2"),
)
_point_or_range(
    "starts",
    lambda run, a, b: starts_order(run, a, b) == 0 and ends_order(run, a, b) <= 0,
    ("point", "range"),
    ("range1", "range2"),
)
_point_or_range(
    "started by",
    lambda run, a, b: starts_order(run, a, b) == 0 and ends_order(run, a, b) >= 0,
    ("range", "point"),
    ("range1", "range2"),
)
_point_or_range(
    "coincides",
    lambda run, a, b: starts_order(run, a, b) == 0 and ends_order(run, a, b) == 0,
    ("point1", "point2"),
    ("range1", "range2"),
)


_CONSTRUCTORS = ("date", "time", "date and time", "duration")


@builtin("range", "from: string")
def range_from(run: Run, text: str) -> object:
    """A text such as `[18..60)` as a range; its ends are literals, nothing is worked out."""
    run.spend(80 + 8 * len(text))
    try:
        node = parser(text, frozenset(), Names(_CONSTRUCTORS)).whole()
    except FeelError as error:
        raise FeelWrongValue(value=text, reason="it is not a range such as [18..60)") from error
    if isinstance(node, Span) and not node.operator:
        span = Range(_end(run, node.start), node.start_included, _end(run, node.end), node.end_included)
        if span.start is not None and span.end is not None and is_range(run, span):
            return span
    raise FeelWrongValue(value=text, reason="it is not a range such as [18..60)")


def _end(run: Run, node: Node | None) -> object:
    """The value of a literal, or of a function such as `date` called with a literal; None for anything else."""
    if isinstance(node, Literal):
        return node.value
    if not (isinstance(node, Chain) and isinstance(node.first, Name) and node.first.name in _CONSTRUCTORS):
        return None
    step = node.steps[0]
    if len(node.steps) > 1 or not isinstance(step, Call) or len(step.arguments) != 1:
        return None
    argument = step.arguments[0]
    return invoke(run, run.at, BUILTINS[node.first.name], [argument.value]) if isinstance(argument, Literal) else None
