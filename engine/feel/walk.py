"""Goes through the nodes of an expression."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any


def children(node: Any) -> Iterator[Any]:
    """The nodes and steps directly under a node."""
    for field in fields(node):
        yield from _nodes(getattr(node, field.name))


def _nodes(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple):
        for part in value:
            yield from _nodes(part)
    elif is_dataclass(value) and hasattr(value, "at"):
        yield value
