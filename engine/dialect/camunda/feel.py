"""Says in FEEL what a Camunda 7 expression says.

FEEL never gives another value than Camunda 7 would: where the two languages turn kinds into one another differently (a
text that looks like a number, a null that counts as false), the FEEL text gives null, and the step stands still.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from engine.dialect.camunda.juel import Binary, Choice, Juel, Path, Plain, Unary, parts_of
from engine.dialect.camunda.juel_tokens import NotFeel
from engine.feel.names import KEYWORDS

EMPTY: Final = 'list contains([null, "", [], {{}}], {})'
_LOGIC: Final = {"&&": "and", "||": "or"}
_LEVELS: Final = {
    "||": 1, "&&": 2, "==": 3, "!=": 3, "<": 3, ">": 3, "<=": 3, ">=": 3, "+": 4, "-": 4, "*": 5, "/": 5, "%": 4,
}  # fmt: skip
_ARITHMETIC: Final = frozenset({"+", "-", "*", "/", "%"})
_HIGHEST: Final = 9
# The counters of a multi-instance step; the loop's own begins with 0 there and with 1 here.
_COUNTERS: Final[Mapping[str, str]] = {
    "nrOfInstances": "numberOfInstances",
    "nrOfCompletedInstances": "numberOfCompletedInstances",
    "nrOfActiveInstances": "numberOfActiveInstances",
}
_LOOP_COUNTER: Final = "loopCounter"
_LETTERS: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def has_expression(text: str) -> bool:
    """Whether a text of Camunda 7 holds an expression. A leading `=` is this dialect's own."""
    return not text.startswith("=") and ("${" in text or "#{" in text)


def feel_of(text: str) -> str:
    """The FEEL of a text that is one expression, or text with expressions in it. Raises `NotFeel`."""
    parts = parts_of(text)
    if len(parts) == 1 and not isinstance(parts[0], str):
        return _say(parts[0])
    said = [quoted(part) if isinstance(part, str) else f"string({_say(part)})" for part in parts]
    return " + ".join(said) or quoted("")


def feel_of_one(text: str) -> str:
    """The FEEL of a text that is exactly one expression. Raises `NotFeel`."""
    parts = parts_of(text)
    if len(parts) != 1 or isinstance(parts[0], str):
        raise NotFeel
    return _say(parts[0])


def quoted(text: str) -> str:
    """A plain text as a FEEL literal."""
    return f'"{text.translate(_LETTERS)}"'


def _say(node: Juel, least: int = 0) -> str:
    """The node in FEEL, in brackets where it binds less tightly than its neighbour asks."""
    said, level = _said(node)
    return f"({said})" if level < least else said


def _said(node: Juel) -> tuple[str, int]:
    match node:
        case Plain(value):
            return _plain(value), _HIGHEST
        case Path(names):
            return _path(names)
        case Unary(sign, operand):
            return _unary(sign, operand)
        case Choice(test, yes, no):
            return _choice(test, yes, no), 0
        case Binary(sign, left, right):
            return _binary(sign, left, right)


def _plain(value: str | Decimal | bool | None) -> str:
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    return {True: "true", False: "false", None: "null"}[value]


def _path(names: tuple[str, ...]) -> tuple[str, int]:
    if names[0] in KEYWORDS:
        raise NotFeel  # a variable that FEEL would read as a word of its own
    if names == (_LOOP_COUNTER,):
        return f"{_LOOP_COUNTER} - 1", _LEVELS["-"]
    return ".".join((_COUNTERS.get(names[0], names[0]), *names[1:])), _HIGHEST


def _unary(sign: str, operand: Juel) -> tuple[str, int]:
    if sign == "-":
        return f"-{_say(operand, _HIGHEST)}", _HIGHEST - 1
    if sign == "!":
        return f"not({_say(operand)})", _HIGHEST
    if not isinstance(operand, Path | Plain) or _is_number(operand):
        raise NotFeel("camunda_nested")
    return EMPTY.format(_say(operand)), _HIGHEST


def _choice(test: Juel, yes: Juel, no: Juel) -> str:
    # FEEL takes `else` for null too; what Camunda 7 would have made of the null cannot be told.
    otherwise = "" if _is_certain(test) else f"if not({_say(test)}) then "
    rest = " else null" if otherwise else ""
    return f"if {_say(test)} then {_say(yes, 1)} else {otherwise}{_say(no, 1)}{rest}"


def _is_certain(test: Juel) -> bool:
    """Whether a test is true or false whatever the variables hold."""
    match test:
        case Unary("empty", _):
            return True
        case Binary("==" | "!=", left, right):
            return Plain(None) in (left, right)
    return False


def _binary(sign: str, left: Juel, right: Juel) -> tuple[str, int]:
    level = _LEVELS[sign]
    if sign in ("==", "!="):
        return _equality(sign, left, right)
    if sign == "%":
        # Java's remainder has the sign of the dividend, FEEL's modulo that of the divisor.
        over, under = _say(left, 5), _say(right, 6)
        return f"{_say(left, 4)} - {under} * round down({over} / {under}, 0)", level
    if sign == "+" and not (_is_number(left) or _is_number(right)):
        # FEEL's + joins texts, Camunda's never does; sum takes numbers only.
        return f"sum([{_say(left)}, {_say(right)}])", _HIGHEST
    tighter = 0 if sign in _LOGIC else 1
    least = level + 1 if level == _LEVELS["<"] else level
    return f"{_say(left, least)} {_LOGIC.get(sign, sign)} {_say(right, level + tighter)}", level


def _equality(sign: str, left: Juel, right: Juel) -> tuple[str, int]:
    """`==` and `!=`: a null that stands for a failure must not be compared as if it were a value."""
    for one, other in ((left, right), (right, left)):
        if _is_truth(one) and isinstance(other, Plain) and isinstance(other.value, bool):
            return _said(one if other.value == (sign == "==") else Unary("!", one))
    if _is_simple(left) and _is_simple(right):
        return f"{_say(left)} {'=' if sign == '==' else '!='} {_say(right)}", _LEVELS[sign]
    if not all(_is_simple(side) or _is_number(side) for side in (left, right)):
        raise NotFeel("camunda_nested")
    said = f"{_say(left, 4)} between {_say(right, 4)} and {_say(right, 4)}"
    # Level 0: the `and` of a `between` wants brackets wherever something stands beside it.
    return (said, 0) if sign == "==" else (f"not({said})", _HIGHEST)


def _is_simple(node: Juel) -> bool:
    if isinstance(node, Unary) and node.sign == "-":
        return _is_number(node.operand) and isinstance(node.operand, Plain)
    return isinstance(node, Plain) or (isinstance(node, Path) and not _is_number(node))


def _is_truth(node: Juel) -> bool:
    return (isinstance(node, Unary) and node.sign != "-") or (isinstance(node, Binary) and node.sign not in _ARITHMETIC)


def _is_number(node: Juel) -> bool:
    """Whether FEEL gives a number or null for it, never a text."""
    match node:
        case Plain(value):
            return isinstance(value, Decimal)
        case Path(names):
            return names == (_LOOP_COUNTER,)
        case Unary(sign, _):
            return sign == "-"
        case Binary(sign, _, _):
            return sign in _ARITHMETIC
    return False
