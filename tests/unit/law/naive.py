"""The same law counted day by day and minute by minute: slow, plain, and independent of how the desk counts."""

from datetime import date, datetime, time, timedelta

from cases.calendar import Calendar
from ground.clock import VIETNAM

DAY = timedelta(days=1)


def working(calendar: Calendar, on: date) -> bool:
    """Whether anybody works on this day, by asking the lists."""
    for special in calendar.exceptions:
        if special.on == on:
            return bool(special.hours)
    return bool(calendar.week_on(on).days[on.weekday()])


def add_days(calendar: Calendar, on: date, days: int) -> date:
    """Step from day to day."""
    step = DAY if days > 0 else -DAY
    while days:
        on += step
        days -= (1 if days > 0 else -1) * working(calendar, on)
    return on


def minutes_between(calendar: Calendar, first: datetime, last: datetime) -> int:
    """Whole working minutes, day by day."""
    total = 0
    on = first.astimezone(VIETNAM).date()
    while on <= last.astimezone(VIETNAM).date():
        special = next((each for each in calendar.exceptions if each.on == on), None)
        for span in special.hours if special else calendar.week_on(on).days[on.weekday()]:
            begin = max(datetime.combine(on, span.opens, VIETNAM), first)
            end = min(datetime.combine(on, span.closes, VIETNAM), last)
            total += max(0, int((end - begin).total_seconds() // 60))
        on += DAY
    return total


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """An instant in Vietnam."""
    return datetime.combine(day, time(hour, minute), VIETNAM)
