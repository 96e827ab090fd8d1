"""The pages a designer fills in instead of writing them: the sheet and the stories, as plain values and as TOML."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from cases.bundle import sheet_name
from cases.studio.errors import DesignNotReadable
from ground.toml import TomlFault, read_toml
from ground.toml_writing import write_toml


def values_of(files: Mapping[str, bytes], name: str) -> dict[str, Any] | None:
    """A page of the draft as JSON can carry it; None when it is not there, or nobody can read it."""
    try:
        return _plain(read_toml(files[name])) if name in files else None
    except TomlFault:
        return None


def sheet_of(files: Mapping[str, bytes]) -> dict[str, Any] | None:
    """The sheet as plain values."""
    return values_of(files, sheet_name(files))


def page_from(values: object, place: str) -> bytes:
    """A page from what was filled in. Raises `DesignNotReadable` where it is no table or would not be read back."""
    if not isinstance(values, dict):
        raise DesignNotReadable(place=place, reason="a table is expected")
    content = write_toml(values)
    try:
        read_toml(content)
    except TomlFault as error:
        raise DesignNotReadable(place=place, reason=str(error)) from error
    return content


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, (date, datetime)) else value
