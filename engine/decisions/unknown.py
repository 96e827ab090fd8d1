"""Names in a decision's logic that stand for nothing there: they would be null, and nobody would see why."""

from collections.abc import Iterator
from typing import Any

from engine.decisions.findings import WARNING, finding
from engine.decisions.formula import Formula
from engine.decisions.nodes import Node
from engine.feel.builtins import BUILTINS
from engine.feel.reads import reads
from engine.feel.syntax import Filter
from engine.feel.walk import children
from engine.model import Finding

_ALWAYS = frozenset(("?", "item", "partial"))


def check_names(node: Node, formulas: list[Formula], file: str) -> Iterator[Finding]:
    """One warning for each name that a node's logic uses without requiring it, at the first place that does."""
    seen: set[str] = set()
    for formula in formulas:
        for name in sorted(strange_names(formula) - seen):
            seen.add(name)
            yield finding(
                "decision_name_unknown", WARNING, node.id, formula.line, file,
                "{node} uses the name {name}, which nothing it requires has; it is null there.",
                "Draw the requirement of that input, decision or knowledge model, or put a text into quotation marks.",
                node=node.name, name=name,
            )  # fmt: skip


def strange_names(formula: Formula) -> frozenset[str]:
    """The names that are neither in scope nor functions of FEEL. In a filter a name may be an entry of the items."""
    tree = formula.node()
    if tree is None or "item" in formula.names:
        return frozenset()
    hidden = frozenset().union(*(reads(inner.condition) for inner in _filters(tree)))
    return reads(tree) - formula.names - BUILTINS.keys() - hidden - _ALWAYS


def _filters(tree: Any) -> Iterator[Filter]:
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Filter):
            yield node
        waiting.extend(children(node))
