"""Working days and working hours of a unit, with holidays, swapped days and their legal basis. Pure; no loop over days.

A week has the same hours until another one is decided; exceptions are few and sorted. How much work lies before a
moment is therefore arithmetic plus one bisection, and so is the moment by which so much work has been done.
"""

import calendar as months
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property

from cases.tally import Tally
from ground.clock import VIETNAM

ZERO = timedelta(0)
TICK = timedelta(microseconds=1)
SECOND = 1_000_000


@dataclass(frozen=True, slots=True)
class Span:
    """Working hours without a break, Vietnam's wall clock."""

    opens: time
    closes: time

    @property
    def length(self) -> timedelta:
        return timedelta(microseconds=_micros(self.closes) - _micros(self.opens))


Hours = tuple[Span, ...]
OFF: Hours = ()
_Edges = tuple[tuple[int, int], ...]  # the spans of a day in microseconds since midnight
_Weigh = Callable[[Hours], int]


@dataclass(frozen=True, slots=True)
class Week:
    """The hours of a week, Monday first, from a day on; `decided_on` as with a special day."""

    valid_from: date
    days: tuple[Hours, ...]
    basis: str = ""
    decided_on: date = date.min


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that is not like its weekday. `kind`: holiday, substitute, swap_off, swap_work or closure.

    `decided_on` is the day the decision was made known: before it the calendar did not have this exception.
    """

    on: date
    kind: str
    name: str
    basis: str
    hours: Hours = OFF
    decided_on: date = date.min


@dataclass(frozen=True)
class Calendar:
    """The working time of a unit: its weeks, oldest first, and the exceptions; the first week holds before its day."""

    name: str
    weeks: tuple[Week, ...]
    exceptions: tuple[SpecialDay, ...] = ()

    def hours_of(self, on: date) -> Hours:
        """The spans worked on this day; empty on a day off."""
        exception = self._by_day.get(on)
        return self._usual(on) if exception is None else exception.hours

    def week_on(self, on: date) -> Week:
        """The week in force on this day."""
        if len(self.weeks) == 1:
            return self.weeks[0]
        return self.weeks[max(0, bisect_right(self._week_starts, on) - 1)]

    def exception_of(self, on: date) -> SpecialDay | None:
        """Why this day is not like its weekday, if it is not."""
        return self._by_day.get(on)

    def is_working_day(self, on: date) -> bool:
        return bool(self.hours_of(on))

    def as_known_on(self, on: date) -> "Calendar":
        """The calendar as it stood on that day, for the explanation of old dates."""
        weeks = tuple(each for each in self.weeks if each.decided_on <= on) or self.weeks[:1]
        return replace(self, weeks=weeks, exceptions=tuple(e for e in self.exceptions if e.decided_on <= on))

    def working_day(self, on: date, step: int = 0) -> date:
        """The `step`-th working day after `on` (negative: before). With 0: `on` itself or the next working day."""
        ordinal = on.toordinal()
        if step > 0:
            return date.fromordinal(self._days.reach(self._days.until(ordinal) + step))
        return date.fromordinal(self._days.reach(self._days.until(ordinal - 1) + step + 1))

    def last_working_day(self, on: date) -> date:
        """This day, or the newest working day before it."""
        return on if self.is_working_day(on) else self.working_day(on, -1)

    def days_between(self, first: date, last: date) -> int:
        """How many working days lie after `first` up to and including `last`."""
        return self._days.until(last.toordinal()) - self._days.until(first.toordinal())

    def open_at(self, at: datetime) -> datetime:
        """This instant if it is working time, else the next opening."""
        local = _local(at)
        now = _micros(local)
        for opens, closes in self._edges(local.toordinal()):
            if now <= closes:
                return local if opens <= now else _instant(local.toordinal(), opens)
        return self.opening_of(local.date() + timedelta(1))

    def worked_until(self, at: datetime) -> datetime:
        """This instant if it is working time, else the last closing."""
        local = _local(at)
        now = _micros(local)
        for opens, closes in reversed(self._edges(local.toordinal())):
            if now >= opens:
                return local if now <= closes else _instant(local.toordinal(), closes)
        return self.close_of(self.working_day(local.date(), -1))

    def opening_of(self, on: date) -> datetime:
        """When work begins on this day, or on the next working day."""
        working = self.working_day(on).toordinal()
        return _instant(working, self._edges(working)[0][0])

    def close_of(self, on: date) -> datetime:
        """When work ends on this day, or on the next working day when this one is off."""
        working = self.working_day(on).toordinal()
        return _instant(working, self._edges(working)[-1][1])

    def add_days(self, at: datetime, days: int) -> datetime:
        """The same hour `days` working days later (negative: earlier), inside that day's hours."""
        local = self.open_at(at)
        if days == 0:
            return local
        return self._inside(self.working_day(local.date(), days).toordinal(), _micros(local))

    def add_time(self, at: datetime, term: timedelta) -> datetime:
        """The instant after `term` of working time (negative: before).

        Ends at a closing rather than the next opening.
        """
        asked = term // TICK
        if asked == 0:
            return self.open_at(at)
        wanted = self._worked(at) + asked
        # Going back, the last instant with this much time behind it is meant: an opening, not the closing before it.
        back = asked < 0
        on = self._work.reach(wanted + back)
        rest = wanted - self._work.until(on - 1)
        for opens, closes in self._edges(on):
            if rest < closes - opens or (rest == closes - opens and not back):
                return _instant(on, opens + rest)
            rest -= closes - opens
        return self.close_of(date.fromordinal(on))

    def time_between(self, first: datetime, last: datetime) -> timedelta:
        """The working time from `first` to `last`; negative when `last` is earlier."""
        return timedelta(microseconds=self._worked(last) - self._worked(first))

    @cached_property
    def _by_day(self) -> Mapping[date, SpecialDay]:
        return {each.on: each for each in self.exceptions}

    @cached_property
    def _week_starts(self) -> list[date]:
        return [each.valid_from for each in self.weeks]

    @cached_property
    def _edges_known(self) -> dict[int, _Edges]:
        return {}

    def _edges(self, ordinal: int) -> _Edges:
        known = self._edges_known.get(ordinal)
        if known is None:
            hours = self.hours_of(date.fromordinal(ordinal))
            known = tuple((_micros(span.opens), _micros(span.closes)) for span in hours)
            self._edges_known[ordinal] = known
        return known

    @cached_property
    def _days(self) -> Tally:
        return self._tally(lambda hours: int(bool(hours)))

    @cached_property
    def _work(self) -> Tally:
        return self._tally(lambda hours: sum(_micros(span.closes) - _micros(span.opens) for span in hours))

    def _tally(self, weigh: _Weigh) -> Tally:
        weeks = [(week.valid_from.toordinal(), [weigh(hours) for hours in week.days]) for week in self.weeks]
        changes = [(each.on.toordinal(), weigh(each.hours) - weigh(self._usual(each.on))) for each in self.exceptions]
        return Tally.of(weeks, changes)

    def _usual(self, on: date) -> Hours:
        return self.week_on(on).days[on.weekday()]

    def _worked(self, at: datetime) -> int:
        """All the working time before this instant, in microseconds."""
        local = _local(at)
        on, now = local.toordinal(), _micros(local)
        total = self._work.until(on - 1)
        for opens, closes in self._edges(on):
            if now <= opens:
                break
            total += min(now, closes) - opens
        return total

    def _inside(self, on: int, now: int) -> datetime:
        for opens, closes in self._edges(on):
            if now <= closes:
                return _instant(on, max(now, opens))
        return _instant(on, self._edges(on)[-1][1])


def add_months(on: date, count: int) -> date:
    """The same day `count` months later (negative: earlier), or the last one of a month that is too short."""
    year, month = divmod(on.year * 12 + on.month - 1 + count, 12)
    return date(year, month + 1, min(on.day, months.monthrange(year, month + 1)[1]))


def is_last_of_month(on: date) -> bool:
    return on.day == months.monthrange(on.year, on.month)[1]


def _local(at: datetime) -> datetime:
    return at if at.tzinfo is VIETNAM else at.astimezone(VIETNAM)


def _micros(at: datetime | time) -> int:
    return ((at.hour * 60 + at.minute) * 60 + at.second) * SECOND + at.microsecond


def _instant(ordinal: int, micros: int) -> datetime:
    seconds, micro = divmod(micros, SECOND)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    on = date.fromordinal(ordinal)
    return datetime(on.year, on.month, on.day, hour, minute, second, micro, VIETNAM)
