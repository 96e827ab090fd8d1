"""Cuts the inside of a `${…}` into words and signs. Nothing here is ever evaluated."""

import re
from dataclasses import dataclass
from typing import Final

MOST_LETTERS: Final = 2_000
MOST_TOKENS: Final = 150
# The words of the expression language, and the signs they stand for.
_WORDS: Final = {
    "and": "&&", "or": "||", "not": "!", "eq": "==", "ne": "!=", "lt": "<", "gt": ">", "le": "<=", "ge": ">=",
    "div": "/", "mod": "%",
}  # fmt: skip
_PLAIN: Final = frozenset({"true", "false", "null", "empty", "instanceof"})
_TOKEN: Final = re.compile(
    r"""(?P<space>\s+)
    |(?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?(?![\w.]))
    |(?P<text>'(?:[^'\\]|\\['"\\])*'|"(?:[^"\\]|\\['"\\])*")
    |(?P<name>[^\W\d][\w$]*|\$[\w$]+)
    |(?P<sign>==|!=|<=|>=|&&|\|\||[-+*/%<>!?:.()\[\]{},;=])""",
    re.VERBOSE,
)
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)


class NotFeel(Exception):
    """A Camunda 7 expression has no equivalent in FEEL; `kind` is the oddity to write down."""

    def __init__(self, kind: str = "camunda_expression") -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign: `kind` is number, text, name, sign, or end."""

    kind: str
    text: str


def tokens(source: str, at: int) -> tuple[list[Token], int]:
    """The tokens from this place to the `}` that closes the expression, and the place behind it.

    Raises `NotFeel` for a sign the language does not have, or when nothing closes the expression.
    """
    found: list[Token] = []
    while at < len(source):
        match = _TOKEN.match(source, at)
        if match is None or len(found) > MOST_TOKENS:
            raise NotFeel
        at = match.end()
        if match["sign"] == "}":
            return [*found, Token("end", "")], at
        if not match["space"]:
            found.append(_token(match))
    raise NotFeel


def _token(match: re.Match[str]) -> Token:
    kind, text = str(match.lastgroup), match.group()
    if kind == "text":
        return Token("text", _ESCAPED.sub(r"\1", text[1:-1]))
    if kind == "name" and (text in _WORDS or text in _PLAIN):
        return Token("sign", _WORDS.get(text, text))
    return Token(kind, text)
