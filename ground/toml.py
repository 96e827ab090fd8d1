"""TOML pages that somebody sent: read with their size and depth bounded, so that no page can break the reader."""

import tomllib
from typing import Any, Final

LIMIT_BYTES: Final = 1024 * 1024
LIMIT_DEPTH: Final = 20


class TomlFault(ValueError):
    """A page that cannot be read; the text says why and where. Callers say it in a sentence of their own."""


def read_toml(content: bytes) -> dict[str, Any]:
    """The page as plain values. Raises `TomlFault`."""
    if len(content) > LIMIT_BYTES:
        raise TomlFault(f"{len(content)} bytes, at most {LIMIT_BYTES} are read")
    try:
        page = tomllib.loads(content.decode("utf-8"))
    except RecursionError:
        raise TomlFault(_TOO_DEEP) from None
    except ValueError as error:  # bytes that are no text, no TOML, or a number with thousands of digits
        raise TomlFault(str(error)[:300]) from error
    _refuse_depth(page)
    return page


_TOO_DEEP: Final = f"lists and tables nested more than {LIMIT_DEPTH} deep"


def _refuse_depth(page: dict[str, Any]) -> None:
    waiting: list[tuple[int, Any]] = [(0, page)]
    while waiting:
        depth, value = waiting.pop()
        if depth > LIMIT_DEPTH:
            raise TomlFault(_TOO_DEEP)
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        waiting += [(depth + 1, one) for one in inner]
