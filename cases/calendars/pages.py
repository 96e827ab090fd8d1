"""Calendars written down and read again, and the changes that make one out of another. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from cases.calendar import Calendar, Hours, Span, SpecialDay, Week
from ground.errors import Invalid

KINDS = frozenset({"holiday", "substitute", "swap_off", "swap_work", "closure"})
WEEK, USUAL = "week", "usual"
WORKED = frozenset({"swap_work", "closure"})


class CalendarNotReadable(Invalid):
    """The calendar cannot be read at "{place}": {reason}. Correct that line."""

    code = "calendar_not_readable"


@dataclass(frozen=True, slots=True)
class Change:
    """One decision about working time: a day's `kind`, `usual` for a day that is like its weekday again, or `week`.

    `hours` are written spans: of the day (a closure of half a day, a swapped day), or of the seven days of a week.
    """

    day_on: date
    kind: str
    name: str
    basis: str
    decided_on: date
    hours: Sequence[Any] = ()


def with_changes(calendar: Calendar, changes: Iterable[Change]) -> Calendar:
    """The calendar with these decisions, first to last; of two about one day the later one holds.

    Raises `CalendarNotReadable`.
    """
    days = {each.on: each for each in calendar.exceptions}
    weeks = {each.valid_from: each for each in calendar.weeks}
    for change in changes:
        if change.kind == WEEK:
            week = read_week(change.hours, str(change.day_on))
            weeks[change.day_on] = Week(change.day_on, week, change.basis, change.decided_on)
        elif change.kind == USUAL:
            days.pop(change.day_on, None)
        else:
            days[change.day_on] = special_day(change, calendar.weeks[0].days)
    return replace(calendar, weeks=_by_day(weeks), exceptions=_by_day(days))


def _by_day(found: Mapping[date, Any]) -> tuple[Any, ...]:
    return tuple(found[on] for on in sorted(found))


def special_day(change: Change, week: tuple[Hours, ...]) -> SpecialDay:
    """The day as the calendar keeps it; a swapped working day without hours has those of the first day worked."""
    place = str(change.day_on)
    if change.kind not in KINDS:
        raise CalendarNotReadable(place=place, reason=f"unknown kind {change.kind}")
    if change.hours and change.kind not in WORKED:
        raise CalendarNotReadable(place=place, reason=f"nobody works on a {change.kind}")
    usual = next(hours for hours in week if hours) if change.kind == "swap_work" else ()
    hours = read_hours(change.hours, place) if change.hours else usual
    return SpecialDay(change.day_on, change.kind, change.name, change.basis, hours, change.decided_on)


def read_week(days: Sequence[Any], place: str) -> tuple[Hours, ...]:
    """Seven days of spans, Monday first, at least one of them worked. Raises `CalendarNotReadable`."""
    week = tuple(read_hours(spans, place) for spans in days)
    if len(week) != 7 or not any(week):
        raise CalendarNotReadable(place=place, reason="a week has seven days and at least one is worked")
    return week


def read_hours(spans: Iterable[str], place: str) -> Hours:
    """Spans as `08:00-12:00`, in order and apart. Raises `CalendarNotReadable`."""
    try:
        hours = tuple(Span(*(time.fromisoformat(edge) for edge in span.split("-"))) for span in spans)
    except (ValueError, TypeError, AttributeError) as error:
        raise CalendarNotReadable(place=place, reason="hours are written as 08:00-12:00") from error
    edges = [edge for span in hours for edge in (span.opens, span.closes)]
    if edges != sorted(set(edges)) or any(edge.tzinfo is not None for edge in edges):
        raise CalendarNotReadable(place=place, reason="the hours overlap or run backwards")
    return hours


def written(hours: Hours) -> list[str]:
    """The spans as they are written."""
    return [f"{span.opens:%H:%M}-{span.closes:%H:%M}" for span in hours]


def page_of(calendar: Calendar) -> dict[str, Any]:
    """The whole calendar as JSON."""
    return {
        "weeks": [
            {"valid_from": str(week.valid_from), "days": [written(hours) for hours in week.days], "basis": week.basis,
             "decided_on": str(week.decided_on)}
            for week in calendar.weeks
        ],
        "exceptions": [
            {"on": str(each.on), "kind": each.kind, "name": each.name, "basis": each.basis,
             "hours": written(each.hours), "decided_on": str(each.decided_on)}
            for each in calendar.exceptions
        ],
    }  # fmt: skip


def calendar_from(name: str, page: Mapping[str, Any]) -> Calendar:
    """The calendar that `page_of` wrote down."""
    day = date.fromisoformat
    return Calendar(
        name,
        tuple(
            Week(day(each["valid_from"]), read_week(each["days"], name), each["basis"], day(each["decided_on"]))
            for each in page["weeks"]
        ),
        tuple(
            SpecialDay(day(each["on"]), each["kind"], each["name"], each["basis"], read_hours(each["hours"], name),
                       day(each["decided_on"]))
            for each in page["exceptions"]
        ),
    )  # fmt: skip
