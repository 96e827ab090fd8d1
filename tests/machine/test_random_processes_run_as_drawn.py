"""Random processes run on the engine, saved and loaded before every move, exactly as the token game says."""

import pytest

from tests.machine.play import play

PROCESSES = 300
AT_ONCE = 50


@pytest.mark.parametrize("first", range(0, PROCESSES, AT_ONCE))
def test_as_drawn(first: int) -> None:
    assert sum(play(seed) for seed in range(first, first + AT_ONCE)) > AT_ONCE


def test_without_saving_too() -> None:
    assert sum(play(seed, saving=False) for seed in range(AT_ONCE)) > AT_ONCE
