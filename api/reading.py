"""Reading what a client sends: strict JSON of bounded size and depth, then the shape a resource asks for."""

import json
import math
import re
import unicodedata
from typing import NoReturn, TypeVar

import orjson
from pydantic import BaseModel, ValidationError

from api.refusals import BodyNotReadable, FieldRefused, FieldsRefused
from ground.canonical import Json

LIMIT_BYTES = 256 * 1024
SURROGATE = re.compile("[\ud800-\udfff]")
LIMIT_DEPTH = 32
LIMIT_NUMBER = 2**63

Shape = TypeVar("Shape", bound=BaseModel)


def read_json(content: bytes) -> Json:
    """The value of a UTF-8 JSON document, its texts in NFC.

    Raises `BodyNotReadable` for what is not JSON, for NaN and infinity, doubled keys, U+0000, lone surrogates
    and anything nested deeper than 32.
    """
    try:
        value: Json = json.loads(content.decode("utf-8"), object_pairs_hook=_single, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise BodyNotReadable(reason="not UTF-8") from error
    except RecursionError as error:
        raise BodyNotReadable(reason=f"nested more than {LIMIT_DEPTH} deep") from error
    except json.JSONDecodeError as error:
        raise BodyNotReadable(reason=str(error), line=error.lineno, column=error.colno) from error
    except ValueError as error:
        raise BodyNotReadable(reason=str(error)) from error
    return _clean(value, LIMIT_DEPTH)


def read_shape(shape: type[Shape], value: Json) -> Shape:
    """The value as this model: nothing is converted, nothing unknown allowed. Raises `FieldsRefused`."""
    try:
        # Strict JSON mode: a date may come as text, nothing else is converted.
        return shape.model_validate_json(orjson.dumps(value))
    except ValidationError as error:
        faults = [FieldRefused.of(fault["loc"], fault["type"], fault["msg"]) for fault in error.errors()]
        raise FieldsRefused(faults) from error


def _single(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise BodyNotReadable(reason="a key stands twice in one object")
    return members


def _no_constant(name: str) -> NoReturn:
    raise BodyNotReadable(reason=f"{name} is not a JSON number")


def _clean(value: Json, depth: int) -> Json:
    if depth < 0:
        raise BodyNotReadable(reason=f"nested more than {LIMIT_DEPTH} deep")
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, float | int) and not _is_bearable(value):
        raise BodyNotReadable(reason="a number is too large")
    if isinstance(value, list):
        return [_clean(element, depth - 1) for element in value]
    if isinstance(value, dict):
        return {_text(key): _clean(member, depth - 1) for key, member in value.items()}
    return value


def _is_bearable(number: float) -> bool:
    return math.isfinite(number) if isinstance(number, float) else abs(number) < LIMIT_NUMBER


def _text(text: str) -> str:
    if "\0" in text:
        raise BodyNotReadable(reason="U+0000 in a text")
    if SURROGATE.search(text):
        raise BodyNotReadable(reason="half of a surrogate pair in a text")
    return unicodedata.normalize("NFC", text)
