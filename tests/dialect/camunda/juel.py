"""Expressions of Camunda 7 at random, and a small evaluator of them written from the language's own specification."""

from collections.abc import Callable, Mapping
from decimal import Decimal, DivisionByZero, InvalidOperation, localcontext
from typing import Any

from hypothesis import strategies as st

Tree = tuple[Any, ...]
SIGNS = {
    "and": ("and", "&&"), "or": ("or", "||"), "==": ("==", "eq"), "!=": ("!=", "ne"), "<": ("<", "lt"),
    ">": (">", "gt"), "<=": ("<=", "le"), ">=": (">=", "ge"), "+": ("+",), "-": ("-",), "*": ("*",),
    "/": ("/", "div"), "%": ("%", "mod"),
}  # fmt: skip
NAMES = (("a",), ("b",), ("tuổi",), ("hồ_sơ", "phí"), ("hồ_sơ", "tên"))

plain_values: st.SearchStrategy[Any] = st.one_of(
    st.integers(-20, 20).map(Decimal), st.sampled_from([Decimal("0.5"), Decimal("2.25")]), st.booleans(), st.none(),
    st.sampled_from(["", "a", "5", "-3", "true", "it's \"so\" \\", "Hà Nội"]),
)  # fmt: skip
values: st.SearchStrategy[Any] = st.one_of(plain_values, st.lists(plain_values, max_size=2), st.just({}))
contexts = st.fixed_dictionaries({
    "a": values, "b": values, "tuổi": values, "hồ_sơ": st.fixed_dictionaries({"phí": values}, optional={"tên": values}),
})  # fmt: skip
leaves = st.one_of(
    st.sampled_from(NAMES).map(lambda names: ("path", names)), plain_values.map(lambda value: ("plain", value))
)


def _grown(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    spelled = st.sampled_from([(sign, word) for sign, words in SIGNS.items() for word in words])
    return st.one_of(
        st.tuples(st.just("binary"), spelled, inner, inner),
        st.tuples(st.just("not"), st.sampled_from(["!", "not "]), inner),
        st.tuples(st.just("minus"), inner),
        st.tuples(st.just("empty"), inner),
        st.tuples(st.just("choice"), inner, inner, inner),
    )


trees = st.recursive(leaves, _grown, max_leaves=8)


def written(tree: Tree) -> str:
    """The tree as a designer writes it, every part in brackets."""
    match tree:
        case ("path", names):
            return ".".join(names)
        case ("plain", value):
            return _literal(value)
        case ("binary", (_, word), left, right):
            return f"({written(left)} {word} {written(right)})"
        case ("not", word, operand):
            return f"({word}{written(operand)})"
        case ("minus", operand):
            return f"(-{written(operand)})"
        case ("empty", operand):
            return f"(empty {written(operand)})"
        case (_, test, yes, no):
            return f"({written(test)} ? {written(yes)} : {written(no)})"
    raise AssertionError(tree)


def _literal(value: object) -> str:
    if isinstance(value, str):
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
    if isinstance(value, Decimal):
        return f"(-{-value})" if value < 0 else str(value)
    return {True: "true", False: "false", None: "null"}[value]  # type: ignore[index]


class JuelError(Exception):
    """Camunda 7 would raise here; nothing is claimed of what FEEL does."""


def value_of(tree: Tree, context: Mapping[str, Any]) -> Any:
    """What Camunda 7 gives. Raises `JuelError`."""
    match tree:
        case ("path", names):
            return _walk(names, context)
        case ("plain", value):
            return value
        case ("binary", (sign, _), left, right):
            return _binary(sign, lambda: value_of(left, context), lambda: value_of(right, context))
        case ("not", _, operand):
            return not truth(value_of(operand, context))
        case ("minus", operand):
            return -number(value_of(operand, context))
        case ("empty", operand):
            return value_of(operand, context) in (None, "", [], {})
        case (_, test, yes, no):
            return value_of(yes if truth(value_of(test, context)) else no, context)
    raise AssertionError(tree)


def _walk(names: tuple[str, ...], context: Mapping[str, Any]) -> Any:
    found: Any = context
    for name in names:
        found = found.get(name)
    return found


def _binary(sign: str, left: Callable[[], Any], right: Callable[[], Any]) -> Any:
    if sign == "and":
        return truth(left()) and truth(right())
    if sign == "or":
        return truth(left()) or truth(right())
    one, other = left(), right()
    if sign in ("==", "!="):
        return equal(one, other) == (sign == "==")
    if sign in ("<", ">", "<=", ">="):
        return _compare(sign, one, other)
    return _calculate(sign, number(one), number(other))


def _calculate(sign: str, one: Decimal, other: Decimal) -> Decimal:
    try:
        with localcontext() as exact:
            exact.prec = 34
            return {
                "+": lambda: one + other, "-": lambda: one - other, "*": lambda: one * other,
                "/": lambda: one / other, "%": lambda: one % other,
            }[sign]()  # fmt: skip
    except (DivisionByZero, InvalidOperation) as error:
        raise JuelError from error


def truth(value: Any) -> bool:
    """Coercion to a boolean: null is false, a text is true when it says so."""
    if value is None or isinstance(value, bool):
        return bool(value)
    if isinstance(value, str):
        return value.lower() == "true"
    raise JuelError


def number(value: Any) -> Decimal:
    """Coercion to a number: null and the empty text are 0."""
    if value is None or value == "":
        return Decimal(0)
    if isinstance(value, bool | list | dict):
        raise JuelError
    try:
        return Decimal(value)
    except InvalidOperation as error:
        raise JuelError from error


def equal(one: Any, other: Any) -> bool:
    """Equality: null equals null alone; numbers before booleans before texts."""
    if one is None or other is None:
        return one is other
    if any(isinstance(side, Decimal) for side in (one, other)):
        return number(one) == number(other)
    if any(isinstance(side, bool) for side in (one, other)):
        return truth(one) == truth(other)
    if any(isinstance(side, list | dict) for side in (one, other)) and any(isinstance(x, str) for x in (one, other)):
        raise JuelError  # Java's own spelling of a list decides
    return bool(one == other)


def _compare(sign: str, one: Any, other: Any) -> bool:
    if one is None or other is None:
        return sign in ("<=", ">=") and one is other
    if any(isinstance(side, Decimal) for side in (one, other)):
        one, other = number(one), number(other)
    elif not (isinstance(one, str) and isinstance(other, str)):
        raise JuelError
    return bool({"<": one < other, ">": one > other, "<=": one <= other, ">=": one >= other}[sign])
