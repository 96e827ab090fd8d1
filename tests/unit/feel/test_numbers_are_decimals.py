"""Numbers are decimals of 34 digits, rounded half to even; nothing passes through binary floating point."""

from decimal import ROUND_HALF_EVEN, Context, Decimal, DecimalException

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.unit.feel.asking import codes, value

EXACT = Context(prec=34, rounding=ROUND_HALF_EVEN, Emin=-6143, Emax=6144)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=6)


@given(NUMBERS, NUMBERS)
def test_a_sum_is_that_of_decimals(left: Decimal, right: Decimal) -> None:
    assert value("a + b", {"a": left, "b": right}) == EXACT.add(left, right)


@given(NUMBERS, NUMBERS)
def test_a_difference_is_that_of_decimals(left: Decimal, right: Decimal) -> None:
    assert value("a - b", {"a": left, "b": right}) == EXACT.subtract(left, right)


@given(NUMBERS, NUMBERS)
def test_a_product_is_that_of_decimals(left: Decimal, right: Decimal) -> None:
    assert value("a * b", {"a": left, "b": right}) == EXACT.multiply(left, right)


@given(NUMBERS, NUMBERS)
def test_a_quotient_is_that_of_decimals(left: Decimal, right: Decimal) -> None:
    assume(right != 0)
    assert value("a / b", {"a": left, "b": right}) == EXACT.divide(left, right)


@given(NUMBERS, st.integers(-30, 30))
def test_a_power_is_that_of_decimals(base: Decimal, exponent: int) -> None:
    try:
        expected = EXACT.power(base, exponent)
    except DecimalException:
        assume(False)
    assert value("a ** b", {"a": base, "b": exponent}) == expected


@given(NUMBERS, NUMBERS)
def test_order_is_that_of_decimals(left: Decimal, right: Decimal) -> None:
    seen = [value(f"a {sign} b", {"a": left, "b": right}) for sign in ("<", "<=", "=", "!=", ">=", ">")]
    assert seen == [left < right, left <= right, left == right, left != right, left >= right, left > right]


def test_a_tenth_and_two_tenths_are_three_tenths() -> None:
    assert value("0.1 + 0.2 = 0.3") is True


def test_a_float_of_the_context_is_the_decimal_it_is_written_as() -> None:
    assert value("x * 3", {"x": 0.1}) == Decimal("0.3")


def test_a_third_has_34_digits() -> None:
    assert str(value("1 / 3")) == "0." + "3" * 34


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("10 - 2 - 3", 5),
        ("-5 ** 2", 25),
        ("2 ** 3 ** 2", 64),
        ("10 ** -2", Decimal("0.01")),
        ("0 ** 0", 1),
        ("--3", 3),
        (".5 + 1.5e2", Decimal("150.5")),
        ("12 / 4 / 3", 1),
    ],
)
def test_operators_bind_as_the_standard_says(text: str, expected: object) -> None:
    assert value(text) == expected


@pytest.mark.parametrize("text", ["1 / 0", "10 ** 6144 * 10", "0 ** -1"])
def test_what_is_no_number_is_null(text: str) -> None:
    assert value(text) is None
    assert codes(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("decimal(2.5, 0)", 2),
        ("decimal(1/3, 2)", Decimal("0.33")),
        ("round up(5.5, 0)", 6),
        ("round up(-5.5, 0)", -6),
        ("round half up(-5.5, 0)", -6),
        ("round half down(5.5, 0)", 5),
        ("floor(-1.56, 1)", Decimal("-1.6")),
        ("ceiling(-1.56, 1)", Decimal("-1.5")),
        ("modulo(-12, 5)", 3),
        ("modulo(10.1, -4.5)", Decimal("-3.4")),
        ("abs(-1)", 1),
        ("sqrt(16)", 4),
        ("odd(5)", True),
        ("even(5.5)", False),
        ("round half up(1234567, -3)", 1235000),
    ],
)
def test_numbers_are_rounded_as_asked(text: str, expected: object) -> None:
    assert value(text) == expected
