"""Which functions an expression calls that nobody defined: what reads like a call of program code gives only null."""

from collections.abc import Iterator
from typing import Any

from engine.feel import Expression
from engine.feel.builtins import BUILTINS
from engine.feel.syntax import Call, Chain, Definition, Entries, Loop, Name, Path, Quantified
from engine.feel.walk import children


def strange_functions(expression: Expression) -> list[str]:
    """The names called that are neither functions of the language nor made inside the expression, in order."""
    nodes = list(_all(expression.node))
    made = {name for node in nodes for name in _made(node)}
    called = dict.fromkeys(name for node in nodes for name in _called(node))
    return [name for name in called if name not in BUILTINS and name not in made]


def _all(node: Any) -> Iterator[Any]:
    waiting = [node]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += children(one)


def _made(node: Any) -> Iterator[str]:
    if isinstance(node, Entries):
        yield from (key for key, _ in node.entries)
    elif isinstance(node, Definition):
        yield from (name for name, _ in node.parameters)
    elif isinstance(node, (Loop, Quantified)):
        yield from (one.name for one in node.iterators)


def _called(node: Any) -> Iterator[str]:
    if isinstance(node, Definition) and node.external:
        yield "external"
    elif isinstance(node, Chain):
        before = [node.first, *node.steps]
        for callee, step in zip(before, node.steps, strict=False):
            if isinstance(step, Call) and isinstance(callee, (Name, Path)):
                yield callee.name
