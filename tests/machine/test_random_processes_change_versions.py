"""Random processes carried to a version with other names, and back, before every move run as if they had stayed."""

import pytest

from tests.machine.play import play
from tests.machine.twin import Traveller

PROCESSES = 150
AT_ONCE = 50


@pytest.mark.parametrize("first", range(0, PROCESSES, AT_ONCE))
def test_as_drawn(first: int) -> None:
    assert sum(play(seed, player=Traveller) for seed in range(first, first + AT_ONCE)) > AT_ONCE
