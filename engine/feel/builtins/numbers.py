"""Functions on numbers."""

from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
)
from typing import Final

from engine.feel.builtins.registry import builtin
from engine.feel.decimals import MATH
from engine.feel.run import Run
from engine.feel.temporal import Days, Months
from engine.feel.warnings import FeelDividedByZero, FeelWrongValue

_SCALES: Final = range(-6111, 6177)
_WIDE: Final = Context(prec=12_500, Emin=-20_000, Emax=20_000)


def rounded(value: Decimal, scale: Decimal | None, rounding: str) -> Decimal:
    """The number with so many digits after the point. Raises FeelWrongValue for a scale no number has."""
    digits = Decimal(0) if scale is None else scale.to_integral_value(rounding=ROUND_DOWN)
    if not _SCALES.start <= digits < _SCALES.stop:
        raise FeelWrongValue(value=str(scale), reason="the scale lies between -6111 and 6176")
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and -exponent <= digits:
        return value
    return MATH.plus(value.quantize(Decimal(1).scaleb(-int(digits), _WIDE), rounding=rounding, context=_WIDE))


@builtin("decimal", "n: number, scale: number")
def decimal(run: Run, n: Decimal, scale: Decimal) -> object:
    """Rounded half to even."""
    return rounded(n, scale, ROUND_HALF_EVEN)


@builtin("floor", "n: number, [scale: number]")
def floor(run: Run, n: Decimal, scale: Decimal | None) -> object:
    """The next number below."""
    return rounded(n, scale, ROUND_FLOOR)


@builtin("ceiling", "n: number, [scale: number]")
def ceiling(run: Run, n: Decimal, scale: Decimal | None) -> object:
    """The next number above."""
    return rounded(n, scale, ROUND_CEILING)


@builtin("round up", "n: number, [scale: number]")
def round_up(run: Run, n: Decimal, scale: Decimal | None) -> object:
    """Away from zero."""
    return rounded(n, scale, ROUND_UP)


@builtin("round down", "n: number, [scale: number]")
def round_down(run: Run, n: Decimal, scale: Decimal | None) -> object:
    """Towards zero."""
    return rounded(n, scale, ROUND_DOWN)


@builtin("round half up", "n: number, [scale: number]")
def round_half_up(run: Run, n: Decimal, scale: Decimal | None) -> object:
    """To the nearest, halves away from zero."""
    return rounded(n, scale, ROUND_HALF_UP)


@builtin("round half down", "n: number, [scale: number]")
def round_half_down(run: Run, n: Decimal, scale: Decimal | None) -> object:
    """To the nearest, halves towards zero."""
    return rounded(n, scale, ROUND_HALF_DOWN)


@builtin("abs", "n: number|duration")
def absolute(run: Run, n: Decimal | Days | Months) -> object:
    """Without its sign."""
    if isinstance(n, Days):
        return Days(abs(n.nanos))
    return Months(abs(n.months)) if isinstance(n, Months) else MATH.abs(n)


@builtin("modulo", "dividend: number, divisor: number")
def modulo(run: Run, dividend: Decimal, divisor: Decimal) -> object:
    """What is left of a division; it has the sign of the divisor."""
    if not divisor:
        raise FeelDividedByZero()
    _pay(run, dividend, divisor)
    quotient = _WIDE.divide_int(dividend, divisor)
    rest = _WIDE.subtract(dividend, _WIDE.multiply(quotient, divisor))
    if rest and (rest < 0) != (divisor < 0):
        rest = _WIDE.add(rest, divisor)
    return MATH.plus(rest)


@builtin("sqrt", "number: number")
def square_root(run: Run, number: Decimal) -> object:
    """The square root."""
    return MATH.sqrt(_at_least_zero(number))


@builtin("log", "number: number")
def logarithm(run: Run, number: Decimal) -> object:
    """The natural logarithm."""
    if number <= 0:
        raise FeelWrongValue(value=str(number), reason="it must be greater than zero")
    run.spend(8)
    return MATH.ln(number)


@builtin("exp", "number: number")
def exponential(run: Run, number: Decimal) -> object:
    """e to the power of the number."""
    run.spend(8)
    return MATH.exp(number)


@builtin("odd", "number: number")
def odd(run: Run, number: Decimal) -> object:
    """Whether it is an odd whole number."""
    _pay(run, number, Decimal(2))
    return abs(_WIDE.remainder(number, Decimal(2))) == 1


@builtin("even", "number: number")
def even(run: Run, number: Decimal) -> object:
    """Whether it is an even whole number."""
    _pay(run, number, Decimal(2))
    return _WIDE.remainder(number, Decimal(2)) == 0


def _pay(run: Run, dividend: Decimal, divisor: Decimal) -> None:
    """A division to the last whole digit takes as long as the two are apart."""
    run.spend(max(0, dividend.adjusted() - divisor.adjusted()) >> 2)


def _at_least_zero(number: Decimal) -> Decimal:
    if number < 0:
        raise FeelWrongValue(value=str(number), reason="it must not be less than zero")
    return number
