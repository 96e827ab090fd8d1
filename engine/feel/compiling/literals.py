"""Closures for literals, names, lists, contexts and ranges."""

from typing import Any

from engine.feel.builtins.registry import BUILTINS
from engine.feel.compare import is_range
from engine.feel.compiling.registry import Code, code, compiles
from engine.feel.run import Scope, is_missing
from engine.feel.syntax import Entries, Items, Literal, Name, Span
from engine.feel.values import Range, kind_name
from engine.feel.warnings import FeelBadRange, FeelTwice, FeelUnknownName


@compiles(Literal)
def _literal(node: Literal) -> Code:
    value = node.value
    return lambda scope: value


@compiles(Name)
def _name(node: Name) -> Code:
    name, at = node.name, node.at
    builtin = BUILTINS.get(name)

    def read(scope: Scope) -> object:
        value = scope.find(name)
        return value if not is_missing(value) else otherwise(scope)

    def otherwise(scope: Scope) -> object:
        if builtin is not None:
            return builtin
        value = scope.run.oddly_spelt(name)
        return scope.run.warn(FeelUnknownName, at, name=name) if is_missing(value) else value

    return read


@compiles(Items)
def _items(node: Items) -> Code:
    size = len(node.items)
    constants = [member.value for member in node.items if isinstance(member, Literal)]
    if len(constants) == size:
        return lambda scope: _copied(scope, constants)
    members = [code(member) for member in node.items]

    def make(scope: Scope) -> list[Any]:
        scope.run.grow(size)
        return [member(scope) for member in members]

    return make


def _copied(scope: Scope, constants: list[Any]) -> list[Any]:
    scope.run.grow(len(constants))
    return constants.copy()


@compiles(Entries)
def _entries(node: Entries) -> Code:
    entries = [(key, code(value)) for key, value in node.entries]
    keys = {key for key, _ in entries}
    at = node.at

    def make(scope: Scope) -> object:
        scope.run.grow(len(entries) + 1)
        values: dict[str, Any] = {}
        inner = Scope(values, scope, scope.run)
        for key, value in entries:
            values[key] = value(inner)
        return values

    def twice(scope: Scope) -> object:
        return scope.run.warn(FeelTwice, at, name=_doubled(node))

    return make if len(keys) == len(entries) else twice


def _doubled(node: Entries) -> str:
    keys = [key for key, _ in node.entries]
    return next(key for key in keys if keys.count(key) > 1)


@compiles(Span)
def _span(node: Span) -> Code:
    start = code(node.start) if node.start is not None else None
    end = code(node.end) if node.end is not None else None
    at = node.at

    def make(scope: Scope) -> object:
        span = Range(
            start(scope) if start else None,
            node.start_included,
            end(scope) if end else None,
            node.end_included,
            node.operator,
        )
        return (
            span
            if is_range(scope.run, span)
            else scope.run.warn(FeelBadRange, at, start=kind_name(span.start), end=kind_name(span.end))
        )

    return make
