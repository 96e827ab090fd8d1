"""Closures for `for`, `some`, `every` and function definitions. Each turn pays for the work of its body."""

from collections.abc import Iterator as Walk
from typing import Any

from engine.feel.compiling.registry import Code, code, compiles
from engine.feel.compiling.weight import weight
from engine.feel.decimals import ONE, whole
from engine.feel.reads import reads
from engine.feel.run import Scope
from engine.feel.syntax import Definition, Iterator, Loop, Quantified
from engine.feel.temporal import Date
from engine.feel.values import Function, Range, kind_name
from engine.feel.warnings import FeelNotBoolean, FeelNotIterable, FeelNotRunHere

Turns = Walk[Scope | None]


@compiles(Loop)
def _loop(node: Loop) -> Code:
    turns, body, cost = _turns(node.iterators), code(node.body), weight(node.body)
    keeps = "partial" in reads(node.body)

    def repeat(scope: Scope) -> object:
        results: list[Any] = []
        run = scope.run
        so_far: dict[str, Any] = {"partial": results}
        for inner in turns(Scope(so_far, scope, run)):
            if inner is None:
                return None
            run.spend(cost)
            run.grow(1 + (len(results) >> 5 if keeps else 0))
            results.append(body(inner))
            if keeps:  # what the body made of `partial` must not grow with it
                results = so_far["partial"] = list(results)
        return results

    return repeat


def _turns(iterators: tuple[Iterator, ...]) -> Any:
    """All combinations of the iterators' values as scopes, the last turning fastest; None where one has no items."""
    domains = [(it.name, code(it.start), code(it.end) if it.end is not None else None, it.at) for it in iterators]

    def walk(scope: Scope, depth: int = 0) -> Turns:
        name, start, end, at = domains[depth]
        values = _values(scope, start, end, at)
        if values is None:
            yield None
            return
        for value in values:
            inner = Scope({name: value}, scope, scope.run)
            scope.run.spend(1)
            if depth + 1 == len(domains):
                yield inner
            else:
                yield from walk(inner, depth + 1)

    return walk


def _values(scope: Scope, start: Code, end: Code | None, at: int) -> Any:
    first = start(scope)
    if end is not None:
        return _counted(scope, first, end(scope), at)
    if isinstance(first, Range):
        return _of_range(scope, first, at)
    if isinstance(first, list):
        return first
    if first is None:
        return scope.run.warn(FeelNotIterable, at, kind="null")
    return [first]


def _of_range(scope: Scope, span: Range, at: int) -> Any:
    found = _counted(scope, span.start, span.end, at)
    if found is None:
        return None
    return (value for value in found if _kept(span, value))


def _kept(span: Range, value: object) -> bool:
    return not ((value == span.start and not span.start_included) or (value == span.end and not span.end_included))


def _counted(scope: Scope, first: object, last: object, at: int) -> Walk[object] | None:
    if isinstance(first, Date) and isinstance(last, Date):
        step = 1 if first.number() <= last.number() else -1
        return map(Date.numbered, range(first.number(), last.number() + step, step))
    low, high = whole(first), whole(last)
    if low is None or high is None:
        wrong = kind_name(first) if low is None else kind_name(last)
        scope.run.warn(FeelNotIterable, at, kind=wrong)
        return None
    step = 1 if low <= high else -1
    return (ONE * number for number in range(low, high + step, step))


@compiles(Quantified)
def _quantified(node: Quantified) -> Code:
    turns, condition, cost = _turns(node.iterators), code(node.condition), weight(node.condition)
    every, at = node.every, node.condition.at

    def decide(scope: Scope) -> object:
        unsure = False
        for inner in turns(scope):
            if inner is None:
                return None
            scope.run.spend(cost)
            answer = condition(inner)
            if answer is (not every):
                return answer
            if answer is not every:
                unsure = True
                if answer is not None:
                    scope.run.warn(FeelNotBoolean, at, kind=kind_name(answer))
        return None if unsure else every

    return decide


@compiles(Definition)
def _definition(node: Definition) -> Code:
    body, parameters, at = code(node.body), node.parameters, node.at
    if node.external:
        return lambda scope: scope.run.warn(FeelNotRunHere, at)
    cost = weight(node.body)

    def make(scope: Scope) -> Function:
        scope.run.grow(4)
        return Function(parameters, body, scope, cost)

    return make
