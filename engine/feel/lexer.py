"""Cuts the text of an expression into tokens. Which words make up one name is decided by the parser."""

import re
from dataclasses import dataclass
from typing import Final

from engine.feel.errors import FeelCommentOpen, FeelError, FeelQuoteOpen, FeelTooLong

LONGEST: Final = 65_536

_START = (
    r"?A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F\u2C00-\u2FEF"
    r"\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_PART = _START + r"0-9\u00B7\u0300-\u036F\u203F-\u2040"
_TOKEN = re.compile(
    rf"""
    (?P<space>[\s\u0085\u00A0\u1680\u180E\u2000-\u200B\u2028\u2029\u202F\u205F\u3000\uFEFF]+ | //[^\n]*)
    | (?P<comment>/\*)
    | (?P<string>"(?:[^"\\]|\\.)*"?)
    | (?P<dots>\.\.)
    | (?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+(?![{_PART}]))?)
    | (?P<name>[{_START}][{_PART}]*)
    | (?P<op>\*\*|<=|>=|!=|->|.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of the text: `kind` is name, number, string, op or end; `spaced` that a space stands before it."""

    kind: str
    text: str
    at: int
    spaced: bool


def place(text: str, at: int) -> tuple[int, int]:
    """Line and column, both counted from one, of an offset."""
    before = text[:at]
    return before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1


def fault(error: type[FeelError], text: str, at: int, /, **params: object) -> FeelError:
    """An error of this kind that knows its line and column."""
    line, column = place(text, at)
    return error(line=line, column=column, **params)


def tokens(text: str) -> list[Token]:
    """All tokens of the text, closed by one of kind `end`.

    Raises FeelTooLong, FeelQuoteOpen or FeelCommentOpen.
    """
    if len(text) > LONGEST:
        raise fault(FeelTooLong, text, 0, limit=LONGEST)
    found: list[Token] = []
    at, spaced = 0, False
    while at < len(text):
        match = _TOKEN.match(text, at)
        assert match is not None  # the last alternative takes any character
        kind, start, at = str(match.lastgroup), at, match.end()
        if kind == "space":
            spaced = True
            continue
        if kind == "comment":
            at, spaced = _after_comment(text, start), True
            continue
        found.append(_token(kind, text, start, at, spaced))
        spaced = False
    found.append(Token("end", "", len(text), spaced))
    return found


def _token(kind: str, text: str, start: int, end: int, spaced: bool) -> Token:
    word = text[start:end]
    if kind == "string" and (len(word) < 2 or not word.endswith('"') or _escapes_last(word)):
        raise fault(FeelQuoteOpen, text, start)
    return Token("op" if kind == "dots" else kind, word, start, spaced)


def _escapes_last(word: str) -> bool:
    body = word[1:-1]
    return (len(body) - len(body.rstrip("\\"))) % 2 == 1


def _after_comment(text: str, start: int) -> int:
    end = text.find("*/", start + 2)
    if end < 0:
        raise fault(FeelCommentOpen, text, start)
    return end + 2


_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{6}|[nrt\"'\\])")
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}


def unquote(word: str) -> str:
    """The text a string token stands for; surrogate pairs become one character, unknown escapes stay as written."""
    body = word[1:-1]
    if "\\" not in body:
        return body
    plain = _ESCAPE.sub(_character, body)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _character(match: re.Match[str]) -> str:
    escape = match.group(1)
    if escape in _PLAIN:
        return _PLAIN[escape]
    number = int(escape[1:], 16)
    return chr(number) if number <= 0x10FFFF else "\ufffd"
