"""Plain values written as a TOML page, so that a page a program changed is still one a person can read."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

import orjson

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_LONGEST_LINE = 100


def write_toml(page: Mapping[str, Any]) -> bytes:
    """The page in UTF-8; what is None is left out. The same values always give the same bytes."""
    return ("\n".join(_lines(page, "")).strip() + "\n").encode()


def _lines(table: Mapping[str, Any], name: str) -> Iterator[str]:
    inner = {key: value for key, value in table.items() if _is_table(value) or _is_tables(value)}
    for key, value in table.items():
        if key not in inner and value is not None:
            yield f"{_key(key)} = {_value(value)}"
    for key, value in inner.items():
        place = f"{name}.{_key(key)}" if name else _key(key)
        if _is_table(value):
            if not value or any(not _is_table(each) and not _is_tables(each) for each in value.values()):
                yield from ("", f"[{place}]")
            yield from _lines(value, place)
        for each in value if _is_tables(value) else ():
            yield from ("", f"[[{place}]]")
            yield from _lines(each, place)


def _is_table(value: object) -> bool:
    return isinstance(value, Mapping)


def _is_tables(value: object) -> bool:
    """A list of tables too long for one line each is written as blocks."""
    return isinstance(value, Sequence) and bool(value) and all(map(_is_table, value))


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else orjson.dumps(key).decode()


def _value(value: Any) -> str:
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items() if each is not None) + "}"
    if isinstance(value, (list, tuple)):
        parts = [_value(each) for each in value if each is not None]
        line = f"[{', '.join(parts)}]"
        return line if len(line) <= _LONGEST_LINE else "[\n" + "".join(f"    {part},\n" for part in parts) + "]"
    return _plain(value)


def _plain(value: Any) -> str:
    # JSON's texts, numbers and truth values are TOML's, but for the one sign it wants escaped.
    return orjson.dumps(value).decode().replace("\x7f", "\\u007f")
