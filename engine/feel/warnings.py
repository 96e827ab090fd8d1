"""Why an expression, or a part of it, gave null."""

from engine.feel.errors import FeelError


class FeelUnknownName(FeelError):
    """Line {line}, column {column}: nothing here is called "{name}"; null is used in its place."""

    code = "feel_unknown_name"


class FeelNoEntry(FeelError):
    """Line {line}, column {column}: {kind} has no entry called "{name}"; null is used in its place."""

    code = "feel_no_entry"


class FeelOperands(FeelError):
    """Line {line}, column {column}: "{operator}" cannot be applied to {left} and {right}; the result is null."""

    code = "feel_operands"


class FeelOperand(FeelError):
    """Line {line}, column {column}: "{operator}" cannot be applied to {kind}; the result is null."""

    code = "feel_operand"


class FeelDividedByZero(FeelError):
    """Line {line}, column {column}: division by zero; the result is null."""

    code = "feel_divided_by_zero"


class FeelNumberTooLarge(FeelError):
    """Line {line}, column {column}: the result is not a number that 34 digits can hold; it is null."""

    code = "feel_number_too_large"


class FeelNotBoolean(FeelError):
    """Line {line}, column {column}: a condition must be true or false, but this one is {kind}."""

    code = "feel_not_boolean"


class FeelNotIterable(FeelError):
    """Line {line}, column {column}: {kind} cannot be gone through item by item; the result is null."""

    code = "feel_not_iterable"


class FeelOutside(FeelError):
    """Line {line}, column {column}: the list has {size} items, so none is at position {index}; the result is null."""

    code = "feel_outside"


class FeelBadRange(FeelError):
    """Line {line}, column {column}: a range from {start} to {end} makes no sense; the result is null."""

    code = "feel_bad_range"


class FeelTwice(FeelError):
    """Line {line}, column {column}: the entry "{name}" stands there twice; the context is null."""

    code = "feel_twice"


class FeelNotFunction(FeelError):
    """Line {line}, column {column}: "{name}" is not a function; the result is null."""

    code = "feel_not_function"


class FeelWrongArguments(FeelError):
    """Line {line}, column {column}: {function} cannot take ({given}); it takes ({wanted}). The result is null."""

    code = "feel_wrong_arguments"


class FeelWrongValue(FeelError):
    """Line {line}, column {column}: {function} cannot work with "{value}": {reason}. The result is null."""

    code = "feel_wrong_value"


class FeelNotRunHere(FeelError):
    """Line {line}, column {column}: external functions are not run here; the result is null."""

    code = "feel_not_run_here"
