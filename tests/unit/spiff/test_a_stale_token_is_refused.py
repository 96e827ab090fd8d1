"""A token that is gone, unknown or stands at something else is refused, and nothing changes."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from engine.spiff import Run, TokenElsewhere, TokenGone
from ground.errors import Conflict
from tests.drawings import drawing, end, job, message, start, timer, user
from tests.unit.spiff.player import Player

STEPS = drawing(
    "p", start(), user("a"), job("j"), timer("t", "PT1H"), message("m"), end(), flows=["start > a > j > t > m > end"]
)
COMMANDS: dict[str, Callable[[Run, str], object]] = {
    "complete": lambda run, token: run.complete(token, {}),
    "fire": lambda run, token: run.fire(token),
    "receive": lambda run, token: run.receive(token, {}),
    "reschedule": lambda run, token: run.reschedule(token, datetime(2027, 1, 1, tzinfo=UTC)),
    "throw": lambda run, token: run.throw(token, "x"),
    "retry": lambda run, token: run.retry(token),
    "assign": lambda run, token: run.assign({}, token),
    "variables": lambda run, token: run.variables(token),
}
FITS = {
    "a": {"complete", "assign", "variables"},
    "j": {"complete", "throw", "assign", "variables"},
    "t": {"fire", "reschedule", "assign", "variables"},
    "m": {"receive", "assign", "variables"},
}


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("token", ["6709ef8a2acc4944be2219cf05f59f36", "no token", "", "ü" * 32])
def test_an_unknown_token(name: str, token: str) -> None:
    with pytest.raises(TokenGone):
        COMMANDS[name](Player(STEPS).run, token)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_completed_token(name: str) -> None:
    an = Player(STEPS)
    token = an.wait("a").token
    an.do("a")
    with pytest.raises(TokenGone):
        COMMANDS[name](an.run, token)
    assert an.stands_at == ["j"]


@pytest.mark.parametrize(("place", "name"), [(p, n) for p in FITS for n in COMMANDS if n not in FITS[p]])
def test_a_token_that_stands_at_something_else(place: str, name: str) -> None:
    an = Player(STEPS, code="x")
    for step, move in (("a", an.do), ("j", an.do), ("t", an.fire)):
        if place in an.stands_at:
            break
        move(step)
    before = an.run.dump()
    with pytest.raises(TokenElsewhere):
        COMMANDS[name](an.run, an.wait(place).token)
    assert an.run.dump() == before


def test_both_are_conflicts() -> None:
    assert issubclass(TokenGone, Conflict)
    assert issubclass(TokenElsewhere, Conflict)
