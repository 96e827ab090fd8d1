"""The table of built-in functions. A signature is written as in the standard: `string: string, [length: number]`."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from engine.feel.values import Builtin, Parameter, Signature

_DURATIONS: Final = ("days and time duration", "years and months duration")
_WIDE: Final[dict[str, tuple[str, ...]]] = {
    "duration": _DURATIONS,
    "point": ("number", "string", "date", "time", "date and time", *_DURATIONS),
}
BUILTINS: Final[dict[str, Builtin]] = {}
Body = TypeVar("Body", bound=Callable[..., Any])


def builtin(name: str, *signatures: str) -> Callable[[Body], Body]:
    """Marks the function that runs this built-in when it is called in one of these ways.

    The function takes the run and the arguments in order. A parameter in square brackets may be left out, `?` after a
    type lets null in, `|` joins types, `...` after a name takes any number of arguments into one list.
    """

    def register(body: Body) -> Body:
        ways = tuple(Signature(_parameters(text), body, text) for text in signatures)
        known = BUILTINS.get(name)
        BUILTINS[name] = Builtin(name, (known.signatures if known else ()) + ways)
        return body

    return register


def _parameters(text: str) -> tuple[Parameter, ...]:
    return tuple(_parameter(part.strip()) for part in text.split(",") if part.strip())


def _parameter(text: str) -> Parameter:
    optional = text.startswith("[")
    name, _, kind = text.strip("[]").partition(":")
    kind = kind.strip()
    repeated = name.endswith("...")
    written = [part.strip() for part in kind.rstrip("?").split("|")]
    kinds = {member for part in written for member in _WIDE.get(part, (part,))}
    if kind.endswith("?") or "any" in kinds:
        kinds.add("null")
    return Parameter(name.removesuffix("...").strip(), frozenset(kinds), optional, "any" in kinds, repeated)
