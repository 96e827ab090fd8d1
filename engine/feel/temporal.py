"""Dates, times and durations as the language knows them: any year, nanoseconds, an offset or the name of a zone."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from engine.feel.civil import DAY, NANO, day_number, day_of, standard_offset, zone_offset, zone_offset_at


@dataclass(frozen=True, slots=True)
class Date:
    """A day of the calendar."""

    year: int
    month: int
    day: int

    def number(self) -> int:
        """Days since 1 January 1970."""
        return day_number(self.year, self.month, self.day)

    @classmethod
    def numbered(cls, number: int) -> "Date":
        """The day with this number."""
        return cls(*day_of(number))


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day; `offset` is seconds east of UTC, `zone` an IANA name; at most one of them is there."""

    hour: int
    minute: int
    second: int
    nano: int = 0
    offset: int | None = None
    zone: str | None = None

    def is_local(self) -> bool:
        """Whether it belongs to no place."""
        return self.offset is None and self.zone is None

    def seconds(self) -> int:
        """Whole seconds since midnight on its own clock."""
        return self.hour * 3600 + self.minute * 60 + self.second

    def shift(self) -> int:
        """Seconds east of UTC; a zone counts with its standard time, no place as UTC."""
        if self.zone is not None:
            return standard_offset(self.zone)
        return self.offset or 0

    def moved(self, nanos: int) -> "Time":
        """The time this much later on the same clock, round midnight."""
        total = (self.seconds() * NANO + self.nano + nanos) % (DAY * NANO)
        return clock_time(total, self.offset, self.zone)


def clock_time(nanos: int, offset: int | None = None, zone: str | None = None) -> Time:
    """The time of day this many nanoseconds after midnight."""
    second, nano = divmod(nanos, NANO)
    return Time(second // 3600, second // 60 % 60, second % 60, nano, offset, zone)


@dataclass(frozen=True, slots=True)
class DateTime:
    """A day and a time of day on it."""

    date: Date
    time: Time

    def local_seconds(self) -> int:
        """Whole seconds since 1970 on its own clock."""
        return self.date.number() * DAY + self.time.seconds()

    def shift(self) -> int:
        """Seconds east of UTC at this moment; no place counts as UTC."""
        if self.time.zone is not None:
            return zone_offset(self.time.zone, self.local_seconds())
        return self.time.offset or 0

    def seconds(self) -> int:
        """Whole seconds since 1970 UTC."""
        return self.local_seconds() - self.shift()

    def moved(self, nanos: int) -> "DateTime":
        """The moment this much later; a zone keeps its name and follows its clock changes."""
        total = self.seconds() * NANO + self.time.nano + nanos
        seconds, nano = divmod(total, NANO)
        zone, offset = self.time.zone, self.time.offset
        shift = zone_offset_at(zone, seconds) if zone is not None else offset or 0
        number, second = divmod(seconds + shift, DAY)
        return DateTime(Date.numbered(number), clock_time(second * NANO + nano, offset, zone))


@dataclass(frozen=True, slots=True)
class Months:
    """A years and months duration."""

    months: int


@dataclass(frozen=True, slots=True)
class Days:
    """A days and time duration, in nanoseconds."""

    nanos: int


def from_python(moment: datetime, zone: str | None = None) -> DateTime:
    """A Python moment as one of the language: naive stays local, aware gets an offset or is shown in `zone`."""
    if zone is not None:
        seconds = int((moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1))
        at_zero = DateTime(Date(1970, 1, 1), Time(0, 0, 0, zone="UTC"))
        shown = at_zero.moved((seconds + zone_offset_at(zone, seconds)) * NANO)
        clock = Time(shown.time.hour, shown.time.minute, shown.time.second, moment.microsecond * 1000, None, zone)
        return DateTime(shown.date, clock)
    offset = moment.utcoffset()
    east = None if offset is None else int(offset.total_seconds())
    clock = Time(moment.hour, moment.minute, moment.second, moment.microsecond * 1000, east)
    return DateTime(Date(moment.year, moment.month, moment.day), clock)
