"""Dates, times and durations read from ISO text and written as such. Reading gives None for any other text."""

import re

from engine.feel.civil import DAY, LAST_YEAR, NANO, is_day, zone_called
from engine.feel.temporal import Date, DateTime, Days, Months, Time

_DATE = re.compile(r"(-?)([1-9][0-9]{4,8}|[0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_TIME = re.compile(
    r"([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?([Zz]|[+-][0-9]{2}:[0-9]{2}(?::[0-9]{2})?|@[A-Za-z0-9_+\-/]+)?",
    re.ASCII,
)
_MONTHS = re.compile(r"(-?)P(?=[0-9])(?:([0-9]+)Y)?(?:([0-9]+)M)?", re.ASCII)
_DAYS = re.compile(
    r"(-?)P(?=[0-9T])(?:([0-9]+)D)?(?:T(?=[0-9])(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)(?:\.([0-9]*))?S)?)?", re.ASCII
)
_LONGEST = 100


def read_date(text: str) -> Date | None:
    """`2026-08-25`."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year = int(match[2]) * (-1 if match[1] else 1)
    month, day = int(match[3]), int(match[4])
    return Date(year, month, day) if is_day(year, month, day) else None


def read_time(text: str) -> Time | None:
    """`09:30:00`, with `Z`, `+07:00` or `@Asia/Ho_Chi_Minh` where it belongs to a place."""
    match = _TIME.fullmatch(text) if len(text) < _LONGEST else None
    if match is None:
        return None
    hour, minute, second = int(match[1]), int(match[2]), int(match[3])
    if hour == 24 and minute == second == 0 and not int(match[4] or 0):
        hour = 0
    if hour > 23 or minute > 59 or second > 59:
        return None
    nano = int((match[4] or "0")[:9].ljust(9, "0"))
    return _placed(Time(hour, minute, second, nano), match[5])


def _placed(clock: Time, place: str | None) -> Time | None:
    offset, zone = None, None
    if place in ("Z", "z"):  # the standard writes both
        offset = 0
    elif place and place[0] == "@":
        zone = place[1:]
        if zone_called(zone) is None:
            return None
    elif place:
        offset = read_offset(place)
        if offset is None:
            return None
    return Time(clock.hour, clock.minute, clock.second, clock.nano, offset, zone)


def read_offset(text: str) -> int | None:
    """Seconds east of UTC from `+07:00`; at most 18 hours."""
    hours, minutes, *seconds = (int(part) for part in text[1:].split(":"))
    if minutes > 59 or (seconds and seconds[0] > 59):
        return None
    total = hours * 3600 + minutes * 60 + (seconds[0] if seconds else 0)
    return None if total > 18 * 3600 else (-total if text[0] == "-" else total)


def read_date_time(text: str) -> DateTime | None:
    """`2026-08-25T09:30:00`, with a place as in a time."""
    day, separator, rest = text.partition("T")
    date, time = read_date(day), read_time(rest) if separator else None
    if date is None or time is None:
        return None
    if rest.startswith("24"):
        return DateTime(Date.numbered(date.number() + 1), time)
    return DateTime(date, time)


def read_months(text: str) -> Months | None:
    """`P1Y6M`."""
    match = _MONTHS.fullmatch(text) if len(text) < _LONGEST else None
    if match is None:
        return None
    total = int(match[2] or 0) * 12 + int(match[3] or 0)
    return None if total > LAST_YEAR * 12 + 11 else Months(-total if match[1] else total)


def read_days(text: str) -> Days | None:
    """`P3DT4H`."""
    match = _DAYS.fullmatch(text) if len(text) < _LONGEST else None
    if match is None:
        return None
    days, hours, minutes, seconds = (int(match[part] or 0) for part in (2, 3, 4, 5))
    nanos = int((match[6] or "0")[:9].ljust(9, "0"))
    total = (days * DAY + hours * 3600 + minutes * 60 + seconds) * NANO + nanos
    return None if days > LAST_YEAR * 366 else Days(-total if match[1] else total)


def read_duration(text: str) -> Months | Days | None:
    """A duration of either kind."""
    return read_months(text) or read_days(text)


def read_temporal(text: str) -> Date | Time | DateTime | Months | Days | None:
    """Whatever temporal value the text is, as in `@"…"`."""
    return read_date(text) or read_date_time(text) or read_time(text) or read_duration(text)


def date_text(value: Date) -> str:
    """ISO text of a date."""
    sign = "-" if value.year < 0 else ""
    return f"{sign}{abs(value.year):04d}-{value.month:02d}-{value.day:02d}"


def time_text(value: Time) -> str:
    """ISO text of a time."""
    fraction = f".{value.nano:09d}".rstrip("0") if value.nano else ""
    return f"{value.hour:02d}:{value.minute:02d}:{value.second:02d}{fraction}{_place_text(value)}"


def _place_text(value: Time) -> str:
    if value.zone is not None:
        return f"@{value.zone}"
    if value.offset is None:
        return ""
    if value.offset == 0:
        return "Z"
    east = abs(value.offset)
    seconds = f":{east % 60:02d}" if east % 60 else ""
    return f"{'-' if value.offset < 0 else '+'}{east // 3600:02d}:{east // 60 % 60:02d}{seconds}"


def date_time_text(value: DateTime) -> str:
    """ISO text of a date and time."""
    return f"{date_text(value.date)}T{time_text(value.time)}"


def months_text(value: Months) -> str:
    """ISO text of a years and months duration."""
    years, months = divmod(abs(value.months), 12)
    body = (f"{years}Y" if years else "") + (f"{months}M" if months else "")
    return f"{'-' if value.months < 0 else ''}P{body or '0M'}"


def days_text(value: Days) -> str:
    """ISO text of a days and time duration."""
    seconds, nano = divmod(abs(value.nanos), NANO)
    days, second = divmod(seconds, DAY)
    fraction = f".{nano:09d}".rstrip("0") if nano else ""
    parts = ((second // 3600, "H"), (second // 60 % 60, "M"))
    clock = "".join(f"{amount}{letter}" for amount, letter in parts if amount)
    if second % 60 or nano:
        clock += f"{second % 60}{fraction}S"
    day = f"{days}D" if days else ""
    body = day + (f"T{clock}" if clock else "") or "T0S"
    return f"{'-' if value.nanos < 0 else ''}P{body}"
