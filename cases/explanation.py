"""Why a date is the date: every calendar day from acceptance to the due date, counted or not, the reason and its
source.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cases.calendar import Calendar
from cases.deadlines import DayLine, Life, Stop, Term, day_of, last_day

CIVIL_FIRST = "Điều 147 Bộ luật Dân sự 2015"
CIVIL_LAST = "Điều 148 Bộ luật Dân sự 2015"
WEEK = "Điều 111 Bộ luật Lao động 2019"
A_DAY = timedelta(days=1)
WEEKDAYS = (
    ("Thứ Hai", "Monday"), ("Thứ Ba", "Tuesday"), ("Thứ Tư", "Wednesday"), ("Thứ Năm", "Thursday"),
    ("Thứ Sáu", "Friday"), ("Thứ Bảy", "Saturday"), ("Chủ nhật", "Sunday"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Why:
    """Whether a day counts, why, and where that is written."""

    counts: bool
    vi: str
    en: str
    source: str

    @property
    def texts(self) -> Mapping[str, str]:
        return {"vi": self.vi, "en": self.en}


@dataclass(frozen=True, slots=True)
class _Story:
    """What a day is judged by."""

    calendar: Calendar
    term: Term
    start: datetime
    due: datetime
    stops: tuple[Stop, ...]
    basis: str
    stop_basis: str


def explain(calendar: Calendar, term: Term, life: Life, basis: str = "", stop_basis: str = "") -> tuple[DayLine, ...]:
    """One line a day, acceptance and due date included; nothing while there is no date.

    The counted days of a term in working or calendar days are exactly as many as the term; the minutes of a term in
    working hours add up to it.
    """
    if life.accepted_at is None or life.due_at is None or life.clock_at is None:
        return ()
    story = _Story(calendar, term, life.clock_at, life.due_at, tuple(life.stops), basis, stop_basis)
    return tuple(_number(story, _judged(story, day_of(life.accepted_at))))


def _judged(story: _Story, first: date) -> Iterator[tuple[date, _Why]]:
    on = first
    while on <= day_of(story.due):
        yield on, _judge(story, on)
        on += A_DAY


def _number(story: _Story, days: Iterator[tuple[date, _Why]]) -> Iterator[DayLine]:
    number = 0
    for on, why in days:
        number += why.counts
        minutes = _minutes(story, on) if why.counts else 0
        yield DayLine(on, why.counts, number if why.counts else 0, minutes, why.texts, why.source)


def _judge(story: _Story, on: date) -> _Why:
    start = day_of(story.start)
    stop = _stop_on(story, on)
    if stop is not None:
        return _Why(
            False, "Chờ bổ sung, tạm dừng tính thời hạn", "Waiting for the applicant: not counted", story.stop_basis
        )
    if on < start:
        return _before_start(story, on)
    if story.term.unit == "wh":
        return _hours(story, on)
    if on == start and story.term.unit != "sameday":
        return _Why(False, "Ngày đầu tiên không tính", "The first day is not counted", CIVIL_FIRST)
    if story.term.unit == "wd":
        return _off(story, on) or _worked(story, on)
    if on > _end_without_roll(story):
        return _off(story, on) or _rolled()
    return _Why(True, "Tính theo ngày", "A calendar day", story.basis)


def _end_without_roll(story: _Story) -> date:
    """The day a term in calendar time would end on, days off not looked at, stops added."""
    paused = (day_of(stop.until_at) - day_of(stop.from_at) for stop in _suspensions(story) if stop.until_at)
    return sum(paused, timedelta(0)) + last_day(story.term, day_of(story.start))


def _before_start(story: _Story, on: date) -> _Why:
    if any(stop.kind == "restart" and on <= day_of(stop.from_at) for stop in story.stops):
        vi = "Thời hạn được tính lại từ đầu sau khi bổ sung"
        return _Why(False, vi, "The term began again after the supplement", story.stop_basis)
    off = _off(story, on)
    return off or _Why(
        False, "Nhận sau giờ, tính từ ngày làm việc sau", "Received late: counts from the next day", story.basis
    )


def _hours(story: _Story, on: date) -> _Why:
    off = _off(story, on)
    if off is not None:
        return off
    if _minutes(story, on) == 0:
        return _Why(False, "Không còn giờ làm việc trong ngày", "No working time left on this day", story.basis)
    return _worked(story, on)


def _worked(story: _Story, on: date) -> _Why:
    special = story.calendar.exception_of(on)
    if special is not None:
        return _Why(True, special.name, "A working day by decision", special.basis)
    return _Why(True, "Ngày làm việc", "A working day", story.basis)


def _off(story: _Story, on: date) -> _Why | None:
    """Why nobody works on this day; None on a working day."""
    special = story.calendar.exception_of(on)
    if story.calendar.is_working_day(on):
        return None
    if special is not None:
        return _Why(False, special.name, f"Day off ({special.kind})", special.basis)
    vi, en = WEEKDAYS[on.weekday()]
    return _Why(False, f"{vi}, ngày nghỉ hằng tuần", f"{en}, weekly day off", WEEK)


def _rolled() -> _Why:
    vi = "Ngày cuối trùng ngày nghỉ: kết thúc vào ngày làm việc tiếp theo"
    return _Why(False, vi, "The last day was a day off: the term ends with the next working day", CIVIL_LAST)


def _suspensions(story: _Story) -> Iterator[Stop]:
    return (stop for stop in story.stops if stop.kind == "suspend" and stop.from_at >= story.start)


def _stop_on(story: _Story, on: date) -> Stop | None:
    """The stop that takes this day out: from the day after it began to the day it ended; a restart ends with its
    clock.
    """
    for stop in story.stops:
        last = day_of(stop.until_at) if stop.until_at is not None else date.max
        is_out = day_of(stop.from_at) < on <= last and stop.kind != "reception"
        if is_out and (stop.kind == "suspend" or on < day_of(story.start)) and story.term.unit != "wh":
            return stop
    return None


def _minutes(story: _Story, on: date) -> int:
    """Working minutes of this day between the start and the due date that are not inside a suspension."""
    opening, closing = story.calendar.opening_of(on), story.calendar.close_of(on)
    begin, end = max(story.start, opening), min(story.due, closing)
    if end <= begin or day_of(opening) != on:
        return 0
    worked = story.calendar.time_between(begin, end)
    for stop in _suspensions(story):
        held_from, held_until = max(stop.from_at, begin), min(stop.until_at or end, end)
        if held_until > held_from:
            worked -= story.calendar.time_between(held_from, held_until)
    return int(worked.total_seconds() // 60)
