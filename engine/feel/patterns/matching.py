"""Matches, replaces and splits. The matcher takes time in proportion to the text, whatever the pattern."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

import re2

from engine.feel.patterns.backtracking import Backtracker
from engine.feel.patterns.translation import BackReference, PatternRefused, translate_pattern

_LONGEST: Final = 1000
_MEMORY: Final = 1 << 20
_BACKTRACKING: Final = 10_000  # steps of an evaluation: what one search by trying may take
_REPLACEMENT: Final = re.compile(r"\\(.?)|\$([0-9]*)", re.DOTALL | re.ASCII)


class Matcher:
    """A compiled pattern."""

    def __init__(self, compiled: Any, least: int = 0) -> None:
        self._compiled = compiled
        self._least = least

    def cost(self, text: str) -> int:
        """What it takes, in steps of an evaluation, to go through a text."""
        return self._least + (len(text) * (64 + int(self._compiled.programsize)) >> 7)

    def is_in(self, text: str) -> bool:
        """Whether the pattern matches anywhere in the text."""
        return self._compiled.search(text) is not None

    def replaced(self, text: str, replacement: str, pay: Callable[[int], None]) -> str:
        """The text with every match replaced; `$1` is a group of the match, `$0` all of it. Raises PatternRefused.

        `pay` is told how many characters each replacement makes.
        """
        parts = _replacement_parts(replacement, self._compiled.groups)
        found: list[str] = []
        end = 0
        for match in self._matches(text):
            found.append(text[end : match.start()])
            made = [part if isinstance(part, str) else match.group(part) or "" for part in parts]
            pay(sum(map(len, made)))
            found.extend(made)
            end = match.end()
        return "".join([*found, text[end:]])

    def split(self, text: str, pay: Callable[[int], None]) -> list[str]:
        """What stands between the matches. Raises PatternRefused. `pay` is told how many characters each part has."""
        found: list[str] = []
        end = 0
        for match in self._matches(text):
            pay(match.start() - end)
            found.append(text[end : match.start()])
            end = match.end()
        return [*found, text[end:]]

    def _matches(self, text: str) -> Any:
        if self.is_in(""):
            raise PatternRefused("it matches where there is nothing")
        return self._compiled.finditer(text)


def _replacement_parts(replacement: str, groups: int) -> list[str | int]:
    parts: list[str | int] = []
    end = 0
    for match in _REPLACEMENT.finditer(replacement):
        parts.append(replacement[end : match.start()])
        end = match.end()
        if match[2] is None:
            if match[1] not in ("\\", "$"):
                raise PatternRefused("in a replacement only $ and \\ follow a backslash")
            parts.append(match[1])
        else:
            parts.extend(_group_parts(match[2], groups))
    return [*parts, replacement[end:]]


def _group_parts(figures: str, groups: int) -> list[str | int]:
    """The group that as many figures as possible name; the rest is text. A group that is not there is nothing."""
    if not figures:
        raise PatternRefused("in a replacement a number follows $")
    length = len(figures)
    while length > 1 and int(figures[:length]) > groups:
        length -= 1
    number = int(figures[:length])
    return [number if number <= groups else "", figures[length:]]


@lru_cache(maxsize=64)
def matcher(pattern: str, flags: str) -> Matcher:
    """The matcher of an XPath pattern. Raises PatternRefused."""
    if len(pattern) > _LONGEST:
        raise PatternRefused("it is too long")
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    try:
        return Matcher(re2.compile(translate_pattern(pattern, flags), options))
    except BackReference:
        return Matcher(Backtracker(pattern, flags), least=_BACKTRACKING)
    except re2.error as error:
        raise PatternRefused("it is not a pattern") from error
