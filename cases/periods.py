"""How long a paper is good or a dossier is kept: `6mo`, `30cd`, `20y`, or `permanent`. Pure."""

import calendar as months
import re
from datetime import date, timedelta

from ground.errors import Invalid

PERMANENT = "permanent"
_PERIOD = re.compile(r"([1-9][0-9]{0,2})(y|mo|cd)")


class PeriodNotReadable(Invalid):
    """{period} is no period. Write 20y, 6mo or 30cd, or permanent."""

    code = "period_not_readable"


def ends_on(day: date, period: str) -> date | None:
    """The last day of a period that begins on `day`; None for one without end. Raises `PeriodNotReadable`.

    A month later is the same day of that month, or its last one (Civil Code 2015 art. 148).
    """
    if period == PERMANENT:
        return None
    amount, unit = _parts(period)
    if unit == "cd":
        return day + timedelta(amount)
    year, month = divmod(day.year * 12 + day.month - 1 + amount * (12 if unit == "y" else 1), 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def check_period(period: str) -> str:
    """The period as it is. Raises `PeriodNotReadable`."""
    if period != PERMANENT:
        _parts(period)
    return period


def _parts(period: str) -> tuple[int, str]:
    found = _PERIOD.fullmatch(period)
    if found is None:
        raise PeriodNotReadable(period=period)
    return int(found[1]), found[2]
