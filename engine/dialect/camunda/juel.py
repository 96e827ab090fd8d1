"""Reads the part of Camunda 7's expression language that says something FEEL can say too.

Property paths, comparison, logic, arithmetic, `empty`, the ternary and plain values. Calls of methods and functions,
beans, indexes and assignments are refused by name.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from engine.dialect.camunda.juel_tokens import MOST_LETTERS, NotFeel, Token, tokens

MOST_DEPTH: Final = 25
# What the engine of Camunda 7 puts into every expression; nothing of it exists here.
_OBJECTS: Final = frozenset({
    "execution", "task", "caseExecution", "externalTask", "authenticatedUserId", "connector", "jobEntity",
})  # fmt: skip
_LEVELS: Final = (("||",), ("&&",), ("==", "!="), ("<", ">", "<=", ">="), ("+", "-"), ("*", "/", "%"))
_CONSTANTS: Final = {"true": True, "false": False, "null": None}


@dataclass(frozen=True, slots=True)
class Plain:
    """A value as written."""

    value: str | Decimal | bool | None


@dataclass(frozen=True, slots=True)
class Path:
    """A variable and the properties asked of it."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unary:
    """`!`, `-` or `empty` before an operand."""

    sign: str
    operand: "Juel"


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands with a sign between them."""

    sign: str
    left: "Juel"
    right: "Juel"


@dataclass(frozen=True, slots=True)
class Choice:
    """`test ? yes : no`."""

    test: "Juel"
    yes: "Juel"
    no: "Juel"


Juel = Plain | Path | Unary | Binary | Choice


def parts_of(source: str) -> list[str | Juel]:
    """A text of Camunda 7 cut into plain text and expressions. Raises `NotFeel`, for one of absurd length too."""
    if len(source) > MOST_LETTERS:
        raise NotFeel
    parts: list[str | Juel] = []
    plain, at = "", 0
    while at < len(source):
        if source[at : at + 2] in ("${", "#{"):
            stream, at = tokens(source, at + 2)
            parts += [plain] if plain else []
            parts.append(_Parser(stream).whole())
            plain = ""
        else:
            at += source[at : at + 3] in ("\\${", "\\#{")
            end = at + 2 if source[at : at + 2] in ("${", "#{") else at + 1
            plain, at = plain + source[at:end], end
    return [*parts, plain] if plain else parts


class _Parser:
    def __init__(self, stream: list[Token]) -> None:
        self.stream = stream
        self.at = 0
        self.depth = 0

    def whole(self) -> Juel:
        found = self.choice()
        if self.stream[self.at].kind != "end":
            raise NotFeel
        return found

    def choice(self) -> Juel:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise NotFeel
        found = self.binary(0)
        if self.took("?"):
            yes = self.choice()
            self.need(":")
            found = Choice(found, yes, self.choice())
        self.depth -= 1
        return found

    def binary(self, level: int) -> Juel:
        if level == len(_LEVELS):
            return self.unary()
        found = self.binary(level + 1)
        while (sign := self.sign()) in _LEVELS[level]:
            self.at += 1
            found = Binary(sign, found, self.binary(level + 1))
        return found

    def unary(self) -> Juel:
        signs = []
        while (sign := self.sign()) in ("!", "-", "empty"):
            self.at += 1
            signs.append(sign)
        found = self.primary()
        for sign in reversed(signs):
            found = Unary(sign, found)
        return found

    def primary(self) -> Juel:
        token = self.stream[self.at]
        self.at += 1
        if token.kind == "name":
            return self.path(token.text)
        if token.kind == "sign" and token.text == "(":
            found = self.choice()
            self.need(")")
        elif token.kind == "sign" and token.text in _CONSTANTS:
            found = Plain(_CONSTANTS[token.text])
        elif token.kind in ("number", "text"):
            found = Plain(Decimal(token.text) if token.kind == "number" else token.text)
        else:
            raise NotFeel
        if self.sign() in (".", "["):
            raise NotFeel("camunda_call")
        return found

    def path(self, first: str) -> Juel:
        names = [first]
        while self.took("."):
            names.append(self.stream[self.at].text)
            if self.stream[self.at].kind != "name":
                raise NotFeel
            self.at += 1
        if self.sign() == "(":
            raise NotFeel("camunda_call")
        if self.sign() == "[" or "$" in "".join(names):
            raise NotFeel
        if first in _OBJECTS or "class" in names:
            raise NotFeel("camunda_bean")
        return Path(tuple(names))

    def sign(self) -> str:
        token = self.stream[self.at]
        return token.text if token.kind == "sign" else ""

    def took(self, sign: str) -> bool:
        if self.sign() != sign:
            return False
        self.at += 1
        return True

    def need(self, sign: str) -> None:
        if not self.took(sign):
            raise NotFeel
