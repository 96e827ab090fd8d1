"""The types a model defines, and making values fit them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from engine.decisions.formula import Formula
from engine.decisions.remarks import NotAllowed, NotOfType
from engine.decisions.run import ModelRun
from engine.decisions.showing import shown
from engine.feel import FeelError, parse_kind
from engine.feel.arithmetic import midnight
from engine.feel.conforms import conforms
from engine.feel.kinds import ANY, ContextOf, FunctionOf, Kind, ListOf, Named
from engine.feel.run import Scope
from engine.feel.temporal import Date
from engine.feel.values import Builtin, Function, kind_name

_ANYTHING: Final = frozenset(("", "Any", "<Undefined>"))


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """One item definition or component of one: what it is built on, its parts, and which values are allowed.

    `allowed` speaks of each member where the shape is a list (`many`), `whole` of the value as a whole.
    """

    name: str
    base: str
    line: int
    parts: tuple[tuple[str, "Shape"], ...] = ()
    many: bool = False
    function: FunctionOf | None = None
    allowed: Formula | None = None
    whole: Formula | None = None

    def kind(self) -> Kind:
        """The shape as a type of the expression language, without what is allowed."""
        inner: Kind = ContextOf(tuple((name, part.kind()) for name, part in self.parts)) if self.parts else ANY
        if self.function is not None:
            inner = self.function
        elif not self.parts:
            inner = written_kind(self.base)
        return ListOf(inner) if self.many else inner

    def formulas(self) -> "list[Formula]":
        """All tests written in the shape and its parts."""
        own = [each for each in (self.allowed, self.whole) if each is not None]
        return own + [each for _, part in self.parts for each in part.formulas()]


def written_kind(text: str) -> Kind:
    """The type a text names; `Any` where it names none."""
    if text in _ANYTHING:
        return ANY
    try:
        return parse_kind(text)
    except FeelError:
        return Named(text)


@dataclass(slots=True, eq=False)
class Shapes:
    """All shapes of one file by name, and those of the files it imports, each with its alias (may be empty)."""

    own: dict[str, Shape] = field(default_factory=dict)
    imported: list[tuple[str, "Shapes"]] = field(default_factory=list)
    kinds: dict[str, Kind] = field(default_factory=dict)

    def find(self, name: str) -> "tuple[Shapes, Shape] | None":
        """The shape of this name and where it is at home; names imported under an alias carry it and a dot."""
        for place in self._unnamed():
            if name in place.own:
                return place, place.own[name]
        for alias, other in self.imported:
            if alias and name.startswith(f"{alias}.") and name[len(alias) + 1 :] in other.own:
                return other, other.own[name[len(alias) + 1 :]]
        return None

    def _unnamed(self) -> "list[Shapes]":
        """This file and those it imports without an alias, and they in turn."""
        reached = [self]
        for place in reached:
            reached += [other for alias, other in place.imported if not alias and other not in reached]
        return reached

    def settle(self) -> None:
        """Work out the types `instance of` may name, once everything is read."""
        self.kinds = {name: shape.kind() for place in self._unnamed() for name, shape in place.own.items()}
        for alias, other in self.imported:
            self.kinds |= {f"{alias}.{name}": _under(alias, other, shape.kind()) for name, shape in other.own.items()}

    def accepts(self, run: ModelRun, value: object, name: str) -> bool:
        """Whether the value is of the type of this name; unknown types and `Any` accept everything."""
        if value is None or name in _ANYTHING:
            return True
        found = self.find(name)
        if found is not None:
            return found[0]._accepts_shape(run, value, found[1])
        kind = written_kind(name)
        return conforms(run, value, kind) or (isinstance(kind, Named) and not is_known(kind.name))

    def _accepts_shape(self, run: ModelRun, value: object, shape: Shape) -> bool:
        run.spend(1)
        if value is None:
            return True
        if not shape.many:
            return self._accepts_one(run, value, shape) and _passes(run, value, shape.whole)
        if not isinstance(value, list) or not all(self._accepts_one(run, member, shape) for member in value):
            return False
        return _passes(run, value, shape.whole)

    def _accepts_one(self, run: ModelRun, value: object, shape: Shape) -> bool:
        if value is None:
            return True
        if shape.function is not None:
            return conforms(run, value, shape.function)
        if not shape.parts:
            return self.accepts(run, value, shape.base) and _passes(run, value, shape.allowed)
        if not isinstance(value, dict):
            return False
        fits = all(name in value and self._accepts_shape(run, value[name], part) for name, part in shape.parts)
        return fits and _passes(run, value, shape.allowed)

    def fit(self, run: ModelRun, value: object, name: str, label: str) -> object:
        """The value, converted where the standard converts; null and a remark where it is not of the type."""
        if value is None or name in _ANYTHING or self.accepts(run, value, name):
            return value
        for changed in _conversions(value):
            if changed is not None and self.accepts(run, changed, name):
                return changed
        run.remark(NotOfType(name=label, wanted=name, kind=f"{kind_name(value)} {shown(value)}"))
        return None

    def result_of(self, name: str) -> str:
        """The type of what a function gives, where a type may name the function or its result."""
        found = self.find(name)
        function = found[1].function if found is not None else None
        if function is None:
            return name
        return function.result.name if isinstance(function.result, Named) else ""

    def is_function(self, name: str) -> bool:
        """Whether the type is one of functions."""
        found = self.find(name)
        return found is not None and found[1].function is not None


def fits_as_function(shapes: Shapes, value: object, name: str) -> bool:
    """Whether a function stands where only the type of its result was written."""
    return isinstance(value, (Function, Builtin)) and not shapes.is_function(name)


def is_known(name: str) -> bool:
    """Whether the language itself has a type of this name."""
    return name in _BASIC


def permitted(run: ModelRun, value: object, allowed: Formula | None, label: str) -> object:
    """The value, or null and a remark where it is not among those allowed; null needs no permission."""
    if value is None or _passes(run, value, allowed):
        return value
    assert allowed is not None
    run.remark(NotAllowed(name=label, allowed=allowed.text, value=shown(value)))
    return None


def _passes(run: ModelRun, value: object, tests: Formula | None) -> bool:
    return tests is None or tests.fault() is not None or tests.work(Scope({"?": value}, run.root, run)) is True


def _conversions(value: object) -> list[object]:
    """A value as a list of one, the value of a list of one, a day as its midnight in UTC."""
    changed: list[object] = [[value]]
    if isinstance(value, list) and len(value) == 1:
        changed.append(value[0])
    if isinstance(value, Date):
        changed.append(midnight(value))
    return changed


def _under(alias: str, other: Shapes, kind: Kind) -> Kind:
    """A type of an imported file as it is called here."""
    if isinstance(kind, Named):
        return Named(f"{alias}.{kind.name}") if kind.name in other.own else kind
    if isinstance(kind, ListOf):
        return ListOf(_under(alias, other, kind.member))
    if isinstance(kind, ContextOf):
        return ContextOf(tuple((name, _under(alias, other, part)) for name, part in kind.entries))
    return kind


_BASIC: Final[Mapping[str, None]] = dict.fromkeys(
    (
        "number", "string", "boolean", "date", "time", "date and time", "dateTime", "days and time duration",
        "years and months duration", "dayTimeDuration", "yearMonthDuration", "day and time duration",
        "year and month duration", "list", "context", "range", "function", "Any",
    )
)  # fmt: skip
