"""The calendars the house ships, read from the file beside: a decision of the year is a line with its legal basis."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from cases.calendar import Calendar, Hours, SpecialDay, Week
from cases.calendars.pages import (
    KINDS,
    CalendarNotReadable,
    Change,
    calendar_from,
    page_of,
    read_week,
    special_day,
    with_changes,
)

__all__ = [
    "DEFAULT", "KINDS", "CalendarNotReadable", "Change", "calendar_from", "calendar_named", "is_shipped", "page_of",
    "read_calendar", "with_changes",
]  # fmt: skip

DEFAULT = "bo"


@cache
def calendar_named(name: str = "") -> Calendar:
    """The shipped calendar of this name (`bo`, `tinh`)."""
    return read_calendar(_shipped(), name or DEFAULT)


def is_shipped(name: str) -> bool:
    """Whether a calendar of this name comes with the house."""
    return not name or any(week["name"] == name for week in _shipped()["week"])


@cache
def _shipped() -> Mapping[str, Any]:
    return tomllib.loads((resources.files("cases.calendars") / "vietnam.toml").read_text("utf-8"))


def read_calendar(page: Mapping[str, Any], name: str) -> Calendar:
    """A calendar from its TOML page. Raises `CalendarNotReadable`."""
    lines = sorted((line for line in page["week"] if line["name"] == name), key=lambda line: line["valid_from"])
    if not lines:
        raise CalendarNotReadable(place=name, reason="no week of this name")
    weeks = tuple(Week(line["valid_from"], read_week(line["days"], name), line.get("basis", "")) for line in lines)
    return Calendar(name, weeks, tuple(_special_days(page["exceptions"], weeks[0].days)))


def _special_days(lines: Iterable[Mapping[str, Any]], week: tuple[Hours, ...]) -> Iterable[SpecialDay]:
    seen: set[date] = set()
    for line in sorted(lines, key=lambda each: each["on"]):
        if line["on"] in seen:
            raise CalendarNotReadable(place=str(line["on"]), reason="the day is listed twice")
        seen.add(line["on"])
        decided_on = line.get("decided_on", date.min)
        change = Change(line["on"], line["kind"], line["name"], line["basis"], decided_on, line.get("hours", ()))
        yield special_day(change, week)
