"""What lies ahead of open steps: those whose date falls on these days, and those that will probably miss theirs.

Both are narrowings of a list, so that the board's numbers open the very steps they counted.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Interval, false, func, literal
from sqlalchemy.orm import Session

from cases.calendars import calendar_named
from cases.tables import StepTerm
from ground.clock import VIETNAM, Clock, today

A_DAY = timedelta(days=1)
DAYS_SHOWN = 6


def midnight(on: date) -> datetime:
    """When a day begins in Vietnam."""
    return datetime.combine(on, datetime.min.time(), VIETNAM)


def days_ahead(clock: Clock, count: int = DAYS_SHOWN) -> Sequence[date]:
    """Today and the working days after it, as the house's own calendar has them."""
    calendar, found = calendar_named(), [today(clock)]
    while len(found) < count:
        on = found[-1] + A_DAY
        while not calendar.is_working_day(on):
            on += A_DAY
        found.append(on)
    return found


def span_of(first: date, last: date) -> str:
    """Days as a list's address names them: `2026-11-27`, or from one to another `2026-11-27/2026-11-30`."""
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def due_within(clock: Clock, span: str) -> Iterator[ColumnElement[bool]]:
    """Not late yet, and late unless it is done by the end of these days. Words that are no days fit nothing."""
    first, _, last = span.partition("/")
    try:
        begins, ends = date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError:
        yield false()
        return
    yield StepTerm.sort_at >= max(clock.now(), midnight(begins))
    yield StepTerm.sort_at < midnight(ends + A_DAY)


def will_miss(session: Session, clock: Clock, usual: timedelta) -> ColumnElement[bool]:
    """Its clock runs, its date is still to come, and from opening to date it has less time than such steps take."""
    if session.get_bind().dialect.name == "sqlite":
        days: ColumnElement[float] = func.julianday(StepTerm.due_at) - func.julianday(StepTerm.opened_at)
        is_short = days < usual / A_DAY
    else:
        is_short = StepTerm.due_at - StepTerm.opened_at < literal(usual, Interval)
    return StepTerm.paused_at.is_(None) & (StepTerm.due_at >= clock.now()) & is_short


def foretold(session: Session, clock: Clock, seconds: str) -> ColumnElement[bool]:
    """The same for what an address says: how many seconds such steps usually take."""
    is_number = seconds.isdecimal() and len(seconds) < 10
    return will_miss(session, clock, timedelta(seconds=int(seconds))) if is_number else false()
