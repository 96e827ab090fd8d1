"""An expression sees values of the language and nothing behind them."""

from contextlib import suppress
from typing import Any

import pytest

from engine.feel import FeelError
from tests.unit.feel.asking import value


class Secret:
    """An object that somebody put into the context by mistake."""

    password = "x"

    def __call__(self) -> str:
        return self.password


@pytest.mark.parametrize(
    "text",
    [
        "x.__class__", "x.__class__.__base__.__subclasses__()", '"a".format', '"a".upper()', "x.password", "x()",
        "__import__", '__import__("os")', "open", "eval", 'eval("1")', "self", "scope", "run", "print", "().__class__",
        "{a: 1}.keys", "{a: 1}.items()", "now().tzinfo", "today().number()", "abs.signatures", "abs.run",
        "(function() 1).body",
        "x.__dict__", "x[1].password",
    ],
)  # fmt: skip
@pytest.mark.parametrize("held", [Secret(), Secret, open, {1, 2}, b"x", 1 + 2j])
def test_nothing_of_python_is_reachable(text: str, held: Any) -> None:
    with suppress(FeelError):
        assert value(text, {"x": held}) is None


@pytest.mark.parametrize("held", [Secret(), open, {1, 2}, b"x", float("nan"), float("inf")])
def test_what_the_language_does_not_know_is_null(held: Any) -> None:
    assert value("x = null", {"x": held}) is True
