"""The properties of dates, times, durations and ranges that a path can name."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from engine.feel.civil import DAY, NANO
from engine.feel.run import MISSING
from engine.feel.temporal import Date, DateTime, Days, Months, Time
from engine.feel.values import Range

Reader = Callable[[Any], object]


def weekday(day: Date) -> int:
    """1 for Monday to 7 for Sunday."""
    return (day.number() + 3) % 7 + 1


def _offset(value: Time | DateTime) -> Days | None:
    clock = value.time if isinstance(value, DateTime) else value
    return None if clock.is_local() else Days(value.shift() * NANO)


def _truncated(amount: int, unit: int, wrap: int) -> Decimal:
    part = abs(amount) // unit % wrap if wrap else abs(amount) // unit
    return Decimal(-part if amount < 0 else part)


_OF_DATE: Final[dict[str, Reader]] = {
    "year": lambda day: Decimal(day.year),
    "month": lambda day: Decimal(day.month),
    "day": lambda day: Decimal(day.day),
    "weekday": lambda day: Decimal(weekday(day)),
}
_OF_TIME: Final[dict[str, Reader]] = {
    "hour": lambda clock: Decimal(clock.hour),
    "minute": lambda clock: Decimal(clock.minute),
    "second": lambda clock: Decimal(clock.second),
    "time offset": _offset,
    "timezone": lambda clock: clock.zone,
}


def _of_part(read: Reader, part: Reader) -> Reader:
    return lambda moment: read(part(moment))


_OF_DATE_TIME: Final[dict[str, Reader]] = {
    **{name: _of_part(read, lambda moment: moment.date) for name, read in _OF_DATE.items()},
    **{name: _of_part(read, lambda moment: moment.time) for name, read in _OF_TIME.items()},
    "time offset": _offset,
}
_HOUR: Final = 3600 * NANO
_OF_DAYS: Final[dict[str, Reader]] = {
    "days": lambda span: _truncated(span.nanos, DAY * NANO, 0),
    "hours": lambda span: _truncated(span.nanos, _HOUR, 24),
    "minutes": lambda span: _truncated(span.nanos, 60 * NANO, 60),
    "seconds": lambda span: _truncated(span.nanos, NANO, 60),
}
_OF_MONTHS: Final[dict[str, Reader]] = {
    "years": lambda span: _truncated(span.months, 12, 0),
    "months": lambda span: _truncated(span.months, 1, 12),
}
_OF_RANGE: Final[dict[str, Reader]] = {
    "start": lambda span: span.start,
    "end": lambda span: span.end,
    "start included": lambda span: span.start_included,
    "end included": lambda span: span.end_included,
}
_READERS: Final[dict[type, dict[str, Reader]]] = {
    Date: _OF_DATE,
    Time: _OF_TIME,
    DateTime: _OF_DATE_TIME,
    Days: _OF_DAYS,
    Months: _OF_MONTHS,
    Range: _OF_RANGE,
}


def property_of(value: object, name: str) -> object:
    """The property of this name, or `MISSING`."""
    reader = _READERS.get(type(value), {}).get(name)
    return MISSING if reader is None else reader(value)
