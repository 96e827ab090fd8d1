"""When a timer is due: ISO 8601 dates, durations and cycles, as text or as the result of FEEL. Pure."""

import re
from calendar import monthrange
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from engine.model import Timer
from engine.spiff.errors import Stall, StartNotReadable
from engine.spiff.formula import Formula, formula
from ground.clock import VIETNAM, Clock

_DURATION = re.compile(
    r"(?P<sign>-)?P(?=.)(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?=.)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?"
)
_CYCLE = re.compile(r"R(?P<times>\d*)/(?:(?P<start>[^/P][^/]*)/)?(?P<interval>P[^/]+)")
ENDLESS = -1
SHORTEST_INTERVAL = timedelta(seconds=60)


class Due(NamedTuple):
    """The next instant of a timer (aware, UTC), how many firings are left after it (-1: endless), and the interval."""

    at: datetime
    left: int = 0
    interval: str = ""


def first_due(kind: str, text: Formula, value: Any, now: datetime) -> Due:
    """When a timer of this kind (`date`, `duration`, `cycle`) fires first. Raises `Stall` for what is no such text."""
    if kind == "date":
        return Due(instant(text, value))
    if kind == "duration":
        return Due(_add(text, value, now))
    match = _CYCLE.fullmatch(value) if isinstance(value, str) else None
    _check_often(text, match["interval"] if match else value, now)
    if match is None:
        # A bare duration is an endless cycle: what FEEL's cycle(duration) gives.
        return Due(_add(text, value, now), ENDLESS, str(value))
    times = int(match["times"]) if match["times"] else ENDLESS
    at = instant(text, match["start"]) if match["start"] else _add(text, match["interval"], now)
    return Due(at, times if times == ENDLESS else max(times - 1, 0), match["interval"])


def due_first(timer: Timer, clock: Clock, since: datetime) -> Due:
    """When a timer that begins a process fires first, counted from `since`: no variable is known yet.

    Raises `StartNotReadable`.
    """
    text = formula(timer.value)
    try:
        return first_due(timer.kind, text, text.needed({}, clock, is_text, "a time is needed"), since)
    except Stall as stall:
        raise StartNotReadable(written=timer.value[:100], reason=str(stall.params["reason"])) from stall


def due_after(at: datetime, left: int, interval: str, clock: Clock) -> Due | None:
    """When it fires after that, or None."""
    return next_due(formula(interval), Due(at, left, interval), clock.now())


def is_text(value: Any) -> bool:
    """Whether FEEL gave a text."""
    return isinstance(value, str)


def _check_often(text: Formula, interval: Any, now: datetime) -> None:
    if _add(text, interval, now) - now < SHORTEST_INTERVAL:
        raise text.failed(f"{interval!r} repeats more often than once a minute")


def next_due(text: Formula, due: Due, now: datetime) -> Due | None:
    """The firing after this one, or None when it was the last. What was missed meanwhile is not made up for."""
    if due.left == 0:
        return None
    at = _add(text, due.interval, due.at)
    left = due.left if due.left == ENDLESS else due.left - 1
    return Due(at if at > now else _add(text, due.interval, now), left, due.interval)


def instant(text: Formula, value: Any) -> datetime:
    """The instant in UTC of an ISO text with its offset (or FEEL's `@Zone`). Raises `Stall`, for a naive date too."""
    written, _, zone = str(value).partition("@")
    try:
        at = datetime.fromisoformat(written)
        at = at.replace(tzinfo=ZoneInfo(zone)) if zone else at
    except (ValueError, ZoneInfoNotFoundError) as error:
        raise text.failed(f"{value!r} is no date and time") from error
    if at.tzinfo is None:
        raise text.failed(f"{value!r} has no offset from UTC")
    return at.astimezone(UTC)


def _add(text: Formula, value: Any, start: datetime) -> datetime:
    match = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise text.failed(f"{value!r} is no duration")
    part = {name: float(digits) for name, digits in match.groupdict().items() if digits and name != "sign"}
    sign = -1 if match["sign"] else 1
    try:
        months = sign * int(part.pop("years", 0) * 12 + part.pop("months", 0))
        return _add_months(start, months) + sign * timedelta(**part)
    except (ValueError, OverflowError) as error:
        raise text.failed(f"{value!r} is too long") from error


def _add_months(start: datetime, months: int) -> datetime:
    # Months are those of the calendar on the wall in Vietnam.
    local = start.astimezone(VIETNAM)
    year, month = divmod(local.year * 12 + local.month - 1 + months, 12)
    day = min(local.day, monthrange(year, month + 1)[1])
    return local.replace(year=year, month=month + 1, day=day).astimezone(UTC)
