"""What can be wrong with an expression: errors of reading, which are raised, and budgets, which end an evaluation."""

from typing import Final

from ground.errors import Invalid
from ground.messages import translate

_PHRASES: Final = ("expected", "reason", "instead")


class FeelError(Invalid):
    """Line {line}, column {column}: the expression cannot be used."""

    code = "feel_error"

    def sentence(self, language: str = "vi") -> str:
        """The message with its place; phrases such as `expected` are put into the language too, names left alone."""
        spoken = {name: _spoken(name, value, language) for name, value in self.params.items()}
        return translate(type(self).message(), language, **spoken)


def _spoken(name: str, value: object, language: str) -> object:
    if isinstance(value, str) and (name in _PHRASES or value.endswith("without a time zone")):
        return translate(value, language)
    return value


class FeelSyntax(FeelError):
    """Line {line}, column {column}: found "{found}" where {expected} was expected."""

    code = "feel_syntax"


class FeelForeign(FeelSyntax):
    """Line {line}, column {column}: "{found}" is not FEEL; write {instead}."""

    code = "feel_foreign"


class FeelUnfinished(FeelError):
    """Line {line}, column {column}: the expression ends too early; {expected} was expected."""

    code = "feel_unfinished"


class FeelQuoteOpen(FeelError):
    """Line {line}, column {column}: the text that begins here has no closing quotation mark."""

    code = "feel_quote_open"


class FeelCommentOpen(FeelError):
    """Line {line}, column {column}: the comment that begins here is never closed by */."""

    code = "feel_comment_open"


class FeelBadLiteral(FeelError):
    """Line {line}, column {column}: "{found}" is not a date, a time, a date and time or a duration."""

    code = "feel_bad_literal"


class FeelTooLong(FeelError):
    """Line {line}, column {column}: the expression is longer than {limit} characters. Divide it into several."""

    code = "feel_too_long"


class FeelTooDeep(FeelError):
    """Line {line}, column {column}: nested more than {limit} levels deep. Divide the expression into several."""

    code = "feel_too_deep"


class FeelBudget(FeelError):
    """Line {line}, column {column}: the expression asks for more than may be spent on it."""

    code = "feel_budget"


class FeelTooManySteps(FeelBudget):
    """Line {line}, column {column}: the evaluation was stopped after {limit} steps. Work on shorter lists or ranges."""

    code = "feel_too_many_steps"


class FeelTooBig(FeelBudget):
    """Line {line}, column {column}: the values grew beyond the permitted size. Work on shorter lists or texts."""

    code = "feel_too_big"


class FeelNestedTooDeep(FeelBudget):
    """Line {line}, column {column}: values or function calls are nested more than {limit} levels deep."""

    code = "feel_nested_too_deep"
