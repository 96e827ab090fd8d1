"""The built-in functions, one file a group; importing this fills the table."""

from engine.feel.builtins import (
    booleans,
    contexts,
    conversions,
    lists,
    numbers,
    patterns,
    ranges,
    sorting,
    statistics,
    strings,
    temporal,
)
from engine.feel.builtins.registry import BUILTINS

__all__ = [
    "BUILTINS",
    "booleans",
    "contexts",
    "conversions",
    "lists",
    "numbers",
    "patterns",
    "ranges",
    "sorting",
    "statistics",
    "strings",
    "temporal",
]
