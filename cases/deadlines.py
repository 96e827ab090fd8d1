"""Terms, due dates, pauses, restarts, and the one judgement of late. Pure functions of their arguments.

Sources: Civil Code 2015 art. 147 (the first day is not counted) and 148 (a term that ends on a day off ends with the
next working day); Decree 61/2018 art. 18-19 and Decree 118/2025 (start, supplement, the one apology).
"""

import calendar as months
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cases.calendar import Calendar
from ground.clock import VIETNAM
from ground.errors import Invalid

UNITS = ("wd", "wh", "cd", "mo")
SOON_SHARE = 0.25
_TERM = re.compile(r"([1-9][0-9]{0,3})(wd|wh|cd|mo)")
_LAST_HOUR = timedelta(hours=1)


class TermNotReadable(Invalid):
    """The term "{term}" is not readable. Write it as 10wd, 4wh, 60cd, 3mo or sameday."""

    code = "term_not_readable"


@dataclass(frozen=True, slots=True)
class Term:
    """The time the law gives. `unit`: wd working days, wh working hours, cd calendar days, mo months, sameday."""

    amount: int
    unit: str

    def __str__(self) -> str:
        return "sameday" if self.unit == "sameday" else f"{self.amount}{self.unit}"

    def words(self, language: str = "vi") -> str:
        """The term as an officer says it."""
        if self.unit == "sameday":
            return _SAME_DAY[language]
        unit = _UNIT_WORDS[language][self.unit]
        return f"{self.amount} {unit if language == 'vi' or self.amount == 1 else unit + 's'}"


_SAME_DAY = {"vi": "trong ngày làm việc", "en": "the same working day"}
_UNIT_WORDS = {
    "vi": {"wd": "ngày làm việc", "wh": "giờ làm việc", "cd": "ngày", "mo": "tháng"},
    "en": {"wd": "working day", "wh": "working hour", "cd": "calendar day", "mo": "month"},
}


@dataclass(frozen=True, slots=True)
class Cutoff:
    """When a receipt late in the day counts from the next working day.

    `kind`: none, at (with `at`), last_hour, after_hours.
    """

    kind: str = "none"
    at: time = time(15, 0)


@dataclass(frozen=True, slots=True)
class Stop:
    """Time that does not count.

    `kind`: restart (the term begins again), suspend (it goes on), reception (not begun).
    """

    kind: str
    from_at: datetime
    until_at: datetime | None = None
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Life:
    """What the law looks at in a dossier: its instants, its stops and the number of supplements asked."""

    accepted_at: datetime | None = None
    clock_at: datetime | None = None
    due_at: datetime | None = None
    finished_at: datetime | None = None
    returned_at: datetime | None = None
    closed_at: datetime | None = None
    stops: Sequence[Stop] = ()
    supplement_count: int = 0


@dataclass(frozen=True, slots=True)
class Timing:
    """Where a dossier or a step stands against its date.

    `state`: not_started, paused, in_time, soon, late while it is open; early, on_time, late when it has ended; none
    where there is no date at all. `remaining` is working time, negative when late.
    """

    state: str
    due_at: datetime | None = None
    remaining: timedelta | None = None
    is_open: bool = True

    @property
    def is_late(self) -> bool:
        return self.state == "late"


@dataclass(frozen=True, slots=True)
class DayLine:
    """One calendar day of the explanation: whether it counts, as which day of the term, and why, with the legal
    source.
    """

    on: date
    is_counted: bool
    number: int
    minutes: int
    reason: Mapping[str, str]
    source: str


def parse_term(text: str) -> Term:
    """`10wd`, `4wh`, `60cd`, `3mo` or `sameday`. Raises `TermNotReadable`."""
    if text == "sameday":
        return Term(1, "sameday")
    found = _TERM.fullmatch(text)
    if found is None:
        raise TermNotReadable(term=text)
    return Term(int(found[1]), found[2])


def clock_start(calendar: Calendar, at: datetime, cutoff: Cutoff = Cutoff()) -> datetime:
    """When the clock of something received at `at` begins to run: then, or at the opening of the next working day."""
    opened = calendar.open_at(at)
    if opened == at and _is_past(calendar, opened, cutoff):
        return calendar.opening_of(day_of(opened) + timedelta(1))
    return opened


def _is_past(calendar: Calendar, at: datetime, cutoff: Cutoff) -> bool:
    if cutoff.kind == "at":
        return at.astimezone(VIETNAM).time() > cutoff.at
    if cutoff.kind == "last_hour":
        return at > calendar.close_of(day_of(at)) - _LAST_HOUR
    return False


def due_at(calendar: Calendar, term: Term, start: datetime) -> datetime:
    """The instant by which a term that starts at `start` must be kept; always inside working time."""
    start = calendar.open_at(start)
    if term.unit == "wd":
        return calendar.add_days(start, term.amount)
    if term.unit == "wh":
        return calendar.add_time(start, timedelta(hours=term.amount))
    return calendar.close_of(last_day(term, day_of(start)))


def last_day(term: Term, first: date) -> date:
    """The day a term in calendar time ends on, before it is rolled over days off."""
    if term.unit == "cd":
        return first + timedelta(term.amount)
    if term.unit == "mo":
        year, month = divmod(first.year * 12 + first.month - 1 + term.amount, 12)
        return date(year, month + 1, min(first.day, months.monthrange(year, month + 1)[1]))
    return first


def after_pause(calendar: Calendar, term: Term, due: datetime, stop: Stop) -> datetime:
    """The new due date when a stop has ended.

    A restart counts the whole term again. A suspension takes out what lies between: the days after the one it began on,
    up to and including the one it ended on; for a term in hours, the working time itself.
    """
    if stop.until_at is None or stop.kind == "reception":
        return due
    if stop.kind == "restart":
        return due_at(calendar, term, stop.until_at)
    if term.unit == "wd":
        return calendar.add_days(due, calendar.days_between(day_of(stop.from_at), day_of(stop.until_at)))
    if term.unit == "wh":
        return calendar.add_time(due, calendar.time_between(stop.from_at, stop.until_at))
    return calendar.close_of(day_of(due) + (day_of(stop.until_at) - day_of(stop.from_at)))


def share_of(calendar: Calendar, start: datetime, due: datetime, share: float) -> datetime:
    """The instant at which this share of the working time from `start` to `due` has gone by."""
    return calendar.add_time(start, calendar.time_between(start, due) * share)


def past(calendar: Calendar, due: datetime, term: Term) -> datetime:
    """The instant a written delay after `due`, for the next one up."""
    return due_at(calendar, term, due)


def apology_at(calendar: Calendar, due: datetime) -> datetime:
    """When an apology is due at the latest: one working day before the date (Decree 61/2018 art. 19)."""
    return calendar.add_days(due, -1)


def remaining(calendar: Calendar, due: datetime, now: datetime) -> timedelta:
    """Working time left until `due`; negative when it has passed."""
    return calendar.time_between(now, due)


def due_state(calendar: Calendar, life: Life, now: datetime) -> Timing:
    """Where a dossier stands. The one function lists, reports, synchronisation and escalation ask."""
    end = life.finished_at or life.returned_at or life.closed_at
    if life.due_at is None:
        return Timing("not_started" if end is None else "none", is_open=end is None)
    if life.supplement_count > 1:
        return _timing(calendar, life.due_at, end or now, "late", is_open=end is None)
    if end is not None:
        return _timing(calendar, life.due_at, end, _verdict(end, life.due_at), is_open=False)
    waiting = next((stop for stop in life.stops if stop.until_at is None), None)
    if waiting is not None:
        state = "late" if waiting.from_at > life.due_at else "paused"
        return _timing(calendar, life.due_at, waiting.from_at, state)
    return step_state(calendar, life.clock_at or now, life.due_at, now)


def step_state(calendar: Calendar, start: datetime, due: datetime, now: datetime) -> Timing:
    """Where an open step or dossier stands that started at `start` and is due at `due`."""
    left = remaining(calendar, due, now)
    if now > due:
        return Timing("late", due, left)
    whole = calendar.time_between(start, due)
    is_soon = left <= whole * SOON_SHARE or now >= apology_at(calendar, due) >= start
    return Timing("soon" if is_soon else "in_time", due, left)


def _timing(calendar: Calendar, due: datetime, at: datetime, state: str, is_open: bool = True) -> Timing:
    return Timing(state, due, remaining(calendar, due, at), is_open)


def _verdict(end: datetime, due: datetime) -> str:
    """Reports compare days: before the date, on it, after it."""
    ended_on, due_on = day_of(end), day_of(due)
    if ended_on == due_on:
        return "on_time"
    return "early" if ended_on < due_on else "late"


def day_of(at: datetime) -> date:
    """The calendar day of an instant in Vietnam."""
    return at.astimezone(VIETNAM).date()
