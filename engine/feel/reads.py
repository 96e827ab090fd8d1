"""Which variables an expression reads from its context."""

from typing import Any

from engine.feel.syntax import Definition, Entries, Filter, Loop, Membership, Name, Quantified
from engine.feel.walk import children


def reads(node: Any) -> frozenset[str]:
    """The names used in the node and not made by it.

    Names in a filter count too, though an entry of the list's items may hide them.
    """
    if isinstance(node, Name):
        return frozenset((node.name,))
    if isinstance(node, Entries):
        return _of_entries(node)
    if isinstance(node, Definition):
        return reads(node.body) - {name for name, _ in node.parameters}
    if isinstance(node, (Loop, Quantified)):
        return _of_loop(node)
    if isinstance(node, Membership):
        return reads(node.value) | (frozenset().union(*map(reads, node.tests)) - {"?"})
    below = frozenset().union(*(reads(child) for child in children(node)))
    return below - {"item"} if isinstance(node, Filter) else below


def _of_entries(node: Entries) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    made: set[str] = set()
    for key, value in node.entries:
        itself = {key} if isinstance(value, Definition) else set[str]()  # a function may call itself
        found |= reads(value) - made - itself
        made.add(key)
    return found


def _of_loop(node: Loop | Quantified) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    made: set[str] = set()
    for iterator in node.iterators:
        found |= frozenset().union(*(reads(child) for child in children(iterator))) - made
        made.add(iterator.name)
    if isinstance(node, Loop):
        made.add("partial")
        return found | (reads(node.body) - made)
    return found | (reads(node.condition) - made)
