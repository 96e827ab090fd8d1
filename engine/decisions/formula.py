"""One FEEL text of a model: read when it is first needed, run as a part of the model's run."""

from typing import Final

from engine.decisions.run import run_of
from engine.feel import FeelError, parse, unary_tests
from engine.feel.compiling import Code, code
from engine.feel.compiling.weight import weight
from engine.feel.errors import FeelTooDeep
from engine.feel.run import Scope
from engine.feel.syntax import Node
from ground.errors import Problem

_ANYTHING: Final = ("", "-")
_TALLEST: Final = 96  # where FEEL itself draws the line


class Formula:
    """A text with the names in scope there and its line in the file; `tests` marks the cell of a decision table.

    A `fault` given says that it is not in the language at all.
    """

    __slots__ = ("_code", "_fault", "_node", "_weight", "line", "names", "tests", "text")

    def __init__(
        self, text: str, names: frozenset[str], line: int, tests: bool = False, fault: Problem | None = None
    ) -> None:
        self.text = text.strip()
        self.names = names
        self.line = line
        self.tests = tests
        self._code: Code | None = None
        self._node: Node | None = None
        self._fault = fault
        self._weight = 0

    def is_anything(self) -> bool:
        """Whether the cell lets every value pass."""
        return self.tests and self.text in _ANYTHING

    def fault(self) -> Problem | None:
        """What keeps the text from being read, if anything does."""
        if self._code is None and self._fault is None and not self.is_anything():
            self._read()
        return self._fault

    def node(self) -> Node | None:
        """The text as a tree; None where it cannot be read or lets everything pass."""
        return None if self.fault() is not None else self._node

    def work(self, scope: Scope) -> object:
        """The value; null, with a remark, where the text cannot be read. Raises FeelBudget."""
        if self._code is None:
            if self.is_anything():
                return True
            if self.fault() is not None:
                self._refuse(scope)
                return None
        return self._run(scope)

    def _run(self, scope: Scope) -> object:
        assert self._code is not None
        run = scope.run
        run.spend(self._weight)
        outer, run.text = run.text, self.text
        value = self._code(scope)
        run.text = outer
        return value

    def _refuse(self, scope: Scope) -> None:
        assert self._fault is not None
        run_of(scope).remark(self._fault)

    def _read(self) -> None:
        try:
            read = unary_tests(self.text, self.names) if self.tests else parse(self.text, self.names)
            made = code(read.node)
        except FeelError as fault:
            self._fault = fault
        except RecursionError:  # the depth of the caller's own stack is not ours to know
            self._fault = FeelTooDeep(line=1, column=1, limit=_TALLEST)
        else:
            self._node, self._weight, self._code = read.node, weight(read.node), made
