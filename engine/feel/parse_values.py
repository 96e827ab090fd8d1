"""Reads what stands for itself: lists, contexts, ranges, brackets, `@"…"`."""

from engine.feel.cursor import Cursor
from engine.feel.decimals import number
from engine.feel.errors import FeelBadLiteral
from engine.feel.lexer import fault, unquote
from engine.feel.syntax import Entries, Items, Literal, Node, Span
from engine.feel.temporal_text import read_temporal

COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
ADDITIVE = 4  # how tightly + and - bind: what stands after a comparison binds at least so
_ENDS_RANGE = (")", "]", "}", ",", "=", "!=", "<", ">", "<=", ">=", "..", ".", "*", "/", "+", "**", ":")
_ENDS_RANGE_WORDS = ("and", "or", "then", "else", "return", "satisfies", "in", "between", "instance")


class Values(Cursor):
    """Literals and everything in brackets."""

    _span_ends = False  # reading the end of a range, where `[` may close it

    def literal(self) -> Node:
        """A number or a text."""
        token = self.take()
        if token.kind == "string":
            return Literal(token.at, unquote(token.text))
        try:
            return Literal(token.at, number(token.text))
        except ArithmeticError:
            raise fault(FeelBadLiteral, self.text, token.at, found=token.text) from None

    def at_literal(self) -> Node:
        """`@"…"`."""
        start = self.take()
        if self.token.kind != "string":
            raise self.complaint('a text such as "2026-08-25"')
        written = unquote(self.take().text)
        value = read_temporal(written)
        if value is None:
            raise fault(FeelBadLiteral, self.text, start.at, found=written)
        return Literal(start.at, value)

    def in_round(self) -> Node:
        """`(a)`, `(a..b]` or `(< a)`."""
        start = self.take()
        with self.deeper():
            if self.sees(*COMPARISONS):
                node: Node = self.one_sided()
            else:
                node = self.expression()
                if self.sees(".."):
                    return self.span(start.at, node, False)
            self.expect(")", 'an operator or ")"')
        return node

    def one_sided(self) -> Node:
        """`< a` and the like: the range of everything that compares so with `a`."""
        sign = self.take()
        bound = self.expression(ADDITIVE - 1)
        below, above = sign.text in ("<", "<="), sign.text in (">", ">=")
        start = None if below else bound
        end = None if above else bound
        return Span(sign.at, start, sign.text in (">=", "="), end, sign.text in ("<=", "="), sign.text)

    def in_square(self) -> Node:
        """`[a, b]` or `[a..b]`."""
        start = self.take()
        with self.deeper():
            if self.takes("]"):
                return Items(start.at, ())
            items = [self.test_or_expression()]
            if self.sees(".."):
                return self.span(start.at, items[0], True)
            while self.takes(","):
                if self.sees("]") and self.ahead().kind in ("end", "op"):
                    raise self.complaint("a value, a name or an opening bracket")
                items.append(self.test_or_expression())
            self.expect("]", 'an operator, "," or "]"')
        return Items(start.at, tuple(items))

    def test_or_expression(self) -> Node:
        """An expression, or a one-sided comparison such as `< 5`."""
        return self.one_sided() if self.sees(*COMPARISONS) else self.expression()

    def open_square(self) -> Node:
        """`]a..b]`: a range that leaves out its start."""
        start = self.take()
        with self.deeper():
            first = self.expression()
            if not self.sees(".."):
                raise self.complaint('".."')
            return self.span(start.at, first, False)

    def span(self, at: int, first: Node, included: bool) -> Node:
        """The rest of a range from its two dots on."""
        self.expect("..")
        outer, self._span_ends = self._span_ends, True
        last = self.expression()
        self._span_ends = outer
        if not self.sees("]", ")", "["):
            raise self.complaint('"]" or ")"')
        return Span(at, first, included, last, self.take().text == "]")

    def closes_range(self) -> bool:
        """Whether the `[` that comes next closes a range instead of opening a filter."""
        if not self._span_ends:
            return False
        after = self.ahead()
        return (
            after.kind == "end"
            or after.text in _ENDS_RANGE
            or (after.kind == "name" and after.text in _ENDS_RANGE_WORDS)
        )

    def in_braces(self) -> Node:
        """`{a: 1, "b c": 2}`."""
        start = self.take()
        entries: list[tuple[str, Node]] = []
        with self.deeper(), self.scope(self.names):
            while not self.takes("}"):
                if entries:
                    self.expect(",", '"," or "}"')
                entries.append(self._entry())
        return Entries(start.at, tuple(entries))

    def _entry(self) -> tuple[str, Node]:
        if self.token.kind == "string":
            key = unquote(self.take().text)
            self.expect(":")
        else:
            label = self.label(":")
            if label is None:
                raise self.complaint("the name of an entry and a colon")
            key = label
        value = self.expression()
        self.learn(key)
        return key, value
