"""From which day to which: what the address of a page says, or what is usual there."""

from datetime import date, timedelta

from flask import request

from web.moments import read_day

A_DAY = timedelta(days=1)


def day_asked(name: str, otherwise: date) -> date:
    """A day of the address; the usual one where it says none."""
    try:
        return read_day(request.args.get(name, ""))
    except ValueError:
        return otherwise


def usual_periods(on: date) -> dict[str, tuple[date, date]]:
    """What people report on, by its words: this month up to today, the whole one before, the quarter, the year."""
    month = on.replace(day=1)
    before = month - A_DAY
    quarter = date(on.year, (on.month - 1) // 3 * 3 + 1, 1)
    return {
        "This month": (month, on), "Last month": (before.replace(day=1), before), "This quarter": (quarter, on),
        "This year": (date(on.year, 1, 1), on),
    }  # fmt: skip
