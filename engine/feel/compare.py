"""Equality and order. Where two values cannot be compared the answer is None, which stands for null."""

from decimal import Decimal
from typing import Any

from engine.feel.errors import FeelNestedTooDeep
from engine.feel.run import Run
from engine.feel.temporal import Date, DateTime, Days, Months, Time
from engine.feel.values import DEEPEST_VALUE, Builtin, Function, Range


def equal(run: Run, left: Any, right: Any, depth: int = 0) -> bool | None:
    """Whether two values are the same; None when they are of different types. null equals only null."""
    if left is None or right is None:
        return left is right
    kind = type(left)
    if kind is not type(right):
        return None
    if kind is Decimal or kind is bool:
        return bool(left == right)
    if kind is str:
        run.spend(len(left) >> 8)
        return bool(left == right)
    if depth > DEEPEST_VALUE:
        raise run.error(FeelNestedTooDeep, run.at, limit=DEEPEST_VALUE)
    return _equal_deep(run, left, right, depth)


def _equal_deep(run: Run, left: Any, right: Any, depth: int) -> bool | None:
    if isinstance(left, list):
        run.spend(len(left))
        return len(left) == len(right) and all(equal(run, *pair, depth + 1) for pair in zip(left, right, strict=True))
    if isinstance(left, dict):
        run.spend(len(left))
        return left.keys() == right.keys() and all(equal(run, left[key], right[key], depth + 1) for key in left)
    if isinstance(left, Range):
        return _equal_ranges(run, left, right, depth)
    if isinstance(left, (Function, Builtin)):
        return left is right
    return _order_key(left) == _order_key(right)


def _equal_ranges(run: Run, left: Range, right: Range, depth: int) -> bool:
    marks = (left.start_included, left.end_included, left.operator)
    if marks != (right.start_included, right.end_included, right.operator):
        return False
    return bool(equal(run, left.start, right.start, depth + 1)) and bool(equal(run, left.end, right.end, depth + 1))


def _order_key(value: Any) -> object:
    """What is compared: instants, or clocks where no place is known; in whole seconds, as the kit has it."""
    if isinstance(value, DateTime):
        return (value.time.is_local(), value.seconds())
    if isinstance(value, Time):
        return (value.is_local(), value.seconds() - value.shift())
    if isinstance(value, Date):
        return value.number()
    if isinstance(value, Months):
        return value.months
    return value.nanos if isinstance(value, Days) else value


def compare(run: Run, left: Any, right: Any) -> int | None:
    """-1, 0 or 1 for smaller, equal, greater; None when there is no order between the two."""
    kind = type(left)
    if kind is not type(right):
        return None
    if kind is str:
        run.spend(len(left) >> 8)
    elif kind is not Decimal:
        if kind not in (Date, Time, DateTime, Months, Days):
            return None
        left, right = _order_key(left), _order_key(right)
        if isinstance(left, tuple) and isinstance(right, tuple) and left[0] != right[0]:
            return None
    return _sign(left, right)


def _sign(left: Any, right: Any) -> int:
    return int(left > right) - int(left < right)


def contains(run: Run, span: Range, value: object) -> bool | None:
    """Whether the value lies in the range, or None where it cannot be told."""
    if span.operator == "=":
        return equal(run, value, span.start)
    if span.operator == "!=":
        same = equal(run, value, span.start)
        return None if same is None else not same
    if not span.operator and (span.start is None or span.end is None):
        return None
    after = _beyond(run, value, span.start, span.start_included, 1)
    before = _beyond(run, value, span.end, span.end_included, -1)
    if after is None or before is None:
        return False if after is False or before is False else None
    return after and before


def _beyond(run: Run, value: object, bound: object, included: bool, side: int) -> bool | None:
    if bound is None:
        return True
    order = compare(run, value, bound)
    return None if order is None else (order == side or (included and order == 0))


def meets(run: Run, value: object, test: object) -> bool | None:
    """Whether the value passes a test: lies in a range, is one of a list (of values or ranges), or equals it."""
    if isinstance(test, Range) and not isinstance(value, Range):
        return contains(run, test, value)
    if isinstance(test, list):
        return _is_one_of(run, value, test)
    return equal(run, value, test)


def _is_one_of(run: Run, value: object, members: list[object]) -> bool:
    run.spend(len(members))
    for member in members:
        if isinstance(member, Range) and not isinstance(value, Range):
            if contains(run, member, value):
                return True
        elif equal(run, value, member):
            return True
    return isinstance(value, list) and bool(equal(run, value, members))


def same(run: Run, left: Any, right: Any, depth: int = 0) -> bool:
    """Whether two values are identical in kind and in every part, as `is()` has it: no zone is translated."""
    if type(left) is not type(right):
        return False
    if depth > DEEPEST_VALUE:
        raise run.error(FeelNestedTooDeep, run.at, limit=DEEPEST_VALUE)
    if isinstance(left, list):
        run.spend(len(left))
        return len(left) == len(right) and all(same(run, a, b, depth + 1) for a, b in zip(left, right, strict=True))
    if isinstance(left, dict):
        run.spend(len(left))
        return left.keys() == right.keys() and all(same(run, left[key], right[key], depth + 1) for key in left)
    return bool(left == right)


def is_range(run: Run, span: Range) -> bool:
    """Whether the ends can be compared and stand in the right order; `=` and `!=` may ask about anything."""
    if span.operator:
        bound = span.start if span.start is not None else span.end
        return span.operator in ("=", "!=") or compare(run, bound, bound) is not None
    if span.start is None or span.end is None:
        included = span.start_included if span.start is None else span.end_included
        return not included and not (span.start is None and span.end is None)
    order = compare(run, span.start, span.end)
    return order is not None and order <= 0
