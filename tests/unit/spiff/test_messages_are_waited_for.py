"""A message event waits for one message with one correlation, worked out as the token comes."""

from typing import Any

import pytest

from tests.drawings import drawing, end, message, start
from tests.unit.spiff.player import Player


def _waiting(correlation: str, **variables: Any) -> Player:
    drawn = drawing("p", start(), message("m", correlation=correlation), end(), flows=["start > m > end"])
    return Player(drawn, **variables)


@pytest.mark.parametrize(
    ("text", "key"), [("=code", "G09-1"), ("=number", "7"), ("fixed", "fixed"), ("", ""), ('=code + "/a"', "G09-1/a")]
)
def test_its_correlation(text: str, key: str) -> None:
    wait = _waiting(text, code="G09-1", number=7).wait("m")
    assert (wait.kind, wait.message, wait.correlation) == ("message", "ho_so_bo_sung", key)


@pytest.mark.parametrize("text", ["=unknown", "=true", "=[1]"])
def test_without_a_key_it_stalls(text: str) -> None:
    assert _waiting(text).wait("m").code == "expression_failed"


def test_what_the_message_brings_becomes_variables() -> None:
    an = _waiting("=code", code="G09-1").receive("m", giay=["ly_lich"])
    assert an.run.variables() == {"code": "G09-1", "giay": ["ly_lich"]}
