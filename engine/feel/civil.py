"""Days of the proleptic Gregorian calendar for any year the language allows, and offsets of zones."""

from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

LAST_YEAR: Final = 999_999_999
DAY: Final = 86_400
NANO: Final = 1_000_000_000
_MONTH_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_leap(year: int) -> bool:
    """Whether this year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """How many days this month has."""
    return 29 if month == 2 and is_leap(year) else _MONTH_DAYS[month - 1]


def is_year(year: int) -> bool:
    """Whether dates of this year exist in the language."""
    return abs(year) <= LAST_YEAR


def is_day(year: int, month: int, day: int) -> bool:
    """Whether there is such a day."""
    return is_year(year) and 1 <= month <= 12 and 1 <= day <= days_in_month(year, month)


def day_number(year: int, month: int, day: int) -> int:
    """Days since 1 January 1970; negative before it."""
    shifted = year - (month <= 2)
    era, of_era = divmod(shifted, 400)
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468


def day_of(number: int) -> tuple[int, int, int]:
    """Year, month and day of a day number."""
    era, of_era = divmod(number + 719_468, 146_097)
    year_of_era = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * of_year + 2) // 153
    month = (shifted + 2) % 12 + 1
    return year_of_era + era * 400 + (month <= 2), month, of_year - (153 * shifted + 2) // 5 + 1


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


@lru_cache(maxsize=256)
def zone_called(name: str) -> ZoneInfo | None:
    """The zone of this name in the IANA list, or None."""
    return ZoneInfo(name) if name in _zones() else None


def zone_offset(name: str, local_seconds: int) -> int:
    """Seconds east of UTC in this zone when its clocks show `local_seconds` since 1970.

    Years outside 1..9999 use a year of the same shape.
    """
    zone = zone_called(name)
    if zone is None:
        return 0
    number, second = divmod(local_seconds, DAY)
    year, month, day = day_of(number)
    safe = year if 1 < year < 9999 else 2000 + year % 400
    moment = datetime(safe, month, day, second // 3600, second // 60 % 60, second % 60, tzinfo=zone)
    offset = moment.utcoffset()
    return int(offset.total_seconds()) if offset is not None else 0


def zone_offset_at(name: str, utc_seconds: int) -> int:
    """Seconds east of UTC in this zone at an instant given in seconds since 1970 UTC."""
    zone = zone_called(name)
    if zone is None:
        return 0
    number, second = divmod(utc_seconds, DAY)
    year, month, day = day_of(number)
    safe = year if 1 < year < 9999 else 2000 + year % 400
    moment = datetime(safe, month, day, second // 3600, second // 60 % 60, second % 60, tzinfo=UTC)
    offset = moment.astimezone(zone).utcoffset()
    return int(offset.total_seconds()) if offset is not None else 0


@lru_cache(maxsize=256)
def standard_offset(name: str) -> int:
    """Seconds east of UTC of this zone outside summer time; used for a time of day that belongs to no date."""
    zone = zone_called(name)
    if zone is None:
        return 0
    winter = datetime(2024, 1, 1, 12, tzinfo=zone)
    offset, saving = winter.utcoffset(), winter.dst()
    total = offset.total_seconds() if offset is not None else 0.0
    return int(total - (saving.total_seconds() if saving is not None else 0.0))
