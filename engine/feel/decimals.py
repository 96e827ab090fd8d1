"""Numbers: decimals of 34 digits, rounded half to even, with the exponents of IEEE decimal128."""

from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import Final

MATH: Final = Context(
    prec=34,
    rounding=ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    capitals=1,
    clamp=0,
    traps=[InvalidOperation, DivisionByZero, Overflow],
)
ZERO: Final = Decimal(0)
ONE: Final = Decimal(1)


def number(value: int | str | Decimal) -> Decimal:
    """The nearest number of 34 digits. Raises an ArithmeticError where the exponent is out of bounds."""
    return MATH.create_decimal(value)


def from_float(value: float) -> Decimal | None:
    """The shortest decimal that means this float; None for what is not a number."""
    return MATH.create_decimal(repr(value)) if value - value == 0 else None


def whole(value: object) -> int | None:
    """The integer a number stands for, when it is one of reasonable size."""
    if type(value) is not Decimal or value.adjusted() > 20 or value != value.to_integral_value():
        return None
    return int(value)


def number_text(value: Decimal) -> str:
    """Plain digits without exponent and without trailing zeros."""
    if not value:
        return "0"
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
