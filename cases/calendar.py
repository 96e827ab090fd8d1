"""Working days and working hours of a unit, with holidays, swapped days and their legal basis. Pure; no loop over days.

A week has the same hours every week; exceptions are few and sorted. How many working days lie before a date is
therefore arithmetic plus one bisection, and so is the day on which the n-th working day falls.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import accumulate

from ground.clock import VIETNAM

ZERO = timedelta(0)
TICK = timedelta(microseconds=1)
MONDAY = date(1900, 1, 1).toordinal()  # a Monday; weeks are counted from here


@dataclass(frozen=True, slots=True)
class Span:
    """Working hours without a break, Vietnam's wall clock."""

    opens: time
    closes: time

    @property
    def length(self) -> timedelta:
        return _since_midnight(self.closes) - _since_midnight(self.opens)


Hours = tuple[Span, ...]
OFF: Hours = ()


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
    """The working time of a unit: hours by weekday (Monday first) and the exceptions."""

    name: str
    week: tuple[Hours, ...]
    exceptions: tuple[SpecialDay, ...] = ()

    def hours_of(self, on: date) -> Hours:
        """The spans worked on this day; empty on a day off."""
        exception = self._by_day.get(on)
        return self.week[on.weekday()] if exception is None else exception.hours

    def exception_of(self, on: date) -> SpecialDay | None:
        """Why this day is not like its weekday, if it is not."""
        return self._by_day.get(on)

    def is_working_day(self, on: date) -> bool:
        return bool(self.hours_of(on))

    def as_known_on(self, on: date) -> "Calendar":
        """The calendar as it stood on that day, for the explanation of old dates."""
        return replace(self, exceptions=tuple(each for each in self.exceptions if each.decided_on <= on))

    def working_day(self, on: date, step: int = 0) -> date:
        """The `step`-th working day after `on` (negative: before). With 0: `on` itself or the next working day."""
        before = self._days_until(on - timedelta(1))
        if step > 0:
            return self._day_number(self._days_until(on) + step)
        return self._day_number(before + step + 1)

    def days_between(self, first: date, last: date) -> int:
        """How many working days lie after `first` up to and including `last`."""
        return self._days_until(last) - self._days_until(first)

    def open_at(self, at: datetime) -> datetime:
        """This instant if it is working time, else the next opening."""
        local = at.astimezone(VIETNAM)
        for span in self.hours_of(local.date()):
            if local.time() <= span.closes:
                return max(local, _instant(local.date(), span.opens))
        following = self.working_day(local.date(), 1)
        return _instant(following, self.hours_of(following)[0].opens)

    def opening_of(self, on: date) -> datetime:
        """When work begins on this day, or on the next working day."""
        working = self.working_day(on)
        return _instant(working, self.hours_of(working)[0].opens)

    def close_of(self, on: date) -> datetime:
        """When work ends on this day, or on the next working day when this one is off."""
        working = self.working_day(on)
        return _instant(working, self.hours_of(working)[-1].closes)

    def add_days(self, at: datetime, days: int) -> datetime:
        """The same hour `days` working days later (negative: earlier), inside that day's hours."""
        local = self.open_at(at)
        if days == 0:
            return local
        return self._inside(self.working_day(local.date(), days), local.time())

    def add_time(self, at: datetime, term: timedelta) -> datetime:
        """The instant after `term` of working time (negative: before).

        Ends at a closing rather than the next opening.
        """
        if term == ZERO:
            return self.open_at(at)
        wanted = self._time_until(at) + term
        # Going back, the last instant with this much time behind it is meant: an opening, not the closing before it.
        back = term < ZERO
        on = self._day_of_time(wanted + TICK if back else wanted)
        rest = wanted - self._time_before(on)
        for span in self.hours_of(on):
            if rest < span.length or (rest == span.length and not back):
                return _instant(on, span.opens) + rest
            rest -= span.length
        return self.close_of(on)

    def time_between(self, first: datetime, last: datetime) -> timedelta:
        """The working time from `first` to `last`; negative when `last` is earlier."""
        return self._time_until(last) - self._time_until(first)

    @cached_property
    def _by_day(self) -> Mapping[date, SpecialDay]:
        return {each.on: each for each in self.exceptions}

    @cached_property
    def _days(self) -> "_Tally":
        return _Tally.of(self, lambda hours: int(bool(hours)))

    @cached_property
    def _micros(self) -> "_Tally":
        return _Tally.of(self, lambda hours: _micros(sum((span.length for span in hours), ZERO)))

    def _days_until(self, on: date) -> int:
        return self._days.until(on.toordinal())

    def _day_number(self, number: int) -> date:
        return date.fromordinal(self._days.reach(number))

    def _time_before(self, on: date) -> timedelta:
        return timedelta(microseconds=self._micros.until(on.toordinal() - 1))

    def _day_of_time(self, wanted: timedelta) -> date:
        return date.fromordinal(self._micros.reach(_micros(wanted)))

    def _time_until(self, at: datetime) -> timedelta:
        local = at.astimezone(VIETNAM)
        now = _since_midnight(local.time())
        spans = self.hours_of(local.date())
        worked = (min(max(now - _since_midnight(span.opens), ZERO), span.length) for span in spans)
        return sum(worked, self._time_before(local.date()))

    def _inside(self, on: date, at: time) -> datetime:
        for span in self.hours_of(on):
            if at <= span.closes:
                return _instant(on, max(at, span.opens))
        return self.close_of(on)


@dataclass(frozen=True, slots=True)
class _Tally:
    """Running sums of a whole number a day: over weeks by arithmetic, over exceptions by sorted corrections."""

    by_weekday: tuple[int, ...]
    week: int
    days: tuple[int, ...]
    corrections: tuple[int, ...]

    @classmethod
    def of(cls, calendar: Calendar, weigh: Callable[[Hours], int]) -> "_Tally":
        weights = [weigh(hours) for hours in calendar.week]
        changes = sorted((each.on, weigh(each.hours) - weights[each.on.weekday()]) for each in calendar.exceptions)
        return cls(
            tuple(accumulate(weights, initial=0)), sum(weights),
            tuple(on.toordinal() for on, _ in changes), tuple(accumulate((by for _, by in changes), initial=0)),
        )  # fmt: skip

    def until(self, ordinal: int) -> int:
        """The sum of every day up to and including this one."""
        weeks, weekday = divmod(ordinal - MONDAY, 7)
        return weeks * self.week + self.by_weekday[weekday + 1] + self.corrections[bisect_right(self.days, ordinal)]

    def reach(self, wanted: int) -> int:
        """The first day by whose end the sum is at least `wanted`."""
        guess = self._guess(wanted, self.corrections[-1])
        guess = self._guess(wanted, self.corrections[bisect_right(self.days, guess)])
        low, high = self._bracket(guess, wanted)
        while high - low > 1:
            middle = (low + high) // 2
            if self.until(middle) >= wanted:
                high = middle
            else:
                low = middle
        return high

    def _guess(self, wanted: int, correction: int) -> int:
        return MONDAY + (wanted - correction) * 7 // self.week

    def _bracket(self, guess: int, wanted: int) -> tuple[int, int]:
        reach = 4
        while self.until(guess - reach) >= wanted:
            reach *= 2
        low = guess - reach
        while self.until(guess + reach) < wanted:
            reach *= 2
        return low, guess + reach


def _micros(length: timedelta) -> int:
    return length // TICK


def _since_midnight(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute, seconds=at.second, microseconds=at.microsecond)


def _instant(on: date, at: time) -> datetime:
    return datetime.combine(on, at, VIETNAM)
