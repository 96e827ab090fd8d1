"""The table of built-in functions. A signature is written as in the standard: `string: string, [length: number]`."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from engine.feel.values import Builtin, Parameter, Signature

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
    kinds = frozenset(part.strip() for part in kind.rstrip("?").split("|"))
    return Parameter(name.removesuffix("...").strip(), kinds, optional, kind.endswith("?") or "any" in kinds, repeated)
