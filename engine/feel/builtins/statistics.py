"""Sums, means and the like over lists of numbers or of durations."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from engine.feel.arithmetic import add, divide
from engine.feel.builtins.registry import builtin
from engine.feel.decimals import MATH, ONE
from engine.feel.run import Run
from engine.feel.temporal import Days, Months
from engine.feel.values import kind_name
from engine.feel.warnings import FeelWrongValue

_SUMMABLE: Final = (Decimal, Days, Months)


def numbers(run: Run, members: list[Any]) -> list[Decimal]:
    """The items, which must be numbers. Raises FeelWrongValue."""
    run.spend(len(members))
    wrong = next((member for member in members if type(member) is not Decimal), ONE)
    if type(wrong) is not Decimal:
        raise FeelWrongValue(value=kind_name(wrong), reason="all items must be numbers")
    return members


def total(run: Run, members: list[Any]) -> object:
    """The sum of numbers, or of durations of one kind; None of nothing. Raises FeelWrongValue."""
    run.spend(len(members))
    kinds = {type(member) for member in members}
    if len(kinds) > 1 or not kinds <= set(_SUMMABLE):
        raise FeelWrongValue(value="list", reason="all items must be numbers or durations of one kind")
    result: object = members[0] if members else None
    for member in members[1:]:
        result = add(run, run.at, result, member)
    return result


@builtin("sum", "list: list", "n...: number|duration")
def summed(run: Run, members: list[Any]) -> object:
    """All items added; null of an empty list."""
    return total(run, members)


@builtin("mean", "list: list", "n...: number|duration")
def mean(run: Run, members: list[Any]) -> object:
    """The arithmetic mean; null of an empty list."""
    return divide(run, run.at, total(run, members), Decimal(len(members))) if members else None


@builtin("product", "list: list", "n...: number")
def product(run: Run, members: list[Any]) -> object:
    """All items multiplied; null of an empty list."""
    found = numbers(run, members)
    return _folded(found, MATH.multiply) if found else None


def _folded(members: list[Decimal], operation: Callable[[Decimal, Decimal], Decimal]) -> Decimal:
    result = members[0]
    for member in members[1:]:
        result = operation(result, member)
    return result


@builtin("median", "list: list", "n...: number")
def median(run: Run, members: list[Any]) -> object:
    """The middle item by size, or the mean of the two in the middle; null of an empty list."""
    ordered = sorted(numbers(run, members))
    if not ordered:
        return None
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return MATH.divide(MATH.add(ordered[middle - 1], ordered[middle]), Decimal(2))


@builtin("stddev", "list: list", "n...: number")
def standard_deviation(run: Run, members: list[Any]) -> object:
    """The standard deviation of a sample; it takes at least two items."""
    found = numbers(run, members)
    if len(found) < 2:
        raise FeelWrongValue(value="list", reason="it must have at least two items")
    middle = MATH.divide(_folded(found, MATH.add), Decimal(len(found)))
    squares = [MATH.multiply(gap, gap) for gap in (MATH.subtract(member, middle) for member in found)]
    return MATH.sqrt(MATH.divide(_folded(squares, MATH.add), Decimal(len(found) - 1)))


@builtin("mode", "list: list", "n...: number")
def mode(run: Run, members: list[Any]) -> object:
    """The items that occur most often, in order."""
    occurrences: dict[Decimal, int] = {}
    for member in numbers(run, members):
        occurrences[member] = occurrences.get(member, 0) + 1
    most = max(occurrences.values(), default=0)
    return sorted(member for member, times in occurrences.items() if times == most)
