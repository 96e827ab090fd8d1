"""Closures for what follows a value: `.name`, `[filter]`, `(call)`; a chain of them is worked off in a loop."""

from typing import Any

from engine.feel.builtins.registry import BUILTINS
from engine.feel.calls import invoke
from engine.feel.compiling.registry import Code, code, compiles
from engine.feel.compiling.weight import weight
from engine.feel.decimals import whole
from engine.feel.properties import property_of
from engine.feel.run import Scope, is_missing
from engine.feel.syntax import Call, Chain, Filter, Name, Path, Step
from engine.feel.values import Builtin, Function, kind_name
from engine.feel.warnings import FeelNoEntry, FeelNotBoolean, FeelNotFunction, FeelOutside


@compiles(Chain)
def _chain(node: Chain) -> Code:
    called = isinstance(node.first, Name) and isinstance(node.steps[0], Call)
    first = _callee(node.first) if called and isinstance(node.first, Name) else code(node.first)
    name = node.first.name if isinstance(node.first, Name) else "(…)"
    steps = [_step(step, name) for step in node.steps]

    def follow(scope: Scope) -> object:
        value = first(scope)
        for step in steps:
            value = step(scope, value)
        return value

    return follow


def _callee(node: Name) -> Code:
    """A name before an opening bracket: a variable that holds a function, else the built-in of that name."""
    name, read, builtin = node.name, code(node), BUILTINS.get(node.name)

    def find(scope: Scope) -> object:
        if builtin is None:
            return read(scope)
        value = scope.find(name)
        return builtin if is_missing(value) or not isinstance(value, (Function, Builtin)) else value

    return find


def _step(step: Step, name: str) -> Any:
    if isinstance(step, Path):
        return _path(step)
    return _filter(step) if isinstance(step, Filter) else _call(step, name)


def _path(step: Path) -> Any:
    name, at = step.name, step.at

    def enter(scope: Scope, value: object) -> object:
        if type(value) is dict:
            if name in value:
                return value[name]
            return scope.run.warn(FeelNoEntry, at, kind="context", name=name)
        if type(value) is list:
            scope.run.spend(len(value))
            scope.run.grow(len(value))
            return [enter(scope, member) for member in value]
        found = property_of(value, name)
        return scope.run.warn(FeelNoEntry, at, kind=kind_name(value), name=name) if is_missing(found) else found

    return enter


def _filter(step: Filter) -> Any:
    condition, cost, at = code(step.condition), weight(step.condition), step.at

    def sift(scope: Scope, value: object) -> object:
        if value is None:
            return None
        members = value if isinstance(value, list) else [value]
        if not members:
            answer = condition(Scope({"item": None}, scope, scope.run))
            return [] if whole(answer) is None else _at(scope, members, answer, at)
        kept: list[object] = []
        for member in members:
            scope.run.spend(cost)
            answer = condition(_item_scope(scope, member))
            if answer is True:
                kept.append(member)
            elif answer is not False and answer is not None:
                return _at(scope, members, answer, at)
        scope.run.grow(len(kept))
        return kept

    return sift


def _item_scope(scope: Scope, member: object) -> Scope:
    inner = Scope({"item": member}, scope, scope.run)
    return Scope(member, inner, scope.run) if isinstance(member, dict) else inner


def _at(scope: Scope, members: list[object], position: object, at: int) -> object:
    index = whole(position)
    if index is None:
        return scope.run.warn(FeelNotBoolean, at, kind=kind_name(position))
    if index == 0 or abs(index) > len(members):
        return scope.run.warn(FeelOutside, at, size=len(members), index=index)
    return members[index - 1 if index > 0 else index]


def _call(step: Call, name: str) -> Any:
    arguments, names, at = [code(argument) for argument in step.arguments], step.names, step.at

    def call(scope: Scope, function: object) -> object:
        if not isinstance(function, (Function, Builtin)):
            return scope.run.warn(FeelNotFunction, at, name=name)
        return invoke(scope.run, at, function, [argument(scope) for argument in arguments], names)

    return call
