"""Texts of a drawing that may be FEEL (a leading `=`): parsed with the graph, evaluated where a token stands."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from engine.feel import FeelError, from_json, parse, to_json
from engine.spiff.errors import Stall, ValueNotJson, VariablesTooLarge
from engine.spiff.rest import at_rest
from ground.canonical import Json
from ground.clock import Clock


class Formula:
    """One text: a constant, or FEEL. Shared between instances; evaluating changes nothing."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.expression = parse(text[1:]) if text.startswith("=") else None

    def value(self, variables: Mapping[str, Any], clock: Clock) -> Json:
        """The value as JSON; null for an empty text. Raises `Stall` (`expression_failed`) when FEEL refuses."""
        if self.expression is None:
            return self.text or None
        known = {name: from_json(variables[name]) for name in self.expression.reads if name in variables}
        try:
            value = to_json(self.expression.evaluate(known, clock).value)
            # A result is stored later: what cannot be stored is a failure here, where a person can see why.
            return at_rest({"value": value})["value"] if isinstance(value, int | float | list | dict) else value
        except (FeelError, ValueNotJson, VariablesTooLarge) as error:
            raise self.failed(str(error)) from error

    def failed(self, reason: str) -> Stall:
        """The signal that this text gave nothing its element can use."""
        return Stall("expression_failed", expression=self.text, reason=reason)


@lru_cache(maxsize=4096)
def formula(text: str) -> Formula:
    """The formula of this text. Raises `FeelError` when it is not FEEL."""
    return Formula(text)
