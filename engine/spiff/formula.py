"""Texts of a drawing that may be FEEL (a leading `=`): parsed with the graph, evaluated where a token stands."""

from collections.abc import Callable, Iterator, Mapping
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
        """The value as JSON; null for an empty text and where FEEL gives none. Raises `Stall` for what is not kept."""
        return self._answer(variables, clock)[0]

    def needed(self, variables: Mapping[str, Any], clock: Clock, fits: Callable[[Any], bool], wanted: str) -> Json:
        """Like `value`, where the element cannot do without: `Stall` says FEEL's reason, or what was wanted."""
        value, reason = self._answer(variables, clock)
        if not fits(value):
            raise self.failed(reason or wanted)
        return value

    def _answer(self, variables: Mapping[str, Any], clock: Clock) -> tuple[Json, str]:
        if self.expression is None:
            return self.text or None, ""
        outcome = self.expression.evaluate(_Exact(variables), clock)
        try:
            value = to_json(outcome.value)
            # A result is stored later: what cannot be stored is a failure here, where a person can see why.
            value = at_rest({"value": value})["value"]
        except (FeelError, ValueNotJson, VariablesTooLarge) as error:
            raise self.failed(str(error)) from error
        return value, str(outcome.warnings[0]) if outcome.warnings else ""

    def failed(self, reason: str) -> Stall:
        """The signal that this text gave nothing its element can use."""
        return Stall("expression_failed", expression=self.text, reason=reason)


class _Exact(Mapping[str, object]):
    """Variables as FEEL wants them, numbers exact; converted when asked for, as most never are."""

    def __init__(self, variables: Mapping[str, Any]) -> None:
        self._variables = variables

    def __getitem__(self, name: str) -> object:
        return from_json(self._variables[name])

    def __contains__(self, name: object) -> bool:
        return name in self._variables

    def __iter__(self) -> Iterator[str]:
        return iter(self._variables)

    def __len__(self) -> int:
        return len(self._variables)


@lru_cache(maxsize=4096)
def formula(text: str) -> Formula:
    """The formula of this text. Raises `FeelError` when it is not FEEL."""
    return Formula(text)
