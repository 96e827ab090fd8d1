"""Translates XPath patterns into those of the matcher, and refuses what XPath does not allow."""

import re
from typing import Final

from engine.feel.patterns.characters import (
    EVERYTHING,
    Ranges,
    bracketed,
    category,
    inverted,
    joined,
    shorthand,
    without,
)

_FLAGS: Final = frozenset("smixq")
_SPACES: Final = " \t\n\r"
_QUANTITY: Final = re.compile(r"\{[0-9]{1,4}(,[0-9]{0,4})?\}", re.ASCII)
_CONTROL: Final = {"n": "\n", "r": "\r", "t": "\t"}
_LITERAL: Final = frozenset("\\|.?*+(){}-[]^$/\"':,@#%&;=<>~!`_ ")
_LINE: Final[Ranges] = inverted(((0xA, 0xA), (0xD, 0xD)))


class PatternRefused(Exception):
    """The pattern or its flags are not those of XPath; the text says why."""


class BackReference(Exception):
    """The pattern refers back to a group, which a linear matcher cannot do."""


def translate_pattern(pattern: str, flags: str) -> str:
    """The pattern in the matcher's syntax. Raises PatternRefused or BackReference."""
    if not set(flags) <= _FLAGS:
        raise PatternRefused("the flags are s, m, i, x and q")
    body = (
        _quoted(pattern)
        if "q" in flags
        else _Translation(_squeezed(pattern) if "x" in flags else pattern, flags).whole()
    )
    return f"(?i:{body})" if "i" in flags else body


def _quoted(pattern: str) -> str:
    return "".join(bracketed(((ord(letter), ord(letter)),)) for letter in pattern)


def _squeezed(pattern: str) -> str:
    """The pattern without spaces outside classes, as the flag x wants it."""
    kept: list[str] = []
    depth, escaped = 0, False
    for letter in pattern:
        if letter in _SPACES and not depth:
            continue
        kept.append(letter)
        if escaped:
            escaped = False
        elif letter == "\\":
            escaped = True
        else:
            depth = max(0, depth + (letter == "[") - (letter == "]"))
    return "".join(kept)


class _Translation:
    """Goes through one pattern from left to right."""

    def __init__(self, pattern: str, flags: str) -> None:
        self.pattern = pattern
        self.flags = flags
        self.at = 0
        self.opened = 0
        self.groups = 0
        self.open_groups: list[int] = []

    def whole(self) -> str:
        """The translation of the whole pattern."""
        parts: list[str] = []
        while self.at < len(self.pattern):
            parts.append(self._piece())
        if self.opened:
            raise PatternRefused("a bracket is not closed")
        return "".join(parts)

    def _take(self) -> str:
        if self.at >= len(self.pattern):
            raise PatternRefused("it ends in the middle")
        self.at += 1
        return self.pattern[self.at - 1]

    def _next(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def _piece(self) -> str:
        letter = self._take()
        if letter == "\\":
            return self._escape()
        if letter == "[":
            return self._bracketed_class()
        if letter in "()":
            return self._bracket(letter)
        if letter == ".":
            return bracketed(EVERYTHING if "s" in self.flags else _LINE)
        if letter in "^$":
            return self._anchor(letter)
        return self._plain(letter)

    def _plain(self, letter: str) -> str:
        if letter == "{":
            match = _QUANTITY.match(self.pattern, self.at - 1)
            if match is None:
                raise PatternRefused("a quantity is written {2}, {2,} or {2,5}")
            self.at = match.end()
            return match[0]
        if letter in "]}":
            raise PatternRefused("a closing bracket stands alone")
        return letter if letter in "*+?|" else _literal(letter)

    def _anchor(self, letter: str) -> str:
        if "m" in self.flags:
            return f"(?m:{letter})"
        return r"\A" if letter == "^" else r"\z"

    def _bracket(self, letter: str) -> str:
        if letter == ")":
            self.opened -= 1
            if self.opened < 0:
                raise PatternRefused("a bracket is closed that was never opened")
            self.open_groups.pop()
            return letter
        self.opened += 1
        if self._next() != "?":
            self.groups += 1
            self.open_groups.append(self.groups)
            return letter
        if self.pattern[self.at : self.at + 2] != "?:":
            raise PatternRefused("after (? only a colon may follow")
        self.at += 2
        self.open_groups.append(0)
        return "(?:"

    def _escape(self) -> str:
        letter = self._take()
        if letter.isdigit():
            return self._reference(letter)
        return bracketed(self._escaped(letter))

    def _reference(self, letter: str) -> str:
        number = int(letter)
        if not 0 < number <= self.groups or number in self.open_groups:
            raise PatternRefused("it refers to a group that is not there before this place")
        raise BackReference

    def _escaped(self, letter: str) -> Ranges:
        """The characters an escape stands for."""
        if letter in "dDsSwWiIcC":
            return shorthand(letter)
        if letter in "pP":
            return self._category(letter == "P")
        if letter in _CONTROL or letter in _LITERAL:
            point = ord(_CONTROL.get(letter, letter))
            return ((point, point),)
        raise PatternRefused("it contains a backslash that means nothing")

    def _category(self, others: bool) -> Ranges:
        end = self.pattern.find("}", self.at)
        ranges = category(self.pattern[self.at + 1 : end]) if self._next() == "{" and end > 0 else None
        if ranges is None:
            raise PatternRefused("there is no such category of characters")
        self.at = end + 1
        return inverted(ranges) if others else ranges

    def _bracketed_class(self) -> str:
        """A class; a plain `[^…]` stays negated, since letters of the other case must be left out with the flag i."""
        before = self.at
        ranges = self._class()
        plain = self.pattern[before : before + 1] == "^" and "-[" not in self.pattern[before : self.at]
        return bracketed(inverted(ranges)).replace("[", "[^", 1) if plain else bracketed(ranges)

    def _class(self, depth: int = 0) -> Ranges:
        """The characters of a class from behind its opening bracket on, subtraction included."""
        if depth > 8:
            raise PatternRefused("classes are nested too deeply")
        negated = self._next() == "^"
        self.at += negated
        parts: list[Ranges] = []
        while self._next() != "]" or not parts:
            if self._next() == "-" and self.pattern[self.at + 1 : self.at + 2] == "[" and parts:
                self.at += 2
                taken = self._class(depth + 1)
                if self._take() != "]":
                    raise PatternRefused("nothing may follow what a class leaves out")
                return without(_signed(joined(*parts), negated), taken)
            parts.append(self._member())
        self.at += 1
        return _signed(joined(*parts), negated)

    def _member(self) -> Ranges:
        low = self._class_character()
        is_range = self._next() == "-" and self.pattern[self.at + 1 : self.at + 2] not in ("]", "[", "")
        if not is_range or len(low) != 1 or low[0][0] != low[0][1]:
            return low
        self.at += 1
        high = self._class_character()
        if len(high) != 1 or high[0][1] < low[0][0] or high[0][0] != high[0][1]:
            raise PatternRefused("a range in a class runs backwards")
        return ((low[0][0], high[0][1]),)

    def _class_character(self) -> Ranges:
        letter = self._take()
        if letter == "\\":
            return self._escaped(self._take())
        if letter in "[]":
            raise PatternRefused("a bracket in a class needs a backslash")
        return ((ord(letter), ord(letter)),)


def _signed(ranges: Ranges, negated: bool) -> Ranges:
    return inverted(ranges) if negated else ranges


def _literal(letter: str) -> str:
    return letter if letter.isalnum() else bracketed(((ord(letter), ord(letter)),))
