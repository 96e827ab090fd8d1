"""One evaluation: its clock, its budgets, its warnings, and the scopes names are looked up in."""

from collections.abc import Mapping
from typing import Final

from engine.feel.errors import FeelError, FeelNestedTooDeep, FeelTooBig, FeelTooManySteps
from engine.feel.kinds import Kinds
from engine.feel.lexer import place
from engine.feel.names import plain
from engine.feel.temporal import DateTime, from_python
from engine.feel.values import DEEPEST_VALUE, LIFTS, lift
from ground.clock import VIETNAM, Clock

STEPS: Final = 200_000
SIZE: Final = 120_000
CALLS: Final = 64
_WARNINGS: Final = 50
MISSING: Final = object()


class Run:
    """Everything an evaluation shares. Overrunning a budget raises a FeelBudget, which ends the whole evaluation."""

    __slots__ = (
        "_lifted", "_odd", "at", "calls", "clock", "context", "kinds", "moment", "patterns",
        "size", "steps", "text", "warnings",
    )  # fmt: skip

    def __init__(self, text: str, context: Mapping[str, object], clock: Clock, kinds: Kinds) -> None:
        self.text = text
        self.context = context
        self.clock = clock
        self.kinds = kinds
        self.steps = STEPS
        self.size = SIZE
        self.calls = 0
        self.at = 0
        self.moment: DateTime | None = None
        self.patterns: set[tuple[str, str]] = set()
        self.warnings: list[FeelError] = []
        self._odd: dict[str, str] | None = None
        self._lifted: dict[tuple[int, str], tuple[object, object]] = {}

    def warn(self, error: type[FeelError], at: int, /, **params: object) -> object:
        """Remember why something gave null; returns null itself."""
        if len(self.warnings) < _WARNINGS:
            self.warnings.append(self.error(error, at, **params))
        return None

    def error(self, error: type[FeelError], at: int, /, **params: object) -> FeelError:
        """An error that points at this offset of the text."""
        line, column = place(self.text, at)
        return error(line=line, column=column, **params)

    def now(self) -> DateTime:
        """The moment of this evaluation, in Vietnam: the clock is asked once, so that all parts agree."""
        if self.moment is None:
            self.moment = from_python(self.clock.now(), VIETNAM.key)
        return self.moment

    def spend(self, steps: int) -> None:
        """Pay for work. Raises FeelTooManySteps."""
        self.steps -= steps
        if self.steps < 0:
            raise self.error(FeelTooManySteps, self.at, limit=STEPS)

    def grow(self, size: int) -> None:
        """Pay for something made: one for an item of a list, one for sixteen characters; -1 says nested too deep.

        Raises FeelTooBig or FeelNestedTooDeep.
        """
        if size < 0:
            raise self.error(FeelNestedTooDeep, self.at, limit=DEEPEST_VALUE)
        self.size -= size
        if self.size < 0:
            raise self.error(FeelTooBig, self.at)

    def text_made(self, text: str) -> str:
        """Pay for a text that was made."""
        self.grow(len(text) >> 4)
        return text

    def outer(self, values: Mapping[str, object], name: str) -> object:
        """A value of the context, lifted into the language once; missing where there is none of this name."""
        value = values.get(name, MISSING)
        plainly = LIFTS.get(type(value))
        if plainly is not None:
            return plainly(value)
        return value if value is MISSING else self._lift_once(values, name, value)

    def oddly_spelt(self, name: str) -> object:
        """A value whose name in the context has spare spaces or decomposed letters; missing where there is none."""
        if self._odd is None:
            self._odd = {plain(str(key)): key for key in self.context if plain(str(key)) != key}
        key = self._odd.get(name)
        return MISSING if key is None else self._lift_once(self.context, key, self.context[key])

    def _lift_once(self, values: Mapping[str, object], name: str, value: object) -> object:
        """A list or context lifted when it is first read: reading it again in a loop costs nothing."""
        key = (id(values), name)
        known = self._lifted.get(key)
        if known is None:
            known = (values, lift(value, self.grow))
            self._lifted[key] = known
        return known[1]


class Scope:
    """Names and what they stand for, inside another scope; the outermost one is the context."""

    __slots__ = ("parent", "run", "values")

    def __init__(self, values: Mapping[str, object], parent: "Scope | None", run: Run) -> None:
        self.values = values
        self.parent = parent
        self.run = run

    def find(self, name: str) -> object:
        """What the name stands for; `is_missing` tells whether there was anything."""
        run = self.run
        scope: Scope = self
        while scope.parent is not None:
            if name in scope.values:
                return scope.values[name]
            scope = scope.parent
        return run.outer(scope.values, name)


def is_missing(value: object) -> bool:
    """Whether a look-up found nothing."""
    return value is MISSING
