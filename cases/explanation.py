"""Why a date is the date: each calendar day from receipt to the due date, counted or not, with reason and source."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain

from cases.calendar import Calendar
from cases.deadlines import DayLine, Life, Sources, Stop, Stretch, day_of, stretches

A_DAY = timedelta(days=1)
NO_SOURCES = Sources()
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
    accepted_at: datetime
    clock_at: datetime
    stops: tuple[Stop, ...]
    sources: Sources


def explain(calendar: Calendar, life: Life, sources: Sources = NO_SOURCES) -> tuple[DayLine, ...]:
    """One line a day, receipt and due date included; nothing while there is no date.

    The counted days of a phase in working or calendar days are exactly as many as it has; the minutes of one in working
    hours add up to it. A day on which one phase ends and a phase in hours begins has a line in each.
    """
    if life.accepted_at is None or life.clock_at is None or life.due_at is None or life.term is None:
        return ()
    story = _Story(calendar, life.accepted_at, life.clock_at, tuple(life.stops), sources)
    phases = stretches(calendar, life.term, life.clock_at, life.stops)
    told = [day_of(story.clock_at) - A_DAY, *(day_of(stretch.end) for stretch in phases)]
    parts = (_phase(story, stretch, part, told[part - 1]) for part, stretch in enumerate(phases, start=1))
    return tuple(chain(_lead(story, day_of(life.received_at or life.accepted_at)), *parts))


def _lead(story: _Story, first: date) -> Iterator[DayLine]:
    """The days before the clock that counts began to run."""
    on = first
    while on < day_of(story.clock_at):
        why = _before_acceptance(story, on) if on < day_of(story.accepted_at) else _before_start(story, on)
        yield DayLine(on, False, 0, 0, why.texts, why.source, 0)
        on += A_DAY


def _before_acceptance(story: _Story, on: date) -> _Why:
    if any(stop.kind == "reception" and _is_out(stop, on) for stop in story.stops):
        vi = "Chờ bổ sung trước khi tiếp nhận: thời hạn chưa bắt đầu"
        return _Why(False, vi, "Waiting for a supplement before acceptance: the term has not begun", story.sources.stop)
    vi = "Hồ sơ chưa được tiếp nhận: thời hạn chưa bắt đầu"
    return _Why(False, vi, "Not accepted yet: the term has not begun", story.sources.start)


def _before_start(story: _Story, on: date) -> _Why:
    """Between acceptance and the start of the clock: received late in the day, or counted anew since."""
    for stop in story.stops:
        if stop.kind == "restart" and _is_out(stop, on):
            return _waiting(story, stop)
    if any(stop.kind == "restart" and on <= day_of(stop.from_at) for stop in story.stops):
        vi = "Thời hạn được tính lại từ đầu sau khi bổ sung"
        return _Why(False, vi, "The term began again after the supplement", story.sources.stop)
    return _off(story, on) or _Why(
        False, "Nhận sau giờ, tính từ ngày làm việc sau", "Received late: counts from the next day", story.sources.start
    )


def _phase(story: _Story, stretch: Stretch, part: int, told: date) -> Iterator[DayLine]:
    """The days of one phase after those told already; of one in hours also the day it begins on."""
    number, on = 0, min(told + A_DAY, day_of(stretch.start)) if stretch.term.unit == "wh" else told + A_DAY
    while on <= day_of(stretch.end):
        minutes = _minutes(story, stretch, on)
        why = _judge(story, stretch, on, minutes)
        number += why.counts
        if on > told or why.counts:
            yield DayLine(
                on, why.counts, number if why.counts else 0, minutes if why.counts else 0, why.texts, why.source, part
            )
        on += A_DAY


def _judge(story: _Story, stretch: Stretch, on: date, minutes: int) -> _Why:
    unit = stretch.term.unit
    if unit == "wh":
        return _off(story, on) or _hours(story, on, minutes)
    for stop in _suspensions(story):
        if _is_out(stop, on):
            return _waiting(story, stop)
    if on < day_of(stretch.start) or (on == day_of(stretch.start) and unit != "sameday"):
        return _Why(False, "Ngày đầu tiên không tính", "The first day is not counted", story.sources.first_day)
    if unit == "wd":
        return _off(story, on) or _worked(story, on)
    if on > stretch.last_on:
        return _off(story, on) or _rolled(story)
    return _Why(True, "Tính theo ngày", "A calendar day", story.sources.term)


def _hours(story: _Story, on: date, minutes: int) -> _Why:
    if minutes:
        return _worked(story, on)
    for stop in _suspensions(story):
        if _is_out(stop, on) or day_of(stop.from_at) == on:
            return _waiting(story, stop)
    return _Why(False, "Không còn giờ làm việc trong ngày", "No working time left on this day", story.sources.start)


def _worked(story: _Story, on: date) -> _Why:
    special = story.calendar.exception_of(on)
    if special is not None:
        return _Why(True, special.name, "A working day by decision", special.basis)
    return _Why(True, "Ngày làm việc", "A working day", story.sources.term)


def _off(story: _Story, on: date) -> _Why | None:
    """Why nobody works on this day; None on a working day."""
    if story.calendar.is_working_day(on):
        return None
    special = story.calendar.exception_of(on)
    if special is not None:
        return _Why(False, special.name, f"Day off ({special.kind})", special.basis)
    vi, en = WEEKDAYS[on.weekday()]
    return _Why(False, f"{vi}, ngày nghỉ hằng tuần", f"{en}, weekly day off", story.sources.week)


def _waiting(story: _Story, stop: Stop) -> _Why:
    source = stop.basis or story.sources.stop
    if stop.kind == "suspend" and stop.ground:
        return _Why(False, f"Tạm dừng tính thời hạn: {stop.ground}", f"Time stands still: {stop.ground}", source)
    return _Why(False, "Chờ bổ sung, tạm dừng tính thời hạn", "Waiting for the applicant: not counted", source)


def _rolled(story: _Story) -> _Why:
    vi = "Ngày cuối trùng ngày nghỉ: kết thúc vào ngày làm việc tiếp theo"
    en = "The last day was a day off: the term ends with the next working day"
    return _Why(False, vi, en, story.sources.last_day)


def _suspensions(story: _Story) -> Iterator[Stop]:
    return (stop for stop in story.stops if stop.kind == "suspend" and stop.from_at >= story.clock_at)


def _is_out(stop: Stop, on: date) -> bool:
    """Whether the stop takes this day out: from the day after it began up to and including the day it ended."""
    over = stop.over_at
    return day_of(stop.from_at) < on and (over is None or on <= day_of(over))


def _minutes(story: _Story, stretch: Stretch, on: date) -> int:
    """Working minutes of this day inside the phase that are not inside a suspension."""
    opening, closing = story.calendar.opening_of(on), story.calendar.close_of(on)
    begin, end = max(stretch.start, opening), min(stretch.end, closing)
    if end <= begin or day_of(opening) != on:
        return 0
    worked = story.calendar.time_between(begin, end)
    for stop in _suspensions(story):
        held_from, held_until = max(stop.from_at, begin), min(stop.over_at or end, end)
        if held_until > held_from:
            worked -= story.calendar.time_between(held_from, held_until)
    return int(worked.total_seconds() // 60)
