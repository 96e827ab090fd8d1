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


def height(node: Any) -> int:
    """How many nodes lie between the top and the deepest one, both counted."""
    highest, waiting = 0, [(node, 1)]
    while waiting:
        below, level = waiting.pop()
        highest = max(highest, level)
        waiting.extend((child, level + 1) for child in children(below))
    return highest
