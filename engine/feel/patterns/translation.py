"""Translates XPath patterns into those of the matcher, and refuses what XPath does not allow."""

import re
from typing import Final

from engine.feel.patterns.characters import (
    Characters,
    bracketed,
    exactly,
    inverted,
    joined,
    of_category,
    shorthand,
    without,
)

_FLAGS: Final = frozenset("smixq")
_LONGEST: Final = 32_768
_SPACES: Final = " \t\n\r"
_QUANTITY: Final = re.compile(r"\{[0-9]{1,4}(,[0-9]{0,4})?\}", re.ASCII)
_CONTROL: Final = {"n": "\n", "r": "\r", "t": "\t"}
_LITERAL: Final = frozenset("\\|.?*+(){}-[]^$/\"':,@#%&;=<>~!`_ ")
_LINE_ENDS: Final = (exactly((0xA, 0xA), (0xD, 0xD)),)


class PatternRefused(Exception):
    """The pattern or its flags are not those of XPath; the text says why."""


class BackReference(Exception):
    """The pattern refers back to a group, which a linear matcher cannot do."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def translate_pattern(pattern: str, flags: str) -> str:
    """The pattern in the matcher's syntax. Raises PatternRefused or BackReference."""
    if not set(flags) <= _FLAGS:
        raise PatternRefused("the flags are s, m, i, x and q")
    body = (
        _quoted(pattern) if "q" in flags else Translation(squeezed(pattern) if "x" in flags else pattern, flags).whole()
    )
    if len(body) > _LONGEST:
        raise PatternRefused("it is too long")
    return f"(?i:{body})" if "i" in flags else body


def _quoted(pattern: str) -> str:
    return "".join(map(_literal, pattern))


def squeezed(pattern: str) -> str:
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


class Translation:
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
            parts.append(self.piece())
        if self.opened:
            raise PatternRefused("a bracket is not closed")
        return "".join(parts)

    def take(self) -> str:
        if self.at >= len(self.pattern):
            raise PatternRefused("it ends in the middle")
        self.at += 1
        return self.pattern[self.at - 1]

    def next(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def piece(self) -> str:
        letter = self.take()
        if letter == "\\":
            return self._escape()
        if letter == "[":
            return self._bracketed_class()
        if letter in "()":
            return self.bracket(letter)
        if letter == ".":
            return bracketed((), True) if "s" in self.flags else bracketed(_LINE_ENDS, True)
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

    def bracket(self, letter: str) -> str:
        if letter == ")":
            self.opened -= 1
            if self.opened < 0:
                raise PatternRefused("a bracket is closed that was never opened")
            self.open_groups.pop()
            return letter
        self.opened += 1
        if self.next() != "?":
            self.groups += 1
            self.open_groups.append(self.groups)
            return letter
        if self.pattern[self.at : self.at + 2] != "?:":
            raise PatternRefused("after (? only a colon may follow")
        self.at += 2
        self.open_groups.append(0)
        return "(?:"

    def _escape(self) -> str:
        letter = self.take()
        if letter.isdigit():
            return self._reference(letter)
        return bracketed((self._escaped(letter),))

    def _reference(self, letter: str) -> str:
        number = int(letter)
        if not 0 < number <= self.groups or number in self.open_groups:
            raise PatternRefused("it refers to a group that is not there before this place")
        raise BackReference(number)

    def _escaped(self, letter: str) -> Characters:
        """The characters an escape stands for."""
        if letter in "dDsSwWiIcC":
            return shorthand(letter)
        if letter in "pP":
            return self._category(letter == "P")
        if letter in _CONTROL or letter in _LITERAL:
            point = ord(_CONTROL.get(letter, letter))
            return exactly((point, point))
        raise PatternRefused("it contains a backslash that means nothing")

    def _category(self, others: bool) -> Characters:
        end = self.pattern.find("}", self.at)
        name = self.pattern[self.at + 1 : end] if self.next() == "{" and end > 0 else ""
        found = of_category(name, others)
        if found is None:
            raise PatternRefused("there is no such category of characters")
        self.at = end + 1
        return found

    def _bracketed_class(self) -> str:
        """A class; `[^…]` stays negated, since letters of the other case must be left out too with the flag i."""
        parts, negated, taken = self._class()
        if taken is None:
            return bracketed(parts, negated)
        return bracketed((_less(parts, negated, taken),))

    def _class(self, depth: int = 0) -> tuple[list[Characters], bool, Characters | None]:
        """A class from behind its opening bracket on: its parts, whether it is negated, and what it leaves out."""
        if depth > 8:
            raise PatternRefused("classes are nested too deeply")
        negated = self.next() == "^"
        self.at += negated
        parts: list[Characters] = []
        while self.next() != "]" or not parts:
            if self.next() == "-" and self.pattern[self.at + 1 : self.at + 2] == "[" and parts:
                self.at += 2
                inner, inner_negated, inner_taken = self._class(depth + 1)
                if self.take() != "]":
                    raise PatternRefused("nothing may follow what a class leaves out")
                return parts, negated, _less(inner, inner_negated, inner_taken)
            parts.append(self._member())
        self.at += 1
        return parts, negated, None

    def _member(self) -> Characters:
        before = self.at
        low = self._class_character()
        if self.next() != "-" or self.pattern[self.at + 1 : self.at + 2] in ("]", "[", ""):
            return low
        start = self._single(before)
        self.at += 1
        before = self.at
        self._class_character()
        end = self._single(before)
        if end < start:
            raise PatternRefused("a range in a class runs backwards")
        return exactly((start, end))

    def _single(self, before: int) -> int:
        """The one character that was just read, as an end of a range."""
        letters = self.pattern[before : self.at]
        if len(letters) > 2 or (len(letters) == 2 and letters[1] in "dDsSwWiIcC"):
            raise PatternRefused("a range in a class runs backwards")
        return ord(_CONTROL.get(letters[-1], letters[-1]) if len(letters) == 2 else letters)

    def _class_character(self) -> Characters:
        letter = self.take()
        if letter == "\\":
            return self._escaped(self.take())
        if letter in "[]":
            raise PatternRefused("a bracket in a class needs a backslash")
        return exactly((ord(letter), ord(letter)))


def _less(parts: list[Characters], negated: bool, taken: Characters | None) -> Characters:
    """The set without what it leaves out."""
    ranges = joined(*(part.ranges() for part in parts))
    ranges = inverted(ranges) if negated else ranges
    return exactly(*(ranges if taken is None else without(ranges, taken.ranges())))


def _literal(letter: str) -> str:
    return letter if letter.isalnum() else bracketed((exactly((ord(letter), ord(letter))),))
