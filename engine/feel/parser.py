"""Reads an expression: operators by strength, chains flat, nesting bounded."""

from typing import Final

from engine.feel.cursor import Cursor
from engine.feel.errors import FeelError
from engine.feel.kinds import Kind
from engine.feel.names import Names
from engine.feel.parse_forms import Forms
from engine.feel.parse_values import ADDITIVE, COMPARISONS, Values
from engine.feel.syntax import (
    Arithmetic,
    Between,
    Call,
    Chain,
    Comparison,
    Filter,
    InstanceOf,
    Literal,
    Logic,
    Membership,
    Name,
    Negation,
    Node,
    Path,
    Step,
    UnaryTests,
)  # fmt: skip

_OR, _AND, _COMPARING, _TIMES, _POWER, _TIGHTEST = 1, 2, 3, 5, 6, 7
_ARITHMETIC: Final = {"+": ADDITIVE, "-": ADDITIVE, "*": _TIMES, "/": _TIMES, "**": _POWER}
_STRENGTH: Final = (
    _ARITHMETIC
    | {"or": _OR, "and": _AND, "between": _COMPARING, "in": _COMPARING}
    | dict.fromkeys(COMPARISONS, _COMPARING)
)
_WORDS: Final = {"true": True, "false": False, "null": None}


class Parser(Forms, Values, Cursor):
    """The whole language. Each public method reads one kind of text to its end."""

    def whole(self) -> Node:
        """The text as one expression."""
        return self._to_the_end(self.test_or_expression())

    def whole_kind(self) -> Kind:
        """The text as the name of a type."""
        found = self.kind()
        if self.token.kind != "end":
            raise self.complaint("the end of the type")
        return found

    def whole_tests(self) -> Node:
        """The text as the cell of a decision table: `-`, tests, or `not(tests)`."""
        at = self.token.at
        if self.sees("-") and self.ahead().kind == "end":
            self.take()
            return UnaryTests(at, (), (), False)
        if self.sees("not") and self.ahead().text == "(":
            negated = self._negated()
            if negated is not None:
                return negated
        tests = self._tests()
        return self._to_the_end(UnaryTests(at, tests[0], tests[1], False))

    def _negated(self) -> Node | None:
        """`not(…)` as a whole cell; None where its brackets do not hold all of it, as in `not(a) and not(b)`.

        Read and not counted, since the brackets of half-open ranges have no partner.
        """
        start, names = self.at, self.names
        at = self.token.at
        self.at += 2
        try:
            tests = self._tests()
            self.expect(")", '"," or ")"')
            return self._to_the_end(UnaryTests(at, tests[0], tests[1], True))
        except FeelError:
            self.at, self.level, self.names, self._span_ends = start, 0, names, False
            return None

    def _tests(self) -> tuple[tuple[Node, ...], tuple[bool, ...]]:
        tests: list[Node] = []
        asks: list[bool] = []
        while not tests or self.takes(","):
            start = self.at
            tests.append(self.test_or_expression())
            asks.append(any(token.text == "?" and token.kind == "name" for token in self.stream[start : self.at]))
        return tuple(tests), tuple(asks)

    def _to_the_end(self, node: Node) -> Node:
        if self.token.kind != "end":
            raise self.complaint("an operator or the end of the expression")
        return node

    def expression(self, strength: int = 0) -> Node:
        """The expression that begins here, with all operators that bind more tightly than `strength`."""
        node = self._signed()
        while True:
            sign = self.token
            if sign.kind not in ("op", "name"):
                return node
            binds = _STRENGTH.get(sign.text, 0)
            if binds <= strength:
                return node
            node = self._joined(node, sign.text, binds)
            if binds == _COMPARING and _STRENGTH.get(self.token.text) == _COMPARING and self.token.kind != "string":
                raise self.complaint('"and", "or" or brackets around the first comparison')

    def _joined(self, left: Node, sign: str, binds: int) -> Node:
        if sign in _ARITHMETIC:
            return self._arithmetic(left, binds)
        if sign in ("and", "or"):
            return self._logic(left, sign, binds)
        at = self.take().at
        if sign == "between":
            low = self.expression(_COMPARING)
            self.expect("and", 'an operator or "and"')
            return Between(at, left, low, self.expression(_COMPARING))
        if sign == "in":
            return Membership(at, left, self._membership())
        return Comparison(at, sign, left, self.expression(_COMPARING))

    def _arithmetic(self, first: Node, binds: int) -> Node:
        at = self.token.at
        rest: list[tuple[str, int, Node]] = []
        while self.token.kind == "op" and _ARITHMETIC.get(self.token.text) == binds:
            sign = self.take()
            rest.append((sign.text, sign.at, self.expression(binds)))
        return Arithmetic(at, first, tuple(rest))

    def _logic(self, first: Node, word: str, binds: int) -> Node:
        at = self.token.at
        parts = [first]
        while self.takes(word):
            parts.append(self.expression(binds))
        return Logic(at, word, tuple(parts))

    def _membership(self) -> tuple[Node, ...]:
        if self.sees(*COMPARISONS):
            return (self.one_sided(),)
        if not self.sees("("):
            return (self.expression(_COMPARING),)
        start = self.at
        self.take()
        with self.deeper():
            tests = [self.test_or_expression()]
            if self.sees(".."):
                return (self.span(self.stream[start].at, tests[0], False),)
            while self.takes(","):
                tests.append(self.test_or_expression())
            self.expect(")", '"," or ")"')
        return tuple(tests)

    def _signed(self) -> Node:
        """An operand with the minus signs before it, and `instance of` after it."""
        at, minus = self.token.at, 0
        while self.sees("-"):
            self.take()
            minus += 1
        if minus and self.token.kind == "number":
            literal = self.literal()
            assert isinstance(literal, Literal)
            node = self._chained(Literal(at, -literal.value if minus % 2 else literal.value))  # type: ignore[operator]
            return self._instance(node)
        node = self._instance(self._chained(self._operand()))
        for _ in range(2 - minus % 2 if minus else 0):
            node = Negation(at, node)
        return node

    def _instance(self, node: Node) -> Node:
        if self.sees("instance") and self.ahead().text == "of":
            at = self.take().at
            self.take()
            return InstanceOf(at, node, self.kind())
        return node

    def _chained(self, first: Node) -> Node:
        steps: list[Step] = []
        while self.sees(".", "[", "("):
            at = self.token.at
            if self.sees("(") and isinstance(first, Literal):
                break
            if self.sees("[") and self.closes_range():
                break
            if self.takes("."):
                steps.append(Path(at, self.member()))
            elif self.takes("["):
                steps.append(Filter(at, self._in_brackets()))
            else:
                steps.append(self._call())
        return Chain(first.at, first, tuple(steps)) if steps else first

    def _in_brackets(self) -> Node:
        outer, self._span_ends = self._span_ends, False
        with self.deeper(), self.scope(self.members):
            condition = self.expression()
        self._span_ends = outer
        self.expect("]", 'an operator or "]"')
        return condition

    def _call(self) -> Step:
        at = self.take().at
        arguments: list[Node] = []
        names: list[str] = []
        outer, self._span_ends = self._span_ends, False
        with self.deeper():
            while not self.takes(")"):
                if arguments:
                    self.expect(",", 'an operator, "," or ")"')
                label = self.label(":")
                if (label is None) == bool(names) and arguments:
                    raise self.complaint("names for all arguments or for none")
                names += [label] if label is not None else []
                arguments.append(self.test_or_expression())
        self._span_ends = outer
        return Call(at, tuple(arguments), tuple(names))

    def _operand(self) -> Node:
        token = self.token
        if token.kind in ("number", "string"):
            return self.literal()
        if token.kind == "name":
            return self._word()
        opening = {
            "(": self.in_round,
            "[": self.in_square,
            "]": self.open_square,
            "{": self.in_braces,
            "@": self.at_literal,
        }
        if token.text in opening:
            outer, self._span_ends = self._span_ends, False
            node = opening[token.text]()
            self._span_ends = outer
            return node
        if token.kind == "end" or self.names.match(self.stream, self.at) is None:
            raise self.complaint("a value, a name or an opening bracket")
        return Name(token.at, self.name())

    def _word(self) -> Node:
        token = self.token
        if self.names.match(self.stream, self.at) is None and self.is_keyword():
            return self._keyword()
        return Name(token.at, self.name())

    def _keyword(self) -> Node:
        token = self.token
        if token.text in _WORDS:
            self.take()
            return Literal(token.at, _WORDS[token.text])
        forms = {"if": self.choice, "for": self.loop, "some": self.quantified, "every": self.quantified}
        if token.text == "function":
            return self.definition()
        if token.text not in forms:
            raise self.complaint("a value, a name or an opening bracket")
        return forms[token.text]()


def parser(text: str, names: frozenset[str], functions: Names) -> Parser:
    """A parser at the beginning of this text. Raises FeelError where it cannot be cut into tokens."""
    return Parser(text, names, functions)
