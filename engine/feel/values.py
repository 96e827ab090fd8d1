"""Values while an expression runs: what the context holds is lifted into them, and what comes out is lowered to JSON.

null, true, false and texts are Python's own; numbers are Decimal; lists and contexts are list and dict and are never
changed once made; the rest has classes here and in `temporal`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from engine.feel.decimals import from_float, number, number_text
from engine.feel.kinds import Kind
from engine.feel.names import composed, plain
from engine.feel.temporal import Date, DateTime, Days, Months, Time, from_python
from engine.feel.temporal_text import date_text, date_time_text, days_text, months_text, time_text

DEEPEST_VALUE: Final = 64


@dataclass(frozen=True, slots=True)
class Range:
    """A range as a value; `operator` is there when only one side was written (`< 5`), and tells it from `(null..5)`."""

    start: object
    start_included: bool
    end: object
    end_included: bool
    operator: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function an expression defined; `weight` is what a call costs."""

    parameters: tuple[tuple[str, Kind], ...]
    body: Callable[[Any], object]
    scope: Any
    weight: int = 8


@dataclass(frozen=True, slots=True, eq=False)
class Builtin:
    """A function of the language."""

    name: str
    signatures: tuple["Signature", ...]


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a built-in takes in one place: its name, its types, whether it may be absent, anything or repeated."""

    name: str
    kinds: frozenset[str]
    optional: bool
    is_any: bool
    repeated: bool


@dataclass(frozen=True, slots=True, eq=False)
class Signature:
    """One way to call a built-in."""

    parameters: tuple[Parameter, ...]
    run: Callable[..., object]
    text: str


_KIND_NAMES: Final[dict[type, str]] = {
    type(None): "null",
    bool: "boolean",
    Decimal: "number",
    str: "string",
    list: "list",
    dict: "context",
    Date: "date",
    Time: "time",
    DateTime: "date and time",
    Months: "years and months duration",
    Days: "days and time duration",
    Range: "range",
    Function: "function",
    Builtin: "function",
}


def kind_name(value: object) -> str:
    """The name of the value's type in the language."""
    return _KIND_NAMES.get(type(value), "unknown")


def lift(value: object, spend: Callable[[int], None], depth: int = 0) -> object:
    """A value of the context as one of the language; `spend` is told how much it weighs. Strangers become null."""
    known = LIFTS.get(type(value))
    if known is not None:
        return known(value)
    if depth > DEEPEST_VALUE:
        spend(-1)
    if isinstance(value, Mapping):
        spend(len(value) + 1)
        return {plain(str(key)): lift(entry, spend, depth + 1) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        spend(len(value) + 1)
        return [lift(member, spend, depth + 1) for member in value]
    return value if type(value) in _KIND_NAMES else _lift_child(value)


def _lift_child(value: object) -> object:
    """A value whose class derives from a known one, such as an enumeration's text."""
    for kind, known in LIFTS.items():
        if isinstance(value, kind) and kind is not object:
            return known(value)
    return None


def _decimal(value: Decimal | int) -> Decimal | None:
    try:
        return number(value) if not isinstance(value, Decimal) or value.is_finite() else None
    except ArithmeticError:
        return None


def _itself(value: object) -> object:
    return value


LIFTS: Final[dict[type, Callable[[Any], object]]] = {
    type(None): _itself,
    bool: _itself,
    str: composed,
    int: _decimal,
    Decimal: _decimal,
    float: from_float,
    datetime: from_python,
    date: lambda day: Date(day.year, day.month, day.day),
    **dict.fromkeys((Date, Time, DateTime, Months, Days, Range, Function, Builtin), _itself),
}

TEXTS: Final[dict[type, Callable[[Any], str]]] = {
    Date: date_text,
    Time: time_text,
    DateTime: date_time_text,
    Months: months_text,
    Days: days_text,
    Decimal: number_text,
    bool: lambda value: "true" if value else "false",
    str: str,
}
