"""Calls of functions: arguments are matched with a signature, made to fit, and the body is run."""

from collections.abc import Sequence
from typing import Final

from engine.feel.conforms import coerced
from engine.feel.errors import FeelBudget, FeelError, FeelNestedTooDeep
from engine.feel.run import CALLS, Run, Scope
from engine.feel.values import Builtin, Function, Parameter, Signature, kind_name
from engine.feel.warnings import FeelNumberTooLarge, FeelWrongArguments

Arguments = list[object]
_ABSENT: Final = object()


def invoke(
    run: Run, at: int, function: Function | Builtin, arguments: Sequence[object], names: tuple[str, ...] = ()
) -> object:
    """The function's result; null and a warning where the arguments do not fit. Raises FeelBudget."""
    run.at = at
    run.spend(8)
    if isinstance(function, Function):
        return _invoke_defined(run, at, function, arguments, names)
    fitting = _fit_any(function, arguments, names)
    if fitting is None:
        return _refuse(run, at, function, arguments, names)
    run.spend(sum(map(_bulk, fitting[1])))
    try:
        return fitting[0].run(run, *fitting[1])
    except FeelBudget:
        raise
    except FeelError as reason:
        return run.warn(type(reason), at, **{**reason.params, "function": function.name})
    except ArithmeticError:
        return run.warn(FeelNumberTooLarge, at)


def _bulk(value: object) -> int:
    """What it takes to go through a long text once."""
    return len(value) >> 8 if isinstance(value, str) else 0


def _refuse(run: Run, at: int, function: Builtin, arguments: Sequence[object], names: tuple[str, ...]) -> object:
    kinds = [kind_name(argument) for argument in arguments]
    given = [f"{name}: {kind}" for name, kind in zip(names, kinds, strict=True)] if names else kinds
    wanted = ") / (".join(signature.text for signature in function.signatures)
    return run.warn(FeelWrongArguments, at, function=function.name, given=", ".join(given), wanted=wanted)


def _fit_any(
    function: Builtin, arguments: Sequence[object], names: tuple[str, ...]
) -> tuple[Signature, Arguments] | None:
    # before(range: …, point: …) and before(point: …, range: …) have the same names: the order tells which is meant.
    ways = sorted(
        function.signatures, key=lambda way: bool(names) and tuple(one.name for one in way.parameters) != names
    )
    for loose in (False, True):
        for signature in ways:
            ordered = _by_name(signature, arguments, names) if names else _by_place(signature, arguments)
            fitted = _fit(signature, ordered, loose) if ordered is not None else None
            if fitted is not None:
                return signature, fitted
    return None


def _by_place(signature: Signature, arguments: Sequence[object]) -> Sequence[object] | None:
    parameters = signature.parameters
    missing = len(parameters) - len(arguments)
    if parameters and parameters[-1].repeated:
        fixed = len(parameters) - 1
        alone = not fixed and len(arguments) == 1 and arguments[0] is None  # one null is a list that is missing
        return [*arguments[:fixed], list(arguments[fixed:])] if len(arguments) > fixed and not alone else None
    if missing:
        return None if missing < 0 else [*arguments, *[_ABSENT] * missing]
    return arguments


def _by_name(signature: Signature, arguments: Sequence[object], names: tuple[str, ...]) -> Arguments | None:
    given = dict(zip(names, arguments, strict=True))
    if len(given) != len(names) or any(parameter.repeated for parameter in signature.parameters):
        return None
    if not given.keys() <= {parameter.name for parameter in signature.parameters}:
        return None
    return [given.get(parameter.name, _ABSENT) for parameter in signature.parameters]


def _fit(signature: Signature, arguments: Sequence[object], loose: bool) -> Arguments | None:
    fitted: Arguments = []
    for parameter, argument in zip(signature.parameters, arguments, strict=True):
        if argument is _ABSENT:
            if not parameter.optional:
                return None
            argument = None
        elif parameter.repeated:
            if not all(_fits(parameter, member) for member in argument):  # type: ignore[attr-defined]
                return None
        elif not _fits(parameter, argument):
            changed = _changed(parameter, argument) if loose else _ABSENT
            if changed is _ABSENT:
                return None
            argument = changed
        fitted.append(argument)
    return fitted


def _fits(parameter: Parameter, value: object) -> bool:
    return parameter.is_any or kind_name(value) in parameter.kinds


def _changed(parameter: Parameter, value: object) -> object:
    """A single value as a list of one where a list is wanted; a list of one as its value where a value is wanted."""
    if value is None:
        return _ABSENT
    if "list" in parameter.kinds:
        return [value]
    if isinstance(value, list) and len(value) == 1 and value[0] is not None and _fits(parameter, value[0]):
        return value[0]
    return _ABSENT


def _invoke_defined(
    run: Run, at: int, function: Function, arguments: Sequence[object], names: tuple[str, ...]
) -> object:
    wanted = [name for name, _ in function.parameters]
    given = dict(zip(names or wanted, arguments, strict=False))
    if len(arguments) != len(wanted) or given.keys() != set(wanted):
        return _mismatch(run, at, function, arguments)
    values: dict[str, object] = {}
    for name, kind in function.parameters:
        fits, values[name] = coerced(run, given[name], kind)
        if not fits:
            return _mismatch(run, at, function, arguments)
    run.spend(function.weight)
    run.calls += 1
    if run.calls > CALLS:
        raise run.error(FeelNestedTooDeep, at, limit=CALLS)
    result = function.body(Scope(values, function.scope, run))
    run.calls -= 1
    return result


def _mismatch(run: Run, at: int, function: Function, arguments: Sequence[object]) -> object:
    given = ", ".join(map(kind_name, arguments))
    wanted = ", ".join(name for name, _ in function.parameters)
    return run.warn(FeelWrongArguments, at, function="function", given=given, wanted=wanted)


def call(run: Run, function: Function | Builtin, *arguments: object) -> object:
    """Call a function value from inside a built-in; it pays for what its body weighs."""
    run.spend(8)
    return invoke(run, run.at, function, arguments)
