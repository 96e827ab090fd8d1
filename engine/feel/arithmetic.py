"""The arithmetic operators on numbers, texts, dates, times and durations. What does not fit is null, with a warning."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from engine.feel.civil import DAY, LAST_YEAR, NANO, days_in_month
from engine.feel.decimals import MATH
from engine.feel.run import Run
from engine.feel.temporal import Date, DateTime, Days, Months, Time
from engine.feel.values import kind_name
from engine.feel.warnings import FeelDividedByZero, FeelNumberTooLarge, FeelOperand, FeelOperands

Operation = Callable[[Run, int, Any, Any], object]
_add, _subtract, _multiply, _divide = MATH.add, MATH.subtract, MATH.multiply, MATH.divide
_POWER_STEPS: Final = 24  # what a power with a broken exponent takes, next to a sum
_LARGEST_NANOS: Final = LAST_YEAR * 366 * DAY * NANO


def add(run: Run, at: int, left: Any, right: Any) -> object:
    """`left + right`."""
    if type(left) is Decimal and type(right) is Decimal:
        return _numeric(run, at, _add, left, right)
    if type(left) is str and type(right) is str:
        run.grow((len(left) + len(right)) >> 4)
        return left + right
    return _by_kind(_SUMS, "+", run, at, left, right)


def subtract(run: Run, at: int, left: Any, right: Any) -> object:
    """`left - right`."""
    if type(left) is Decimal and type(right) is Decimal:
        return _numeric(run, at, _subtract, left, right)
    return _by_kind(_DIFFERENCES, "-", run, at, left, right)


def multiply(run: Run, at: int, left: Any, right: Any) -> object:
    """`left * right`."""
    if type(left) is Decimal and type(right) is Decimal:
        return _numeric(run, at, _multiply, left, right)
    return _by_kind(_PRODUCTS, "*", run, at, left, right)


def divide(run: Run, at: int, left: Any, right: Any) -> object:
    """`left / right`."""
    if type(left) is Decimal and type(right) is Decimal:
        return _numeric(run, at, _divide, left, right)
    return _by_kind(_QUOTIENTS, "/", run, at, left, right)


def power(run: Run, at: int, left: Any, right: Any) -> object:
    """`left ** right`."""
    if type(left) is Decimal and type(right) is Decimal:
        run.spend(_POWER_STEPS)
        return _numeric(run, at, _power, left, right)
    return _by_kind({}, "**", run, at, left, right)


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    if not base and exponent < 0:
        raise ZeroDivisionError
    if not exponent:
        return Decimal(1)  # of zero too, as IEEE 754 has it; Python's decimals do not say
    return MATH.power(base, exponent)


def negate(run: Run, at: int, value: Any) -> object:
    """`-value`."""
    if type(value) is Decimal:
        return MATH.minus(value)
    if type(value) is Months:
        return Months(-value.months)
    if type(value) is Days:
        return Days(-value.nanos)
    return run.warn(FeelOperand, at, operator="-", kind=kind_name(value))


def _numeric(
    run: Run, at: int, operation: Callable[[Decimal, Decimal], Decimal], left: Decimal, right: Decimal
) -> object:
    try:
        return operation(left, right)
    except ZeroDivisionError:  # DivisionByZero of decimals is one too
        return run.warn(FeelDividedByZero, at)
    except ArithmeticError:
        zero = operation is _divide and not right
        return run.warn(FeelDividedByZero if zero else FeelNumberTooLarge, at)


def _by_kind(
    table: dict[tuple[type, type], Callable[[Any, Any], object]], sign: str, run: Run, at: int, left: Any, right: Any
) -> object:
    operation = table.get((type(left), type(right)))
    if operation is None:
        return run.warn(FeelOperands, at, operator=sign, left=kind_name(left), right=kind_name(right))
    try:
        result = operation(left, right)
    except ZeroDivisionError:
        return run.warn(FeelDividedByZero, at)
    except ArithmeticError:
        result = None
    if result is None:
        return run.warn(FeelNumberTooLarge, at)
    if result is _NO_PLACE:
        return run.warn(FeelOperands, at, operator=sign, left=_with_place(left), right=_with_place(right))
    return result


_NO_PLACE: Final = object()  # one side belongs to a place and the other does not


def _with_place(value: Any) -> str:
    local = isinstance(value, (Time, DateTime)) and (value.time if isinstance(value, DateTime) else value).is_local()
    return kind_name(value) + (" without a time zone" if local else "")


def plus_months(day: Date, months: int) -> Date | None:
    """The same day of a later month, or its last day where the month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if abs(year) > LAST_YEAR:
        return None
    return Date(year, month + 1, min(day.day, days_in_month(year, month + 1)))


def _moment_plus_months(moment: DateTime, months: int) -> DateTime | None:
    day = plus_months(moment.date, months)
    return None if day is None else DateTime(day, moment.time)


def _moment_plus(moment: DateTime, nanos: int) -> DateTime | None:
    moved = moment.moved(nanos)
    return moved if abs(moved.date.year) <= LAST_YEAR else None


def _day_plus(day: Date, nanos: int) -> Date | None:
    moved = Date.numbered(day.number() + nanos // (DAY * NANO))
    return moved if abs(moved.year) <= LAST_YEAR else None


def _days(nanos: int) -> Days | None:
    return Days(nanos) if abs(nanos) <= _LARGEST_NANOS else None


def _months(months: int) -> Months | None:
    return Months(months) if abs(months) <= LAST_YEAR * 12 + 11 else None


def midnight(day: Date) -> DateTime:
    """A date as the moment it begins, in UTC."""
    return DateTime(day, Time(0, 0, 0, 0, 0))


def _between_moments(left: DateTime, right: DateTime) -> object:
    if left.time.is_local() != right.time.is_local():
        return _NO_PLACE
    return _days((left.seconds() - right.seconds()) * NANO + left.time.nano - right.time.nano)


def _between_times(left: Time, right: Time) -> object:
    if left.is_local() != right.is_local():
        return _NO_PLACE
    seconds = left.seconds() - left.shift() - right.seconds() + right.shift()
    return _days(seconds * NANO + left.nano - right.nano)


def _scaled(amount: int, factor: Decimal) -> int:
    return int(MATH.multiply(Decimal(amount), factor).to_integral_value(rounding="ROUND_DOWN"))


def _shared(amount: int, divisor: Decimal) -> int:
    if not divisor:
        raise ZeroDivisionError
    return int(MATH.divide(Decimal(amount), divisor).to_integral_value(rounding="ROUND_DOWN"))


def _ratio(left: int, right: int) -> Decimal:
    if not right:
        raise ZeroDivisionError
    return MATH.divide(Decimal(left), Decimal(right))


_SUMS: Final[dict[tuple[type, type], Callable[[Any, Any], object]]] = {
    (Date, Months): lambda day, span: plus_months(day, span.months),
    (Date, Days): lambda day, span: _day_plus(day, span.nanos),
    (DateTime, Months): lambda moment, span: _moment_plus_months(moment, span.months),
    (DateTime, Days): lambda moment, span: _moment_plus(moment, span.nanos),
    (Time, Days): lambda clock, span: clock.moved(span.nanos),
    (Months, Months): lambda left, right: _months(left.months + right.months),
    (Days, Days): lambda left, right: _days(left.nanos + right.nanos),
}


def _swapped(operation: Callable[[Any, Any], object]) -> Callable[[Any, Any], object]:
    return lambda left, right: operation(right, left)


_SUMS.update({(right, left): _swapped(run) for (left, right), run in list(_SUMS.items()) if left is not right})
_DIFFERENCES: Final[dict[tuple[type, type], Callable[[Any, Any], object]]] = {
    (Date, Months): lambda day, span: plus_months(day, -span.months),
    (Date, Days): lambda day, span: _day_plus(day, -span.nanos),
    (DateTime, Months): lambda moment, span: _moment_plus_months(moment, -span.months),
    (DateTime, Days): lambda moment, span: _moment_plus(moment, -span.nanos),
    (Time, Days): lambda clock, span: clock.moved(-span.nanos),
    (Months, Months): lambda left, right: _months(left.months - right.months),
    (Days, Days): lambda left, right: _days(left.nanos - right.nanos),
    (Date, Date): lambda left, right: _days((left.number() - right.number()) * DAY * NANO),
    (DateTime, DateTime): _between_moments,
    (DateTime, Date): lambda left, right: _between_moments(left, midnight(right)),
    (Date, DateTime): lambda left, right: _between_moments(midnight(left), right),
    (Time, Time): _between_times,
}
_PRODUCTS: Final[dict[tuple[type, type], Callable[[Any, Any], object]]] = {
    (Months, Decimal): lambda span, factor: _months(_scaled(span.months, factor)),
    (Days, Decimal): lambda span, factor: _days(_scaled(span.nanos, factor)),
    (Decimal, Months): lambda factor, span: _months(_scaled(span.months, factor)),
    (Decimal, Days): lambda factor, span: _days(_scaled(span.nanos, factor)),
}
_QUOTIENTS: Final[dict[tuple[type, type], Callable[[Any, Any], object]]] = {
    (Months, Decimal): lambda span, divisor: _months(_shared(span.months, divisor)),
    (Days, Decimal): lambda span, divisor: _days(_shared(span.nanos, divisor)),
    (Months, Months): lambda left, right: _ratio(left.months, right.months),
    (Days, Days): lambda left, right: _ratio(left.nanos, right.nanos),
}
OPERATIONS: Final[dict[str, Operation]] = {"+": add, "-": subtract, "*": multiply, "/": divide, "**": power}
