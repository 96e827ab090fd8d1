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


def roll(calendar: Calendar, on: date) -> date:
    """The first working day from this one on."""
    while not working(calendar, on):
        on += DAY
    return on


def spans(calendar: Calendar, on: date) -> list[tuple[datetime, datetime]]:
    """When work is done on this day."""
    special = next((each for each in calendar.exceptions if each.on == on), None)
    hours = special.hours if special else calendar.week_on(on).days[on.weekday()]
    return [(datetime.combine(on, each.opens, VIETNAM), datetime.combine(on, each.closes, VIETNAM)) for each in hours]


def opened(calendar: Calendar, moment: datetime) -> datetime:
    """This moment or the next at which somebody works."""
    on = moment.astimezone(VIETNAM).date()
    while True:
        for begin, end in spans(calendar, on):
            if moment <= end:
                return max(begin, moment)
        on += DAY


def due(calendar: Calendar, amount: int, unit: str, start: datetime) -> datetime:
    """The end of a term, walked to."""
    start = opened(calendar, start)
    on = start.astimezone(VIETNAM).date()
    if unit == "wh":
        return _hours(calendar, timedelta(hours=amount), start)
    if unit == "wd":
        day = add_days(calendar, on, amount)
        wanted = datetime.combine(day, start.astimezone(VIETNAM).time(), VIETNAM)
        inside = [max(begin, wanted) for begin, end in spans(calendar, day) if wanted <= end]
        return inside[0] if inside else spans(calendar, day)[-1][1]
    return spans(calendar, roll(calendar, _last(amount, unit, on)))[-1][1]


def _hours(calendar: Calendar, left: timedelta, moment: datetime) -> datetime:
    on = moment.astimezone(VIETNAM).date()
    while True:
        for begin, end in spans(calendar, on):
            begin = max(begin, moment)
            if begin < end and left <= end - begin:
                return begin + left
            left -= max(end - begin, timedelta(0))
        on += DAY


def _last(amount: int, unit: str, on: date) -> date:
    if unit == "cd":
        for _ in range(amount):
            on += DAY
        return on
    wanted = on.day
    for _ in range(amount):
        on = on.replace(day=1)
        while (on + DAY).month == on.month:
            on += DAY
        on += DAY
    while on.day < wanted and (on + DAY).month == on.month:
        on += DAY
    return on
