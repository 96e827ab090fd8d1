"""Functions on dates and times."""

from decimal import Decimal
from typing import Any, Final

from engine.feel.arithmetic import midnight
from engine.feel.builtins.conversions import offset_of, whole_part
from engine.feel.builtins.registry import builtin
from engine.feel.civil import NANO, day_number, is_day, zone_called
from engine.feel.properties import weekday
from engine.feel.run import Run
from engine.feel.temporal import Date, DateTime, Days, Time
from engine.feel.temporal_text import read_date, read_date_time, read_time
from engine.feel.warnings import FeelWrongValue

_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _wrong(text: object, wanted: str) -> FeelWrongValue:
    return FeelWrongValue(value=str(text), reason=f"it is not {wanted}")


@builtin("date", "from: string|date|date and time")
def date_from(run: Run, value: str | Date | DateTime) -> object:
    """A text such as `2026-08-25` as a date; the date of a date and time."""
    if isinstance(value, Date):
        return value
    if isinstance(value, DateTime):
        return value.date
    found = read_date(value)
    if found is None:
        raise _wrong(value, "a date such as 2026-08-25")
    return found


@builtin("date", "year: number, month: number, day: number")
def date_of(run: Run, year: Decimal, month: Decimal, day: Decimal) -> object:
    """The date of a year, a month and a day."""
    parts = whole_part(year), whole_part(month), whole_part(day)
    if not is_day(*parts):
        raise _wrong("-".join(map(str, parts)), "a day of the calendar")
    return Date(*parts)


@builtin("time", "from: string|time|date and time|date")
def time_from(run: Run, value: str | Time | DateTime | Date) -> object:
    """A text such as `09:30:00` as a time; the time of a date and time."""
    if isinstance(value, Time):
        return value
    if isinstance(value, (DateTime, Date)):
        return value.time if isinstance(value, DateTime) else Time(0, 0, 0, 0, 0)
    found = read_time(value)
    if found is None:
        raise _wrong(value, "a time such as 09:30:00")
    return found


@builtin("time", "hour: number, minute: number, second: number, [offset: days and time duration?]")
def time_of(run: Run, hour: Decimal, minute: Decimal, second: Decimal, offset: Days | None) -> object:
    """The time of an hour, a minute and a second."""
    return _clock(hour, minute, second, offset_of(offset), None)


def _clock(hour: Decimal, minute: Decimal, second: Decimal, offset: int | None, zone: str | None) -> Time:
    if not 0 <= second < 60:
        raise _wrong(second, "a second")
    seconds = int(second)
    hours, minutes = whole_part(hour), whole_part(minute)
    if not (0 <= hours <= 23 and 0 <= minutes <= 59):
        raise _wrong(f"{hour}:{minute}:{second}", "a time of day")
    return Time(hours, minutes, seconds, int((second - seconds) * NANO), offset, zone)


@builtin("date and time", "from: string|date|date and time")
def date_time_from(run: Run, value: str | Date | DateTime) -> object:
    """A text such as `2026-08-25T09:30:00+07:00` as a date and time; a date as the moment it begins."""
    if isinstance(value, DateTime):
        return value
    day = value if isinstance(value, Date) else read_date(value)
    if day is not None:
        return midnight(day) if isinstance(value, Date) else DateTime(day, Time(0, 0, 0))
    found = read_date_time(str(value))
    if found is None:
        raise _wrong(value, "a date and time such as 2026-08-25T09:30:00")
    return found


@builtin("date and time", "date: date|date and time, time: time")
def date_time_of(run: Run, day: Date | DateTime, time: Time) -> object:
    """A date and a time put together."""
    return DateTime(day.date if isinstance(day, DateTime) else day, time)


@builtin(
    "date and time",
    "year: number, month: number, day: number, hour: number, minute: number, second: number",
    "year: number, month: number, day: number, hour: number, minute: number, second: number, "
    "offset: days and time duration?",
)
def date_time_of_parts(
    run: Run,
    year: Decimal,
    month: Decimal,
    day: Decimal,
    hour: Decimal,
    minute: Decimal,
    second: Decimal,
    offset: Days | None = None,
) -> object:
    """The moment of six numbers."""
    date = date_of(run, year, month, day)
    assert isinstance(date, Date)
    return DateTime(date, _clock(hour, minute, second, offset_of(offset), None))


@builtin(
    "date and time",
    "year: number, month: number, day: number, hour: number, minute: number, second: number, timezone: string",
)
def date_time_in_zone(
    run: Run, year: Decimal, month: Decimal, day: Decimal, hour: Decimal, minute: Decimal, second: Decimal, zone: str
) -> object:
    """The moment of six numbers on the clocks of a zone."""
    if zone_called(zone) is None:
        raise _wrong(zone, "the name of a time zone")
    date = date_of(run, year, month, day)
    assert isinstance(date, Date)
    return DateTime(date, _clock(hour, minute, second, None, zone))


@builtin("now", "")
def now(run: Run) -> object:
    """This moment, in Vietnam."""
    return run.now()


@builtin("today", "")
def today(run: Run) -> object:
    """This day, in Vietnam."""
    return run.now().date


def _day(value: Any) -> Date:
    return value.date if isinstance(value, DateTime) else value


@builtin("day of year", "date: date|date and time")
def day_of_year(run: Run, value: object) -> object:
    """1 to 366."""
    day = _day(value)
    return Decimal(day.number() - day_number(day.year, 1, 1) + 1)


@builtin("day of week", "date: date|date and time")
def day_of_week(run: Run, value: object) -> object:
    """The English name of the day."""
    return _DAYS[weekday(_day(value)) - 1]


@builtin("month of year", "date: date|date and time")
def month_of_year(run: Run, value: object) -> object:
    """The English name of the month."""
    return _MONTHS[_day(value).month - 1]


@builtin("week of year", "date: date|date and time")
def week_of_year(run: Run, value: object) -> object:
    """The ISO week, 1 to 53: the week that has the year's first Thursday is the first."""
    day = _day(value)
    thursday = Date.numbered(day.number() + 4 - weekday(day))
    return Decimal((thursday.number() - day_number(thursday.year, 1, 1)) // 7 + 1)
