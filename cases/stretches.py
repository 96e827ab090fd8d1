"""A term laid on the calendar: where each of its phases ends, what suspensions add, and the same counted back. Pure.

Sources: Civil Code 2015 art. 147 (the first day is not counted) and 148 (a term that ends on a day off ends with the
next working day).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from cases.calendar import Calendar, add_months, is_last_of_month
from cases.terms import Term, TermWithoutDate
from ground.clock import VIETNAM
from ground.errors import Conflict, Invalid


class PauseBackwards(Invalid):
    """A pause cannot end before it begins. Correct its instants."""

    code = "pause_backwards"


class PausesOverlap(Conflict):
    """The dossier is paused at that time already. End the one pause before the other begins."""

    code = "pauses_overlap"


@dataclass(frozen=True, slots=True)
class Stop:
    """Time that does not count.

    `kind`: restart (the term begins again), suspend (it goes on), reception (not begun). One that may last only so
    long ends at `at_most_until_at`, whoever forgets it.
    """

    kind: str
    from_at: datetime
    until_at: datetime | None = None
    ground: str = ""
    at_most_until_at: datetime | None = None
    basis: str = ""

    @property
    def over_at(self) -> datetime | None:
        """When it is over in the eyes of the law."""
        ends = [end for end in (self.until_at, self.at_most_until_at) if end is not None]
        return min(ends, default=None)

    def holds(self, now: datetime) -> bool:
        """Whether time stands still at this instant."""
        return self.until_at is None and (self.at_most_until_at is None or now <= self.at_most_until_at)


@dataclass(frozen=True, slots=True)
class Stretch:
    """One phase of a term laid on the calendar: from where to where, and its last day before it was rolled over."""

    term: Term
    start: datetime
    last_on: date
    end: datetime


def due_at(calendar: Calendar, term: Term, start: datetime) -> datetime:
    """The instant by which a term that starts at `start` must be kept; always inside working time.

    Raises `TermWithoutDate`.
    """
    return due_after(calendar, term, start)


def due_after(calendar: Calendar, term: Term, start: datetime, stops: Sequence[Stop] = ()) -> datetime:
    """The same, with what these suspensions took out of it."""
    return stretches(calendar, term, start, stops)[-1].end


def stretches(calendar: Calendar, term: Term, start: datetime, stops: Sequence[Stop] = ()) -> list[Stretch]:
    """The phases of a term one after another, each made longer by the suspensions that began in it."""
    at = calendar.open_at(start)
    waiting = _suspensions(at, stops) if stops else []
    found = []
    for part in term.parts:
        before = waiting[:]
        stretch = _LAID[part.unit](calendar, part, at, waiting)
        found.append(stretch)
        # A suspension counted in days may last some hours longer than its phase: the next one begins after it.
        over = [_end(stop) for stop in before[: len(before) - len(waiting)]]
        at = calendar.open_at(max([stretch.end, *over])) if over else stretch.end
    return found


def _suspensions(start: datetime, stops: Sequence[Stop]) -> list[Stop]:
    held = (stop for stop in stops if stop.kind == "suspend" and stop.over_at is not None and stop.from_at >= start)
    return sorted(held, key=lambda stop: stop.from_at)


def _end(stop: Stop) -> datetime:
    return stop.over_at or stop.from_at


def _within(stop: Stop, start: datetime) -> tuple[datetime, datetime]:
    """What of a suspension lies in a phase that began at `start`."""
    begun = max(stop.from_at, start)
    return begun, max(begun, _end(stop))


def _in_working_days(calendar: Calendar, part: Term, start: datetime, waiting: list[Stop]) -> Stretch:
    days = part.amount
    end = calendar.add_days(start, days)
    while waiting and waiting[0].from_at <= end:
        stop = waiting.pop(0)
        begun, over = _within(stop, start)
        days += calendar.days_between(day_of(begun), day_of(over))
        end = calendar.add_days(start, days)
    return Stretch(part, start, end.date(), end)


def _in_working_hours(calendar: Calendar, part: Term, start: datetime, waiting: list[Stop]) -> Stretch:
    hours = timedelta(hours=part.amount)
    end = calendar.add_time(start, hours)
    while waiting and waiting[0].from_at <= end:
        stop = waiting.pop(0)
        hours += calendar.time_between(*_within(stop, start))
        end = calendar.add_time(start, hours)
    return Stretch(part, start, end.date(), end)


def _in_calendar_days(calendar: Calendar, part: Term, start: datetime, waiting: list[Stop]) -> Stretch:
    last = rolled = _last_day(part, day_of(start))
    end = calendar.close_of(last)
    while waiting and waiting[0].from_at <= end:
        stop = waiting.pop(0)
        began, over = (day_of(edge) for edge in _within(stop, start))
        # Asked on the last day or while it was rolled over: nothing is left to count, the end waits for the answer.
        last += over - began if began < last else timedelta(0)
        rolled = max(last, over)
        end = calendar.close_of(rolled)
    return Stretch(part, start, last, end)


def _undated(calendar: Calendar, part: Term, start: datetime, waiting: list[Stop]) -> Stretch:
    raise TermWithoutDate(term=str(part))


_LAID = {
    "wd": _in_working_days, "wh": _in_working_hours, "cd": _in_calendar_days, "mo": _in_calendar_days,
    "sameday": _in_calendar_days, "open": _undated, "text": _undated,
}  # fmt: skip


def _last_day(part: Term, first: date) -> date:
    """The day a phase in calendar time ends on, before it is rolled over days off."""
    if part.unit == "cd":
        return first + timedelta(part.amount)
    return add_months(first, part.amount) if part.unit == "mo" else first


def latest_start(calendar: Calendar, term: Term, due: datetime) -> datetime:
    """The latest start from which this term still ends by `due`: a term counted back. Raises `TermWithoutDate`."""
    at = calendar.worked_until(due)
    for part in reversed(term.parts):
        at = _BACK[part.unit](calendar, part, at)
    return at


def _back_in_working_days(calendar: Calendar, part: Term, at: datetime) -> datetime:
    if at == calendar.close_of(day_of(at)):
        return calendar.close_of(calendar.working_day(day_of(at), -part.amount))
    return calendar.add_days(at, -part.amount)


def _back_in_working_hours(calendar: Calendar, part: Term, at: datetime) -> datetime:
    return calendar.add_time(at, -timedelta(hours=part.amount))


def _back_in_calendar_days(calendar: Calendar, part: Term, at: datetime) -> datetime:
    on = day_of(at)
    last = on if at == calendar.close_of(on) else calendar.working_day(on, -1)
    if part.unit == "cd":
        first = last - timedelta(part.amount)
    elif part.unit == "mo":
        first = add_months(last, -part.amount)
        # The last of a short month is reached from every later day of a longer one.
        first = add_months(first.replace(day=1), 1) - timedelta(1) if is_last_of_month(last) else first
    else:
        first = last
    return calendar.close_of(calendar.last_working_day(first))


def _back_undated(calendar: Calendar, part: Term, at: datetime) -> datetime:
    raise TermWithoutDate(term=str(part))


_BACK = {
    "wd": _back_in_working_days, "wh": _back_in_working_hours, "cd": _back_in_calendar_days,
    "mo": _back_in_calendar_days, "sameday": _back_in_calendar_days, "open": _back_undated, "text": _back_undated,
}  # fmt: skip


def after_pause(calendar: Calendar, term: Term, due: datetime, stop: Stop) -> datetime:
    """The new due date when a stop has ended, from the old one alone.

    A restart counts the whole term again. A suspension takes out what lies between: the days after the one it began on,
    up to and including the one it ended on; for a term in hours, the working time itself.
    """
    over = stop.over_at
    if over is None or stop.kind == "reception":
        return due
    if stop.kind == "restart":
        return due_at(calendar, term, over)
    unit = term.parts[-1].unit
    if unit == "wd":
        return calendar.add_days(due, calendar.days_between(day_of(stop.from_at), day_of(over)))
    if unit == "wh":
        return calendar.add_time(due, calendar.time_between(stop.from_at, over))
    return calendar.close_of(day_of(due) + (day_of(over) - day_of(stop.from_at)))


def check_pauses(stops: Sequence[Stop]) -> None:
    """Raises `PauseBackwards` for one that ends before it begins, `PausesOverlap` for two at one time."""
    ordered = sorted(stops, key=lambda stop: stop.from_at)
    if any(stop.over_at is not None and stop.over_at < stop.from_at for stop in ordered):
        raise PauseBackwards
    for one, other in pairwise(ordered):
        if one.over_at is None or other.from_at < one.over_at:
            raise PausesOverlap


def day_of(at: datetime) -> date:
    """The calendar day of an instant in Vietnam."""
    return at.astimezone(VIETNAM).date()
