"""How punctual the house is stands open to everybody."""

from collections.abc import Callable

from tests.web.conftest import Visitor


def test_a_house_that_has_finished_nothing_says_so(visit: Callable[[str], Visitor]) -> None:
    assert "Chưa có hồ sơ nào giải quyết xong" in visit("").text("/on-time")
