"""The door of the language: texts in, compiled expressions out, values and warnings back."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from engine.feel.builtins import BUILTINS
from engine.feel.compiling import Code, code
from engine.feel.errors import FeelBudget, FeelError, FeelNestedTooDeep, FeelTooDeep
from engine.feel.kinds import Kind, Kinds
from engine.feel.lexer import fault
from engine.feel.names import Names, composed, occurring, plain
from engine.feel.parser import parser
from engine.feel.reads import reads
from engine.feel.run import CALLS, Run, Scope
from engine.feel.syntax import Node
from engine.feel.walk import height
from ground.clock import Clock

_CACHED: Final = 2048
_CACHED_LONG: Final = 32
_SHORT: Final = 1000
_FUNCTIONS: Final = Names(BUILTINS)
_TALLEST: Final = 96
_NO_KINDS: Final[Kinds] = {}


class Outcome(NamedTuple):
    """What an expression gave: a value of the language, and why parts of it gave null."""

    value: object
    warnings: tuple[FeelError, ...]


class Expression:
    """A compiled expression; it never changes and may be shared between threads."""

    __slots__ = ("_code", "node", "reads", "text")

    def __init__(self, text: str, node: Node) -> None:
        self.text = text
        self.node = node
        self.reads: frozenset[str] = reads(node) - BUILTINS.keys()
        self._code: Code = code(node)

    def __repr__(self) -> str:
        return f"Expression({self.text!r})"

    def evaluate(self, context: Mapping[str, object], clock: Clock, kinds: Kinds = _NO_KINDS) -> Outcome:
        """Work the expression out. Never raises: what fails is null, with a warning that says where and why.

        `context` holds JSON or values of the language by name, `?` the value unary tests ask about;
        `kinds` are the types a model defines for `instance of`.
        """
        run = Run(self.text, context, clock, kinds)
        try:
            value = self._code(Scope(context, None, run))
        except FeelBudget as overrun:
            return Outcome(None, (*run.warnings, overrun))
        except RecursionError:  # the depth of the caller's own stack is not ours to know
            return Outcome(None, (*run.warnings, run.error(FeelNestedTooDeep, run.at, limit=CALLS)))
        return Outcome(value, tuple(run.warnings))


def parse(text: str, names: frozenset[str] = frozenset()) -> Expression:
    """The expression this text is. `names` are the names in scope that contain a space or an operator character.

    Raises FeelError, which says where the text goes wrong and what was expected there.
    """
    return _asked(text, names, False)


def unary_tests(text: str, names: frozenset[str] = frozenset()) -> Expression:
    """The cell of a decision table: true when the value called `?` in the context passes. Raises FeelError."""
    return _asked(text, names, True)


def parse_kind(text: str, names: frozenset[str] = frozenset()) -> Kind:
    """The type this text names. Raises FeelError."""
    return parser(composed(text), frozenset(map(plain, names)), _FUNCTIONS).whole_kind()


def forget() -> None:
    """Empty the caches of compiled expressions."""
    for cache in (_short, _long, _compiled):
        cache.cache_clear()


def _asked(text: str, names: frozenset[str], tests: bool) -> Expression:
    """The expression from the cache; long texts have a small one of their own, so that they cannot fill the memory."""
    return _short(text, names, tests) if len(text) <= _SHORT else _long(text, names, tests)


@lru_cache(maxsize=_CACHED)
def _short(text: str, names: frozenset[str], tests: bool) -> Expression:
    clean = composed(text)
    return _compiled(clean, occurring(clean, names) if names else names, tests)


@lru_cache(maxsize=_CACHED_LONG)
def _long(text: str, names: frozenset[str], tests: bool) -> Expression:
    clean = composed(text)
    return _read(clean, occurring(clean, names), tests)


@lru_cache(maxsize=_CACHED)
def _compiled(text: str, names: frozenset[str], tests: bool) -> Expression:
    return _read(text, names, tests)


def _read(text: str, names: frozenset[str], tests: bool) -> Expression:
    reader = parser(text, names, _FUNCTIONS)
    try:
        node = reader.whole_tests() if tests else reader.whole()
        if height(node) <= _TALLEST:
            return Expression(text, node)
    except RecursionError:  # the depth of the caller's own stack is not ours to know
        pass
    raise fault(FeelTooDeep, text, 0, limit=_TALLEST)
