"""Terms, due dates, pauses, restarts, and the one judgement of late. Pure functions of their arguments.

Sources: Civil Code 2015 art. 147 (the first day is not counted) and 148 (a term that ends on a day off ends with the
next working day); Decree 61/2018 art. 18-19 and Decree 118/2025 (start, supplement, the one apology).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cases.calendar import Calendar
from cases.stretches import (
    PauseBackwards,
    PausesOverlap,
    Stop,
    Stretch,
    after_pause,
    check_pauses,
    day_of,
    due_after,
    due_at,
    latest_start,
    stretches,
)
from cases.terms import Term, TermNotReadable, TermWithoutDate, dated, parse_term
from ground.clock import VIETNAM

__all__ = [
    "Cutoff", "DayLine", "Life", "PauseBackwards", "PausesOverlap", "Sources", "Stop", "Stretch", "Term",
    "TermNotReadable", "TermWithoutDate", "Timing", "after_pause", "apology_at", "check_pauses", "clock_start", "dated",
    "day_of", "due_after", "due_at", "due_state", "latest_start", "parse_term", "past", "remaining", "share_of",
    "step_state", "stretches",
]  # fmt: skip

SOON_SHARE = 0.25
_LAST_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Cutoff:
    """When a receipt late in the day counts from the next working day.

    `kind`: after_hours (or none: at any hour of work the clock starts at once), at (after the hour `at`), last_hour.
    """

    kind: str = "none"
    at: time = time(15, 0)


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
    received_at: datetime | None = None
    original_due_at: datetime | None = None
    term: Term | None = None


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
    source. `part` is the phase of the term it belongs to, from 1; 0 before the clock began.
    """

    on: date
    is_counted: bool
    number: int
    minutes: int
    reason: Mapping[str, str]
    source: str
    part: int = 1


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the rules of counting are written, as the explanation cites them."""

    term: str = ""
    first_day: str = ""
    last_day: str = ""
    week: str = ""
    stop: str = ""
    start: str = ""


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


def share_of(calendar: Calendar, start: datetime, due: datetime, share: float) -> datetime:
    """The instant at which this share of the working time from `start` to `due` has gone by."""
    return calendar.add_time(start, calendar.time_between(start, due) * share)


def past(calendar: Calendar, due: datetime, term: Term) -> datetime:
    """The instant a written delay after `due`, for the next one up."""
    return due_at(calendar, term, due)


def apology_at(calendar: Calendar, due: datetime, before: Term) -> datetime:
    """When an apology is due at the latest: so long before the date (one working day: Decree 61/2018 art. 19)."""
    return latest_start(calendar, before, due)


def remaining(calendar: Calendar, due: datetime, now: datetime) -> timedelta:
    """Working time left until `due`; negative when it has passed."""
    return calendar.time_between(now, due)


def due_state(calendar: Calendar, life: Life, now: datetime) -> Timing:
    """Where a dossier stands. The one function lists, reports, synchronisation and escalation ask."""
    end = life.finished_at or life.returned_at or life.closed_at
    if life.due_at is None:
        return Timing("not_started" if end is None else "none", is_open=end is None)
    due = _due_past_limits(calendar, life, life.due_at, end or now)
    if life.supplement_count > 1 or _was_late_already(calendar, life):
        return _timing(calendar, due, end or now, "late", is_open=end is None)
    if end is not None:
        return _timing(calendar, due, end, verdict(end, due), is_open=False)
    waiting = next((stop for stop in life.stops if stop.holds(now)), None)
    if waiting is not None:
        return _timing(calendar, due, waiting.from_at, "late" if waiting.from_at > due else "paused")
    return step_state(calendar, life.clock_at or now, due, now)


def _due_past_limits(calendar: Calendar, life: Life, due: datetime, now: datetime) -> datetime:
    """The due date when a suspension has lasted as long as it may and nobody has written its end down yet."""
    forgotten = [stop for stop in life.stops if stop.until_at is None and not stop.holds(now)]
    if life.term is None or not forgotten or forgotten[0].kind != "suspend":
        return due
    return after_pause(calendar, life.term, due, forgotten[0])


def _was_late_already(calendar: Calendar, life: Life) -> bool:
    """A supplement asked after the date has passed does not make the dossier young again."""
    due = life.original_due_at
    for stop in life.stops if due is not None else ():
        if stop.kind == "restart":
            return due is not None and stop.from_at > due
        if stop.kind == "suspend" and life.term is not None and due is not None and stop.from_at <= due:
            due = after_pause(calendar, life.term, due, stop)
    return False


def step_state(
    calendar: Calendar, start: datetime, due: datetime, now: datetime, warn_at: datetime | None = None
) -> Timing:
    """Where an open step or dossier stands that started at `start` and is due at `due`.

    It is soon from `warn_at` on; without one when a quarter of its time, or one working day, is left.
    """
    left = remaining(calendar, due, now)
    if now > due:
        return Timing("late", due, left)
    if warn_at is not None:
        return Timing("soon" if now >= warn_at else "in_time", due, left)
    whole = calendar.time_between(start, due)
    is_soon = left <= whole * SOON_SHARE or now >= calendar.add_days(due, -1) >= start
    return Timing("soon" if is_soon else "in_time", due, left)


def _timing(calendar: Calendar, due: datetime, at: datetime, state: str, is_open: bool = True) -> Timing:
    return Timing(state, due, remaining(calendar, due, at), is_open)


def verdict(end: datetime, due: datetime) -> str:
    """Reports compare days: before the date, on it, after it."""
    ended_on, due_on = day_of(end), day_of(due)
    if ended_on == due_on:
        return "on_time"
    return "early" if ended_on < due_on else "late"
