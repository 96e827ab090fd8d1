"""Turns nodes into closures: one function for each kind of node, found here."""

from collections.abc import Callable
from typing import Any, TypeVar

from engine.feel.run import Scope
from engine.feel.syntax import Node

Code = Callable[[Scope], Any]
Compiler = TypeVar("Compiler", bound=Callable[[Any], Code])
_COMPILERS: dict[type, Callable[[Any], Code]] = {}


def compiles(kind: type) -> Callable[[Compiler], Compiler]:
    """Marks the function that compiles this kind of node."""

    def register(compiler: Compiler) -> Compiler:
        _COMPILERS[kind] = compiler
        return compiler

    return register


def code(node: Node) -> Code:
    """The closure that works this node out in a scope."""
    return _COMPILERS[type(node)](node)
