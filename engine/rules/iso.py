"""ISO 8601 as timers write it: instants with their offset, durations, repeats."""

import re
from datetime import datetime

_DURATION = re.compile(
    r"P(?=.)(?:(?P<weeks>\d{1,6})W|(?:(?P<years>\d{1,6})Y)?(?:(?P<months>\d{1,6})M)?(?:(?P<days>\d{1,6})D)?"
    r"(?:T(?=.)(?:(?P<hours>\d{1,9})H)?(?:(?P<minutes>\d{1,9})M)?(?:(?P<seconds>\d{1,9}(?:\.\d{1,6})?)S)?)?)",
    re.ASCII,
)
_REPEAT = re.compile(r"R(?P<times>\d{0,6})/(?:(?P<start>[^/]+)/)?(?P<period>P[^/]+)", re.ASCII)
_SECONDS = {
    "weeks": 7 * 86_400, "years": 365 * 86_400, "months": 30 * 86_400, "days": 86_400, "hours": 3_600, "minutes": 60,
    "seconds": 1,
}  # fmt: skip


def read_instant(text: str) -> datetime | None:
    """The instant, aware when the text has an offset; nothing when the text is no instant."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def read_duration(text: str) -> float | None:
    """The length in seconds, months of 30 and years of 365 days; nothing when the text is no duration."""
    match = _DURATION.fullmatch(text)
    if match is None:
        return None
    return sum(float(count) * _SECONDS[unit] for unit, count in match.groupdict().items() if count)


def read_repeat(text: str) -> tuple[str, str] | None:
    """The start (or empty) and the period of `R[n]/[start/]period`; nothing when the text is no repeat."""
    match = _REPEAT.fullmatch(text)
    return (match["start"] or "", match["period"]) if match else None
