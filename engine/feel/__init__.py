"""FEEL, the expression language of DMN 1.5, complete and safe: no eval, no attribute access, bounded work."""

from engine.feel.at_rest import from_json, to_json
from engine.feel.errors import FeelBudget, FeelError, FeelSyntax
from engine.feel.expression import Expression, Outcome, parse, parse_kind, unary_tests
from engine.feel.temporal import Date, DateTime, Days, Months, Time
from engine.feel.values import Range, kind_name

__all__ = [
    "Date",
    "DateTime",
    "Days",
    "Expression",
    "FeelBudget",
    "FeelError",
    "FeelSyntax",
    "Months",
    "Outcome",
    "Range",
    "Time",
    "from_json",
    "kind_name",
    "parse",
    "parse_kind",
    "to_json",
    "unary_tests",
]
