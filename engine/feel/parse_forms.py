"""Reads the forms that begin with a word: if, for, some, every, function."""

from engine.feel.cursor import Cursor
from engine.feel.kinds import ANY, Kind
from engine.feel.lexer import Token
from engine.feel.parse_kinds import KindsParser
from engine.feel.syntax import Choice, Definition, Iterator, Literal, Loop, Node, Quantified


class Forms(KindsParser, Cursor):
    """The word forms; each reaches as far to the right as it can."""

    def choice(self) -> Node:
        """`if a then b else c`; a chain of `else if` is one flat node."""
        start = self.token
        branches: list[tuple[Node, Node]] = []
        with self.deeper():
            while self.takes("if"):
                condition = self.expression()
                self.expect("then", 'an operator or "then"')
                value = self.expression()
                self.expect("else", 'an operator or "else"')
                branches.append((condition, value))
            otherwise = self.expression()
        return Choice(start.at, tuple(branches), otherwise)

    def loop(self) -> Node:
        """`for x in a, y in b..c return d`."""
        start = self.take()
        with self.deeper(), self.scope(self.names):
            iterators = self._iterators()
            self.expect("return", '"," or "return"')
            return Loop(start.at, iterators, self.expression())

    def quantified(self) -> Node:
        """`some x in a satisfies b`."""
        start = self.take()
        with self.deeper(), self.scope(self.names):
            iterators = self._iterators()
            self.expect("satisfies", '"," or "satisfies"')
            return Quantified(start.at, start.text == "every", iterators, self.expression())

    def _iterators(self) -> tuple[Iterator, ...]:
        iterators = [self._iterator()]
        while self.takes(","):
            iterators.append(self._iterator())
        return tuple(iterators)

    def _iterator(self) -> Iterator:
        at = self.token.at
        name = self._new_name()
        self.expect("in")
        start = self.expression()
        end = self.expression() if self.takes("..") else None
        return Iterator(at, name, start, end)

    def _new_name(self) -> str:
        words: list[Token] = []
        while self.token.kind in ("name", "number") and not self.is_keyword():
            words.append(self.take())
        if not words:
            raise self.complaint("a name")
        name = " ".join(word.text for word in words)
        self.learn(name)
        return name

    def definition(self) -> Node:
        """`function(a: number, b) a + b`."""
        start = self.take()
        with self.deeper(), self.scope(self.names):
            self.expect("(")
            parameters: list[tuple[str, Kind]] = []
            while not self.takes(")"):
                if parameters:
                    self.expect(",", '"," or ")"')
                name = self._new_name()
                parameters.append((name, self.kind() if self.takes(":") else ANY))
            external = self.takes("external")
            body = self.expression()
        return Definition(start.at, tuple(parameters), Literal(start.at, None) if external else body, external)
