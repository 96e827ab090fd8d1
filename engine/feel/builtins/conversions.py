"""Functions that make one kind of value from another."""

import re
from decimal import Decimal
from typing import Final

from engine.feel.builtins.registry import builtin
from engine.feel.decimals import number, whole
from engine.feel.printing import text_of
from engine.feel.run import Run
from engine.feel.temporal import DateTime, Days, Months
from engine.feel.temporal_text import read_duration
from engine.feel.warnings import FeelWrongValue

_NUMBER: Final = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?", re.ASCII)


@builtin("number", "from: string, grouping separator: string?, decimal separator: string?", "from: string")
def to_number(run: Run, text: str, grouping: str | None = None, point: str | None = None) -> object:
    """A text of figures as a number."""
    if (
        grouping not in (None, " ", ",", ".")
        or point not in (None, ",", ".")
        or (grouping is not None and grouping == point)
    ):
        raise FeelWrongValue(
            value=f"{grouping} {point}", reason="separators are a space, a comma or a point, and differ"
        )
    plain = text.replace(grouping, "") if grouping else text
    plain = plain.replace(point, ".") if point else plain
    if not _NUMBER.fullmatch(plain) or (point == "," and "." in text.replace(grouping or "", "")):
        raise FeelWrongValue(value=text, reason="it is not a number")
    return number(plain)


@builtin("string", "from: any")
def to_string(run: Run, value: object) -> object:
    """A value as text; null stays null."""
    return None if value is None else run.text_made(text_of(run, value))


@builtin("duration", "from: string")
def to_duration(run: Run, text: str) -> object:
    """ISO text such as `P10D` or `P1Y6M` as a duration."""
    found = read_duration(text)
    if found is None:
        raise FeelWrongValue(value=text, reason="it is not a duration such as P10D or P1Y6M")
    return found


@builtin("years and months duration", "from: date|date and time, to: date|date and time")
def months_between(run: Run, start: object, end: object) -> object:
    """The whole months between two days."""
    first = start.date if isinstance(start, DateTime) else start
    last = end.date if isinstance(end, DateTime) else end
    later, early, sign = (last, first, 1) if _key(last) >= _key(first) else (first, last, -1)
    months = (later.year - early.year) * 12 + later.month - early.month - (later.day < early.day)  # type: ignore[attr-defined]
    return Months(sign * months)


def _key(day: object) -> int:
    return day.number()  # type: ignore[attr-defined, no-any-return]


def whole_part(value: Decimal | None) -> int:
    """A number that must be whole. Raises FeelWrongValue."""
    found = whole(value)
    if found is None:
        raise FeelWrongValue(value=str(value), reason="it is not a whole number")
    return found


def offset_of(span: Days | None) -> int | None:
    """A duration used as an offset from UTC, in seconds. Raises FeelWrongValue beyond 18 hours."""
    if span is None:
        return None
    seconds = span.nanos // 1_000_000_000
    if abs(seconds) > 18 * 3600:
        raise FeelWrongValue(value="offset", reason="an offset is at most 18 hours")
    return seconds
