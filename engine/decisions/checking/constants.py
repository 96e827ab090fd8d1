"""Which constants decide a cell. A cell built of constants, ranges and comparisons with `?` can be known completely.

Between two neighbouring constants such a cell does not change its mind, so that one value stands for all between them.
"""

from datetime import UTC, datetime
from typing import Any, Final

from engine.decisions.formula import Formula
from engine.decisions.run import ModelRun
from engine.feel.builtins import BUILTINS
from engine.feel.compiling import code
from engine.feel.errors import FeelBudget
from engine.feel.reads import reads
from engine.feel.run import Scope
from engine.feel.syntax import Between, Comparison, Items, Literal, Logic, Membership, Name, Span, UnaryTests
from ground.clock import FixedClock

Constants = list[object]
_ORDERED: Final = ("<", "<=", ">", ">=")
# Constant calls are worked out; what asks the clock or chance is not constant.
_UNSTEADY: Final = frozenset(("now", "today", "random number"))
_STILL: Final = FixedClock(datetime(2000, 1, 1, tzinfo=UTC))


class Beyond(Exception):
    """The cell is more than constants, ranges and comparisons."""


def quiet_run() -> ModelRun:
    """A run for working out constants and cells."""
    return ModelRun(_STILL)


def constants_of(cell: Formula) -> Constants:
    """All constants the cell compares with; none where everything passes. Raises Beyond."""
    if cell.is_anything():
        return []
    node = cell.node()
    if not isinstance(node, UnaryTests):
        raise Beyond
    found: Constants = []
    for test in node.tests:
        _test(test, found)
    return found


def _test(node: Any, found: Constants) -> None:
    """Constants of one test, or of a condition on `?`."""
    if isinstance(node, Logic):
        for part in node.parts:
            _condition(part, found)
    elif isinstance(node, (Comparison, Between, Membership)):
        _condition(node, found)
    elif isinstance(node, Span):
        _span(node, found)
    elif isinstance(node, Items):
        for member in node.items:
            _test(member, found)
    else:
        found.append(constant(node))


def _condition(node: Any, found: Constants) -> None:
    if isinstance(node, Logic):
        for part in node.parts:
            _condition(part, found)
    elif isinstance(node, Comparison):
        _comparison(node, found)
    elif isinstance(node, Between) and _is_asked(node.value):
        _bounds(found, constant(node.low), constant(node.high))
    elif isinstance(node, Membership) and _is_asked(node.value):
        for test in node.tests:
            _span(test, found) if isinstance(test, Span) else found.append(constant(test))
    else:
        raise Beyond


def _comparison(node: Comparison, found: Constants) -> None:
    if _is_asked(node.left):
        value = constant(node.right)
    elif _is_asked(node.right):
        value = constant(node.left)
    else:
        raise Beyond
    if node.operator in _ORDERED:
        _bounds(found, value)
    else:
        found.append(value)


def _span(node: Span, found: Constants) -> None:
    ends = [constant(end) for end in (node.start, node.end) if end is not None]
    if node.operator in ("=", "!="):
        found += ends
    else:
        _bounds(found, *ends)


def _bounds(found: Constants, *ends: object) -> None:
    """Ends of ranges. The order of texts is not looked into."""
    if any(isinstance(end, str) for end in ends):
        raise Beyond
    found += ends


def _is_asked(node: object) -> bool:
    return isinstance(node, Name) and node.name == "?"


def constant(node: Any) -> object:
    """The value of a node that depends on nothing. Raises Beyond."""
    if isinstance(node, Literal):
        return node.value
    names = reads(node)
    if not names <= BUILTINS.keys() - _UNSTEADY:
        raise Beyond
    run = quiet_run()
    try:
        value = code(node)(Scope({}, run.root, run))
    except FeelBudget as overrun:
        raise Beyond from overrun
    if isinstance(value, (list, dict)) or type(value).__name__ == "Range" or run.remarks:
        raise Beyond
    return value
