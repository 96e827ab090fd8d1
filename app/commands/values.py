"""Values for the commands that work expressions and decisions out: read from JSON files, shown as JSON."""

import json
import sys
from decimal import Decimal
from pathlib import Path

from app.folders import FileNotThere
from engine.feel import to_json
from ground.errors import Invalid


class ValuesNotReadable(Invalid):
    """The file {file} is not a JSON object with values by name, line {line}."""

    code = "values_not_readable"


def read_file(path: str) -> bytes:
    """The bytes of a file; of the standard input for `-`. Raises FileNotThere."""
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise FileNotThere(path=path) from error


def read_values(path: str) -> dict[str, object]:
    """The values in a JSON file by name, numbers exactly as written. Raises FileNotThere or ValuesNotReadable."""
    try:
        values = json.loads(read_file(path).decode("utf-8"), parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise ValuesNotReadable(file=path, line=getattr(error, "lineno", 1)) from error
    if not isinstance(values, dict):
        raise ValuesNotReadable(file=path, line=1)
    return values


def show(value: object) -> str:
    """A value as JSON that people can read."""
    return json.dumps(to_json(value), ensure_ascii=False, indent=2)
