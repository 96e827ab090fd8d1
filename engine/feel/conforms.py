"""Whether a value is of a type, and the conversions that make an argument fit."""

from typing import Any, Final

from engine.feel.arithmetic import midnight
from engine.feel.kinds import ContextOf, FunctionOf, Kind, ListOf, Named, RangeOf
from engine.feel.run import Run
from engine.feel.temporal import Date
from engine.feel.values import Builtin, Function, Range, kind_name

_CANONICAL: Final = {
    "day and time duration": "days and time duration",
    "year and month duration": "years and months duration",
    "dayTimeDuration": "days and time duration",
    "yearMonthDuration": "years and months duration",
    "days and time duration": "days and time duration",
    "dateTime": "date and time",
}
_BASIC: Final = frozenset(
    (
        "number",
        "string",
        "boolean",
        "date",
        "time",
        "date and time",
        "days and time duration",
        "years and months duration",
    )
)
_MAKERS: Final = {"list": list, "context": dict, "range": Range}


def conforms(run: Run, value: Any, kind: Kind, inside: bool = False) -> bool:
    """Whether the value is of this type. null is of type Null alone, but may stand in a list or a context of any."""
    if value is None:
        return inside or kind == Named("Null")
    if isinstance(kind, Named):
        return _conforms_named(run, value, kind.name)
    run.spend(1)
    if isinstance(kind, ListOf):
        run.spend(len(value) if isinstance(value, list) else 0)
        return isinstance(value, list) and all(conforms(run, member, kind.member, True) for member in value)
    if isinstance(kind, RangeOf):
        return isinstance(value, Range) and all(
            conforms(run, end, kind.member, True) for end in (value.start, value.end)
        )
    if isinstance(kind, ContextOf):
        return isinstance(value, dict) and all(
            name in value and conforms(run, value[name], entry, True) for name, entry in kind.entries
        )
    return _conforms_function(value, kind)


def _conforms_named(run: Run, value: object, name: str) -> bool:
    name = _CANONICAL.get(name, name)
    if name == "Any":
        return True
    if name in _BASIC:
        return kind_name(value) == name
    if name in _MAKERS:
        return isinstance(value, _MAKERS[name])
    if name == "function":
        return isinstance(value, (Function, Builtin))
    defined = run.kinds.get(name)
    return defined is not None and defined != Named(name) and conforms(run, value, defined)


def _conforms_function(value: object, kind: FunctionOf) -> bool:
    if isinstance(value, Builtin):
        return True
    if not isinstance(value, Function) or len(value.parameters) != len(kind.parameters):
        return False
    return all(_accepts(own, wanted) for (_, own), wanted in zip(value.parameters, kind.parameters, strict=True))


def _accepts(own: Kind, wanted: Kind) -> bool:
    return Named("Any") in (own, wanted) or own == wanted


def coerced(run: Run, value: object, kind: Kind) -> tuple[bool, object]:
    """Whether the value fits the type, if need be as or out of a list of one, a date as its midnight; and what fits."""
    if value is None or conforms(run, value, kind):
        return True, value
    if isinstance(value, Date) and kind == Named("date and time"):
        return True, midnight(value)
    if isinstance(kind, ListOf) and conforms(run, value, kind.member):
        return True, [value]
    if isinstance(value, list) and len(value) == 1 and conforms(run, value[0], kind):
        return True, value[0]
    return False, None
