"""Closures for operators: logic of three values, comparison, arithmetic, membership, types, choice."""

import operator
from decimal import Decimal
from typing import Any, Final

from engine.feel.arithmetic import OPERATIONS, negate
from engine.feel.compare import compare, equal, meets
from engine.feel.compiling.registry import Code, code, compiles
from engine.feel.conforms import conforms
from engine.feel.reads import reads
from engine.feel.run import Run, Scope
from engine.feel.syntax import (
    Arithmetic,
    Between,
    Choice,
    Comparison,
    InstanceOf,
    Literal,
    Logic,
    Membership,
    Negation,
    UnaryTests,
)
from engine.feel.values import kind_name
from engine.feel.warnings import FeelNotBoolean, FeelOperands

_NUMERIC: Final = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


@compiles(Logic)
def _logic(node: Logic) -> Code:
    parts = [code(part) for part in node.parts]
    deciding = node.operator == "or"
    at = node.at

    def decide(scope: Scope) -> object:
        unsure, odd = False, None
        for part in parts:
            value = part(scope)
            if value is deciding:
                return deciding
            if value is not (not deciding):
                unsure = True
                odd = value if value is not None else odd
        if not unsure:
            return not deciding
        return scope.run.warn(FeelNotBoolean, at, kind=kind_name(odd)) if odd is not None else None

    return decide


@compiles(Comparison)
def _comparison(node: Comparison) -> Code:
    left, right, at, sign = code(node.left), code(node.right), node.at, node.operator
    if sign in ("=", "!="):
        return _equality(left, right, at, sign)
    wanted = {"<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (0, 1)}[sign]
    numeric = _NUMERIC[sign]

    def order(scope: Scope) -> object:
        a, b = left(scope), right(scope)
        if type(a) is Decimal and type(b) is Decimal:
            return numeric(a, b)
        found = compare(scope.run, a, b)
        if found is None:
            return scope.run.warn(FeelOperands, at, operator=sign, left=kind_name(a), right=kind_name(b))
        return found in wanted

    return order


def _equality(left: Code, right: Code, at: int, sign: str) -> Code:
    wanted = sign == "="

    def same(scope: Scope) -> object:
        a, b = left(scope), right(scope)
        found = equal(scope.run, a, b)
        if found is None:
            return scope.run.warn(FeelOperands, at, operator=sign, left=kind_name(a), right=kind_name(b))
        return found is wanted

    return same


@compiles(Between)
def _between(node: Between) -> Code:
    value, low, high, at = code(node.value), code(node.low), code(node.high), node.at

    def inside(scope: Scope) -> object:
        a, b, c = value(scope), low(scope), high(scope)
        above, below = compare(scope.run, a, b), compare(scope.run, a, c)
        if (above is not None and above < 0) or (below is not None and below > 0):
            return False
        if above is None or below is None:
            return scope.run.warn(
                FeelOperands, at, operator="between", left=kind_name(a), right=f"{kind_name(b)}, {kind_name(c)}"
            )
        return True

    return inside


@compiles(Membership)
def _membership(node: Membership) -> Code:
    value, at = code(node.value), node.at
    tests = [(code(test), isinstance(test, Literal), "?" in reads(test)) for test in node.tests]
    one_asks = any(asks for _, _, asks in tests)

    def belongs(scope: Scope) -> object:
        wanted = value(scope)
        inner = Scope({"?": wanted}, scope, scope.run) if one_asks else scope
        answer: bool | None = False
        other: object = None
        for test, is_literal, asks in tests:
            other = test(inner)
            # a null written down is a value to compare with; a null that was worked out says that nothing is known
            known = is_literal or other is not None
            found = other if asks and isinstance(other, bool) else meets(scope.run, wanted, other) if known else None
            if found:
                return True
            answer = None if found is None else answer
        if answer is None:
            scope.run.warn(FeelOperands, at, operator="in", left=kind_name(wanted), right=kind_name(other))
        return answer

    return belongs


@compiles(UnaryTests)
def _unary_tests(node: UnaryTests) -> Code:
    tests = [(code(test), asks) for test, asks in zip(node.tests, node.asks, strict=True)]
    negated = node.negated

    def passes(scope: Scope) -> object:
        value = scope.find("?")
        found = not tests or any(_passes(scope.run, value, test(scope), asks) for test, asks in tests)
        return found is not negated

    return passes


def _passes(run: Run, value: object, answer: object, asks: bool) -> bool:
    if asks and isinstance(answer, bool):
        return answer
    if meets(run, value, answer):
        return True
    return answer is True and not isinstance(value, bool)


@compiles(InstanceOf)
def _instance_of(node: InstanceOf) -> Code:
    value, kind = code(node.value), node.kind
    return lambda scope: conforms(scope.run, value(scope), kind)


@compiles(Choice)
def _choice(node: Choice) -> Code:
    branches = [(code(condition), code(value), condition.at) for condition, value in node.branches]
    otherwise = code(node.otherwise)

    def choose(scope: Scope) -> Any:
        for condition, value, at in branches:
            answer = condition(scope)
            if answer is True:
                return value(scope)
            if answer is not False:
                scope.run.warn(FeelNotBoolean, at, kind=kind_name(answer))
        return otherwise(scope)

    return choose


@compiles(Arithmetic)
def _arithmetic(node: Arithmetic) -> Code:
    first = code(node.first)
    rest = [(OPERATIONS[sign], at, code(operand)) for sign, at, operand in node.rest]

    def work_out(scope: Scope) -> object:
        value = first(scope)
        run = scope.run
        for operation, at, operand in rest:
            value = operation(run, at, value, operand(scope))
        return value

    return work_out


@compiles(Negation)
def _negation(node: Negation) -> Code:
    operand, at = code(node.operand), node.at

    return lambda scope: negate(scope.run, at, operand(scope))
