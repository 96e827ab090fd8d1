"""The structure of a pattern: what follows what, what is repeated, what is a group and what refers back to one."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import re2

from engine.feel.patterns.translation import BackReference, PatternRefused, Translation, squeezed

_QUANTITY: Final = re.compile(r"\{([0-9]{1,4})(,([0-9]{0,4}))?\}", re.ASCII)
_MOST: Final = 10_000


@dataclass(frozen=True, slots=True)
class Single:
    """One character of a set."""

    takes: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place: the beginning or the end of the text or of a line."""

    holds: Callable[[str, int], bool]


@dataclass(frozen=True, slots=True)
class Back:
    """What a group took, once more."""

    number: int


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part several times over."""

    part: "Node"
    least: int
    most: int
    greedy: bool


@dataclass(frozen=True, slots=True)
class Sequence:
    """Parts one after another."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One of several choices; a number of nought is a group that is not counted."""

    number: int
    choices: tuple["Node", ...]


Node: TypeAlias = Single | Anchor | Back | Repeat | Sequence | Group


def structure_of(pattern: str, flags: str) -> tuple[Node, int]:
    """The structure and how many groups are counted. Raises PatternRefused."""
    reader = _Reader(squeezed(pattern) if "x" in flags else pattern, flags)
    try:
        tree = reader.choices(0)
    except RecursionError:
        raise PatternRefused("groups are nested too deeply") from None
    if reader.next():
        raise PatternRefused("a bracket is closed that was never opened")
    return tree, reader.groups


class _Reader(Translation):
    """Reads a pattern like the translation does, but keeps its structure."""

    def choices(self, number: int) -> Group:
        """The choices up to the closing bracket or the end."""
        found: list[Node] = []
        parts: list[Node] = []
        while self.at < len(self.pattern) and self.next() != ")":
            if self.next() == "|":
                self.at += 1
                found.append(Sequence(tuple(parts)))
                parts = []
            else:
                parts.append(self._quantified(self._atom()))
        return Group(number, (*found, Sequence(tuple(parts))))

    def _atom(self) -> Node:
        letter = self.next()
        if letter == "(":
            self.bracket(self.take())
            number = self.open_groups[-1]
            inside = self.choices(number)
            self.bracket(self.take())
            return inside
        if letter in "^$":
            self.at += 1
            return Anchor(_anchor(letter, "m" in self.flags))
        if letter in "*+?{":
            raise PatternRefused("it is not a pattern")
        try:
            return Single(_single(self.piece(), "i" in self.flags))
        except BackReference as reference:
            return Back(reference.number)

    def _quantified(self, part: Node) -> Node:
        letter = self.next()
        if not letter or letter not in "*+?{":
            return part
        least, most = {"*": (0, _MOST), "+": (1, _MOST), "?": (0, 1), "{": (0, 0)}[letter]
        match = _QUANTITY.match(self.pattern, self.at) if letter == "{" else None
        if match is not None:
            least = int(match[1])
            most = least if match[2] is None else int(match[3] or _MOST)
        elif letter == "{":
            raise PatternRefused("a quantity is written {2}, {2,} or {2,5}")
        self.at = match.end() if match is not None else self.at + 1
        greedy = self.next() != "?"
        self.at += not greedy
        return Repeat(part, least, most, greedy)


def _single(written: str, folds: bool) -> Callable[[str], bool]:
    compiled: Any = re2.compile(f"(?i:{written})" if folds else written)
    known: dict[str, bool] = {}

    def takes(letter: str) -> bool:
        if letter not in known:
            known[letter] = compiled.fullmatch(letter) is not None
        return known[letter]

    return takes


def _anchor(letter: str, lines: bool) -> Callable[[str, int], bool]:
    if letter == "^":
        return lambda text, at: at == 0 or (lines and text[at - 1] == "\n")
    return lambda text, at: at == len(text) or (lines and text[at] == "\n")
