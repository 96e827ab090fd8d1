"""Variables at rest: JSON and nothing else, at most 64 kB an instance."""

import math
from collections.abc import Mapping
from typing import Any, cast

import orjson

from engine.spiff.errors import ValueNotJson, VariableReserved, VariablesTooLarge
from ground.canonical import Json

LIMIT_BYTES = 64 * 1024
LIMIT_DEPTH = 50
LARGEST = 2**63
RESERVED = "dossier"
# SpiffWorkflow's own serializers read this key as a type to build: data that carries it is refused at the border.
FORBIDDEN_KEYS = frozenset({"typename"})


def at_rest(variables: Mapping[str, Json]) -> dict[str, Any]:
    """A deep copy of these variables, fit to be stored.

    Raises `ValueNotJson` for whatever JSON cannot hold, the key `typename`, NaN and U+0000; `VariablesTooLarge` early.
    """
    for name, value in variables.items():
        _check_key(name, name)
        _check(name, value, 0)
    try:
        stored = orjson.dumps(dict(variables))
    except TypeError as error:
        raise ValueNotJson(name=", ".join(variables), reason=str(error)) from error
    check_size(len(stored))
    return cast(dict[str, Any], orjson.loads(stored))


def from_outside(variables: Mapping[str, Json]) -> dict[str, Any]:
    """Like `at_rest`, for what a person, a job or a message brings: reserved names are refused too."""
    if RESERVED in variables:
        raise VariableReserved(name=RESERVED)
    return at_rest(variables)


def check_size(size: int) -> None:
    """Raises `VariablesTooLarge` when an instance would keep more than `LIMIT_BYTES`."""
    if size > LIMIT_BYTES:
        raise VariablesTooLarge(size=size, limit=LIMIT_BYTES)


def _check(name: str, value: object, depth: int) -> None:
    if depth > LIMIT_DEPTH:
        raise ValueNotJson(name=name, reason=f"nested more than {LIMIT_DEPTH} deep")
    match value:
        case None | bool():
            pass
        case str():
            _check_text(name, value)
        case int() | float():
            _check_number(name, value)
        case list():
            for part in value:
                _check(name, part, depth + 1)
        case dict():
            for key, part in value.items():
                _check_key(name, key)
                _check(name, part, depth + 1)
        case _:
            raise ValueNotJson(name=name, reason=type(value).__name__)


def _check_key(name: object, key: object) -> None:
    if not isinstance(key, str):
        raise ValueNotJson(name=name, reason=f"a key of type {type(key).__name__}")
    if key in FORBIDDEN_KEYS:
        raise ValueNotJson(name=name, reason=f"the key {key}")
    _check_text(name, key)


def _check_number(name: str, value: int | float) -> None:
    if not math.isfinite(value):
        raise ValueNotJson(name=name, reason="not a number")
    if isinstance(value, int) and abs(value) >= LARGEST:
        raise ValueNotJson(name=name, reason="a whole number of more than 63 bits")


def _check_text(name: object, text: str) -> None:
    if "\x00" in text:
        raise ValueNotJson(name=name, reason="the character U+0000")
