"""The calendars of offices, read from the files beside: a decision of the year is a line with its legal basis."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, time
from functools import cache
from importlib import resources
from typing import Any

from cases.calendar import Calendar, Hours, Span, SpecialDay, Week
from ground.errors import Invalid

DEFAULT = "bo"
KINDS = frozenset({"holiday", "substitute", "swap_off", "swap_work", "closure"})


class CalendarNotReadable(Invalid):
    """The calendar cannot be read at "{place}": {reason}. Correct that line."""

    code = "calendar_not_readable"


@cache
def calendar_named(name: str = "", on: date | None = None) -> Calendar:
    """The shipped calendar of this name (`bo`, `tinh`), with the week valid on that day (default: the newest)."""
    text = (resources.files("cases.calendars") / "vietnam.toml").read_text("utf-8")
    return read_calendar(tomllib.loads(text), name or DEFAULT, on)


def read_calendar(page: Mapping[str, Any], name: str, on: date | None = None) -> Calendar:
    """A calendar from its TOML page. Raises `CalendarNotReadable`."""
    weeks = [week for week in page["week"] if week["name"] == name and (on is None or week["valid_from"] <= on)]
    if not weeks:
        raise CalendarNotReadable(place=name, reason="no week of this name")
    newest = max(weeks, key=lambda week: week["valid_from"])
    week = tuple(_hours(spans, name) for spans in newest["days"])
    if len(week) != 7 or not any(week):
        raise CalendarNotReadable(place=name, reason="a week has seven days and at least one is worked")
    return Calendar(name, (Week(newest["valid_from"], week),), tuple(_special_days(page["exceptions"], week)))


def _special_days(lines: Iterable[Mapping[str, Any]], week: tuple[Hours, ...]) -> Iterable[SpecialDay]:
    usual = next(hours for hours in week if hours)
    seen: set[date] = set()
    for line in sorted(lines, key=lambda each: each["on"]):
        on, kind = line["on"], line["kind"]
        if kind not in KINDS or on in seen:
            raise CalendarNotReadable(place=str(on), reason="unknown kind, or the day is listed twice")
        seen.add(on)
        hours = _hours(line["hours"], str(on)) if "hours" in line else usual if kind == "swap_work" else ()
        yield SpecialDay(on, kind, line["name"], line["basis"], hours, line.get("decided_on", date.min))


def _hours(spans: Iterable[str], place: str) -> Hours:
    hours = tuple(Span(*(time.fromisoformat(edge) for edge in span.split("-"))) for span in spans)
    edges = [edge for span in hours for edge in (span.opens, span.closes)]
    if edges != sorted(set(edges)):
        raise CalendarNotReadable(place=place, reason="the hours overlap or run backwards")
    return hours
