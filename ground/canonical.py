"""Canonical JSON and digests: the same facts give the same bytes on every machine."""

import hashlib
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, TypeAlias

import orjson

# Any value JSON can hold; a dict has text keys only.
Json: TypeAlias = None | bool | int | float | str | list[Any] | dict[str, Any]

_OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME


def canonical(facts: object) -> bytes:
    """UTF-8 JSON with sorted keys and no spaces. Instants become UTC ISO text, Decimals become text of their digits."""
    return orjson.dumps(facts, default=_plain, option=_OPTIONS)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"no canonical form for {type(value).__name__}")


def digest(content: bytes) -> str:
    """SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(content).hexdigest()
