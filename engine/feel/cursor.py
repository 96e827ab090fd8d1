"""The place the parser has reached in the tokens, and the names known there."""

from abc import ABC, abstractmethod
from collections.abc import Iterator as Walk
from contextlib import contextmanager
from typing import Final

from engine.feel.errors import FeelError, FeelForeign, FeelSyntax, FeelTooDeep, FeelUnfinished
from engine.feel.foreign import foreign_sign
from engine.feel.lexer import Token, fault, tokens
from engine.feel.names import KEYWORDS, PROPERTIES, Names, run_of_words
from engine.feel.syntax import Node

DEEPEST: Final = 48


class Cursor(ABC):
    """Looks at tokens, takes them and complains about them; the parsers of each form build on it."""

    def __init__(self, text: str, names: frozenset[str], functions: Names) -> None:
        self.text = text
        self.stream = tokens(text)
        self.at = 0
        self.level = 0
        self.names = Names(names)
        self.members = Names((*names, *PROPERTIES))
        self.functions = functions

    @abstractmethod
    def expression(self, strength: int = 0) -> Node:
        """The expression that begins here, with all operators that bind more tightly than `strength`."""

    @property
    def token(self) -> Token:
        """The token that comes next."""
        return self.stream[self.at]

    def ahead(self, steps: int = 1) -> Token:
        """The token so many places further; the end token beyond the end."""
        return self.stream[min(self.at + steps, len(self.stream) - 1)]

    def take(self) -> Token:
        """The next token, and go past it."""
        token = self.stream[self.at]
        self.at = min(self.at + 1, len(self.stream) - 1)
        return token

    def sees(self, *texts: str) -> bool:
        """Whether the next token is one of these words or signs."""
        return self.token.kind in ("op", "name") and self.token.text in texts

    def takes(self, *texts: str) -> bool:
        """Go past the next token if it is one of these; tells whether it was."""
        found = self.sees(*texts)
        if found:
            self.take()
        return found

    def expect(self, text: str, expected: str = "") -> Token:
        """The next token, which must be this one. Raises FeelSyntax or FeelUnfinished."""
        if not self.sees(text):
            raise self.complaint(expected or f'"{text}"')
        return self.take()

    def complaint(self, expected: str, token: Token | None = None) -> FeelError:
        """The error that says what was found here and what should stand here."""
        token = token or self.token
        foreign = foreign_sign(self.text, token)
        if foreign is not None:
            return fault(FeelForeign, self.text, foreign[0], found=foreign[1], instead=foreign[2])
        if token.text == "..":
            expected = "brackets round a range, as in [1..5]"
        if token.kind == "end":
            return fault(FeelUnfinished, self.text, token.at, expected=expected)
        return fault(FeelSyntax, self.text, token.at, found=token.text, expected=expected)

    @contextmanager
    def deeper(self) -> Walk[None]:
        """One level of nesting more. Raises FeelTooDeep."""
        self.level += 1
        if self.level > DEEPEST:
            raise fault(FeelTooDeep, self.text, self.token.at, limit=DEEPEST)
        yield
        self.level -= 1

    @contextmanager
    def scope(self, names: Names) -> Walk[None]:
        """Know these names inside, and forget afterwards what was learnt there."""
        outer, self.names = self.names, names.copy()
        yield
        self.names = outer

    def learn(self, name: str) -> None:
        """Know a name that the expression itself brings in."""
        self.names.add(name)
        self.members.add(name)

    def name(self, expected: str = "a name") -> str:
        """The name that begins here: a known one of several words, else all words up to the next keyword or sign."""
        known = self.names.match(self.stream, self.at) or self._function()
        if known is None:
            if self.token.kind != "name" or self.is_keyword():
                raise self.complaint(expected)
            known = run_of_words(self.stream, self.at)
            if self.token.text == "not" and known[1] > 1:
                raise fault(FeelForeign, self.text, self.token.at, found=known[0], instead="not(…)")
        self.at += known[1]
        return known[0]

    def _function(self) -> tuple[str, int] | None:
        found = self.functions.match(self.stream, self.at)
        if found is not None and self.ahead(found[1]).text == "(":
            return found
        return None

    def member(self) -> str:
        """The name after a dot."""
        known = self.members.match(self.stream, self.at)
        if known is None:
            if self.token.kind != "name":
                raise self.complaint("a name")
            known = run_of_words(self.stream, self.at)
        self.at += known[1]
        return known[0]

    def is_keyword(self) -> bool:
        """Whether the next word belongs to the language and cannot begin a name."""
        if self.token.text == "instance":
            return self.ahead().text == "of"
        return self.token.text in KEYWORDS

    def label(self, closing: str) -> str | None:
        """The words before `closing` when only words and signs of names stand there: the name of an entry."""
        end = self.at
        while self.stream[end].kind in ("name", "number") or self.stream[end].text in ("-", "+", "*", "/", "'", "."):
            end += 1
        if end == self.at or self.stream[end].text != closing or self.stream[end].kind != "op":
            return None
        words = self.stream[self.at : end]
        spelled = "".join((" " if word.spaced and word is not words[0] else "") + word.text for word in words)
        self.at = end + 1
        return spelled
