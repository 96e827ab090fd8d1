"""The order of importance of a table's outputs: the order in which their values are listed."""

from engine.decisions.formula import Formula
from engine.decisions.run import ModelRun
from engine.feel.compiling import Code, code
from engine.feel.run import Scope
from engine.feel.syntax import UnaryTests


class Ranking:
    """The listed values of one output, the most important first; none where the table lists none."""

    __slots__ = ("_tests", "allowed")

    def __init__(self, allowed: Formula | None) -> None:
        self.allowed = allowed
        self._tests: list[Code] | None = None

    def place(self, run: ModelRun, value: object) -> int:
        """The value's place in the list; values that are not listed come last."""
        tests = self._read()
        scope = Scope({"?": value}, run.root, run)
        run.spend(len(tests))
        return next((place for place, test in enumerate(tests) if test(scope) is True), len(tests))

    def _read(self) -> list[Code]:
        if self._tests is None:
            node = self.allowed.node() if self.allowed is not None else None
            parts = zip(node.tests, node.asks, strict=True) if isinstance(node, UnaryTests) else ()
            self._tests = [code(UnaryTests(test.at, (test,), (asks,), False)) for test, asks in parts]
        return self._tests
