"""`string` writes values so that the language reads the same value again."""

from datetime import UTC
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.feel.asking import value

PLAIN = (
    st.none()
    | st.booleans()
    | st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12)
    | st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
)
VALUES = st.recursive(
    PLAIN,
    lambda inside: (
        st.lists(inside, max_size=4) | st.dictionaries(st.text("abcđê ", min_size=1, max_size=5), inside, max_size=3)
    ),
    max_leaves=8,
)


@given(VALUES)
def test_lists_and_contexts_are_read_back(made: Any) -> None:
    printed = value("string([x])", {"x": made})
    assert value(f"({printed})[1] = x or ({printed})[1] = null and x = null", {"x": made}) is True


@given(st.datetimes(timezones=st.just(UTC)))
def test_moments_are_read_back(moment: Any) -> None:
    assert value("date and time(string(x)) = x", {"x": moment}) is True


@given(st.integers(-(10**15), 10**15))
def test_durations_are_read_back(seconds: int) -> None:
    written = value('string(duration("PT1S") * n)', {"n": Decimal(seconds)})
    assert value("duration(w).days", {"w": written}) == int(seconds / 86400)
