"""Values at rest: JSON only. Numbers become int, float or text, whichever keeps them exact; dates become ISO text."""

from dataclasses import replace
from decimal import Decimal
from typing import Final

from engine.feel.decimals import number
from engine.feel.errors import FeelNestedTooDeep, FeelTooBig
from engine.feel.temporal import DateTime, Time
from engine.feel.values import DEEPEST_VALUE, TEXTS, Builtin, Function, Range
from ground.canonical import Json

_LARGEST: Final = 250_000
_SAFE_INT: Final = 18  # digits that 64 bits hold


def to_json(value: object) -> Json:
    """The value as JSON. A function becomes null; a range its four properties; a zone its offset at that moment.

    Raises FeelTooBig or FeelNestedTooDeep for values that would not fit.
    """
    return _Lowering().lower(value, 0)


class _Lowering:
    """Counts what it writes, since a small value can unfold into a huge one."""

    def __init__(self) -> None:
        self.written = 0

    def lower(self, value: object, depth: int) -> Json:
        self.written += 1 + (len(value) >> 4 if isinstance(value, str) else 0)
        if self.written > _LARGEST:
            raise FeelTooBig(line=1, column=1)
        if depth > DEEPEST_VALUE:
            raise FeelNestedTooDeep(line=1, column=1, limit=DEEPEST_VALUE)
        if value is None or isinstance(value, (bool, str, int, float)):
            return value
        if isinstance(value, Decimal):
            return _lower_number(value)
        if isinstance(value, dict):
            return {str(key): self.lower(entry, depth + 1) for key, entry in value.items()}
        if isinstance(value, list):
            return [self.lower(member, depth + 1) for member in value]
        return self._lower_other(value, depth)

    def _lower_other(self, value: object, depth: int) -> Json:
        if isinstance(value, (Function, Builtin)):
            return None
        if isinstance(value, Range):
            return {
                "start": self.lower(value.start, depth + 1),
                "start included": value.start_included,
                "end": self.lower(value.end, depth + 1),
                "end included": value.end_included,
            }
        known = TEXTS.get(type(value))
        return known(_with_offset(value)) if known is not None else None


def _with_offset(value: object) -> object:
    """A moment whose zone has a name, with the offset of that moment instead: what any reader of ISO text knows."""
    if isinstance(value, DateTime) and value.time.zone is not None:
        return DateTime(value.date, replace(value.time, offset=value.shift(), zone=None))
    if isinstance(value, Time) and value.zone is not None:
        return replace(value, offset=value.shift(), zone=None)
    return value


def _lower_number(value: Decimal) -> Json:
    if value.adjusted() < _SAFE_INT and value == value.to_integral_value():
        return int(value)
    near = float(value)
    return near if Decimal(repr(near)) == value else str(value)


def from_json(value: Json) -> object:
    """JSON with its numbers made exact decimals; texts stay texts until a function such as `date` reads them.

    Raises FeelNestedTooDeep.
    """
    return _raised(value, 0)


def _raised(value: Json, depth: int) -> object:
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, (int, float)):
        return number(value if isinstance(value, int) else repr(value))
    if depth > DEEPEST_VALUE:
        raise FeelNestedTooDeep(line=1, column=1, limit=DEEPEST_VALUE)
    if isinstance(value, list):
        return [_raised(member, depth + 1) for member in value]
    return {key: _raised(entry, depth + 1) for key, entry in value.items()}
