"""At rest there is JSON only: numbers stay exact, temporal values are ISO text."""

from decimal import Decimal
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feel import FeelBudget, from_json, to_json
from tests.unit.feel.asking import value

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(), inside, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 1", 2),
        ("0.5", 0.5),
        ("1.50 * 2", 3),
        ("1 / 3", "0." + "3" * 34),
        ("10 ** 30", 1e30),
        ("10 ** 30 + 1", "1" + "0" * 29 + "1"),
        ('date("2026-08-25")', "2026-08-25"),
        ('time("09:30:00")', "09:30:00"),
        ('date and time("2026-08-25T09:30:00+07:00")', "2026-08-25T09:30:00+07:00"),
        ("now()", "2026-08-25T09:30:00+07:00"),
        ('duration("PT36H")', "P1DT12H"),
        ('duration("P18M")', "P1Y6M"),
        ('{a: [1, date("2026-08-25")], b: null}', {"a": [1, "2026-08-25"], "b": None}),
        ("[1..5)", {"start": 1, "start included": True, "end": 5, "end included": False}),
        ("function(x) x", None),
    ],
)
def test_a_value_becomes_json(text: str, expected: Any) -> None:
    assert to_json(value(text)) == expected


@given(JSON)
def test_what_went_in_comes_out(stored: Any) -> None:
    value_of_it = from_json(stored)
    assert from_json(orjson.loads(orjson.dumps(to_json(value_of_it)))) == value_of_it


def test_numbers_come_in_as_decimals() -> None:
    assert from_json({"a": [0.1, 2]}) == {"a": [Decimal("0.1"), Decimal(2)]}


def test_true_is_not_a_number() -> None:
    assert from_json(True) is True


def test_a_small_value_that_unfolds_without_end_is_refused() -> None:
    grown: Any = ["x"]
    for _ in range(40):
        grown = [grown, grown]
    with pytest.raises(FeelBudget):
        to_json(grown)


def test_an_instant_written_at_rest_is_read_again() -> None:
    assert value("date and time(t) = now()", {"t": to_json(value("now()"))}) is True
