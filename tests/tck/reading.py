"""Reads the kit's files: models with their decisions, and cases with what they expect."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from engine.feel.temporal_text import read_date, read_date_time, read_duration, read_time
from ground.xml import read_xml

_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_READERS: dict[str, Any] = {
    "boolean": lambda text: text in ("true", "1"),
    "date": read_date,
    "time": read_time,
    "dateTime": read_date_time,
    "duration": read_duration,
    "string": str,
    "anySimpleType": str,
}


@dataclass(frozen=True, slots=True)
class Expected:
    """What one case expects of one decision; `fails` says that it must be an error."""

    node: str
    value: object
    fails: bool


@dataclass(frozen=True, slots=True)
class Case:
    """One case: what is asked (empty: each expected decision), the inputs, and what is expected of them."""

    file: Path
    id: str
    asked: str
    inputs: dict[str, object]
    expected: list[Expected] = field(default_factory=list)


def tag(element: Any) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def below(element: Any, name: str) -> Iterator[Any]:
    """The children of this name."""
    return (child for child in element if tag(child) == name)


def first(element: Any, name: str) -> Any:
    """The first child of this name, or None."""
    return next(below(element, name), None)


def read_cases(file: Path) -> Iterator[Case]:
    """All cases of a file."""
    for element in below(read_xml(file.read_bytes(), file.name).getroot(), "testCase"):
        inputs = {_full_name(node): read_value(node) for node in below(element, "inputNode")}
        expected = [_expected(node) for node in below(element, "resultNode")]
        yield Case(file, str(element.get("id")), str(element.get("invocableName") or ""), inputs, expected)


def _full_name(node: Any) -> str:
    namespace, name = node.get("namespace"), str(node.get("name"))
    return f"{{{namespace}}}{name}" if namespace else name


def _expected(node: Any) -> Expected:
    value = first(node, "expected")
    wanted = read_value(value) if value is not None else None
    return Expected(str(node.get("name")), wanted, node.get("errorResult") in ("true", "1"))


def read_value(element: Any) -> object:
    """A value as the kit writes it: `value`, `list` or `component`s."""
    components = {str(child.get("name")): read_value(child) for child in below(element, "component")}
    if components:
        return components
    members = first(element, "list")
    if members is not None:
        return None if members.get(_NIL) == "true" else [read_value(member) for member in below(members, "item")]
    value = first(element, "value")
    if value is None or value.get(_NIL) == "true" or element.get(_NIL) == "true":
        return None
    text, kind = value.text or "", str(value.get(_TYPE, "xsd:decimal")).rpartition(":")[2]
    return _READERS.get(kind, _number)(text if kind in ("string", "anySimpleType") else text.strip())


def _number(text: str) -> object:
    """A number; what is none, and has no type written beside it, is a text."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return text
