"""Matches patterns that refer back to a group. That cannot be done in linear time, so it is done within a budget."""

from collections.abc import Callable, Iterator
from typing import Final

from engine.feel.patterns.structure import Back, Group, Node, Repeat, Sequence, Single, structure_of
from engine.feel.patterns.translation import PatternRefused

_STEPS: Final = 20_000
_LONGEST: Final = 2_000
Continue = Callable[[int], bool]


class Found:
    """One match: where it lies, and its groups."""

    def __init__(self, text: str, spans: list[tuple[int, int] | None]) -> None:
        self._text = text
        self._spans = spans

    def start(self) -> int:
        """Where it begins."""
        span = self._spans[0]
        return span[0] if span else 0

    def end(self) -> int:
        """Where it ends."""
        span = self._spans[0]
        return span[1] if span else 0

    def group(self, number: int) -> str | None:
        """The text of a group; None where it took no part."""
        span = self._spans[number]
        return None if span is None else self._text[span[0] : span[1]]


class Backtracker:
    """A compiled pattern with the methods of the linear matcher that are used here."""

    programsize = 64

    def __init__(self, pattern: str, flags: str) -> None:
        self._tree, self.groups = structure_of(pattern, flags)
        self._folds = "i" in flags

    def search(self, text: str) -> Found | None:
        """The first match. Raises PatternRefused when it takes too much work."""
        return next(self.finditer(text), None)

    def finditer(self, text: str) -> Iterator[Found]:
        """All matches from left to right."""
        if len(text) > _LONGEST:
            raise PatternRefused("it takes too much work on this text")
        attempt = _Attempt(text, self.groups, self._folds)
        start = 0
        while start <= len(text):
            found = attempt.at(self._tree, start)
            if found is not None:
                yield found
            start = max(found.end(), start + 1) if found is not None else start + 1


class _Attempt:
    """One text being matched: groups are noted on the way in and forgotten on the way back."""

    def __init__(self, text: str, groups: int, folds: bool) -> None:
        self.text = text
        self.spans: list[tuple[int, int] | None] = [None] * (groups + 1)
        self.steps = _STEPS
        self.folds = folds

    def at(self, tree: Node, start: int) -> Found | None:
        """The match that begins here."""
        ends: list[int] = []

        def reached(end: int) -> bool:
            ends.append(end)
            return True

        self.spans = [None] * len(self.spans)
        try:
            if not self._match(tree, start, reached):
                return None
        except RecursionError:
            raise PatternRefused("it takes too much work on this text") from None
        return Found(self.text, [(start, ends[0]), *self.spans[1:]])

    def _match(self, node: Node, at: int, then: Continue) -> bool:
        self.steps -= 1
        if self.steps < 0:
            raise PatternRefused("it takes too much work on this text")
        if isinstance(node, Single):
            return at < len(self.text) and node.takes(self.text[at]) and then(at + 1)
        if isinstance(node, Sequence):
            return self._in_order(node, 0, at, then)
        if isinstance(node, Repeat):
            return self._repeated(node, 0, at, then)
        if isinstance(node, Group):
            return self._grouped(node, at, then)
        if isinstance(node, Back):
            return self._same_again(node, at, then)
        return node.holds(self.text, at) and then(at)

    def _in_order(self, node: Sequence, index: int, at: int, then: Continue) -> bool:
        if index == len(node.parts):
            return then(at)
        return self._match(node.parts[index], at, lambda end: self._in_order(node, index + 1, end, then))

    def _repeated(self, node: Repeat, times: int, at: int, then: Continue) -> bool:
        def again(end: int) -> bool:
            return (end > at or times < node.least) and self._repeated(node, times + 1, end, then)

        def more() -> bool:
            return times < node.most and self._match(node.part, at, again)

        enough = times >= node.least
        if node.greedy:
            return more() or (enough and then(at))
        return (enough and then(at)) or more()

    def _grouped(self, node: Group, at: int, then: Continue) -> bool:
        before = self.spans[node.number] if node.number else None

        def closed(end: int) -> bool:
            if node.number:
                self.spans[node.number] = (at, end)
            return then(end)

        if any(self._match(choice, at, closed) for choice in node.choices):
            return True
        if node.number:
            self.spans[node.number] = before
        return False

    def _same_again(self, node: Back, at: int, then: Continue) -> bool:
        span = self.spans[node.number]
        wanted = self.text[span[0] : span[1]] if span else ""
        found = self.text[at : at + len(wanted)]
        alike = found.casefold() == wanted.casefold() if self.folds else found == wanted
        return alike and then(at + len(wanted))
