"""Working time: the days that are not like their weekday, and a decision about one: looked at first, then made."""

from datetime import date

from flask import Response, request

from cases.calendars import Change
from cases.calendars.pages import written
from cases.people import ADMINISTRATOR, require_role
from cases.worktime import calendar_of_unit, decide, preview
from ground.clock import today
from ground.errors import NotFound, Problem
from web.admin.forms import DayNotReadable, chosen_units, day_said, day_words, said
from web.errors import state_of
from web.language import language
from web.visit import House, Visit, show

KINDS = {
    "holiday": "Public holiday", "substitute": "Day off in place of a holiday", "swap_off": "Swapped: day off",
    "swap_work": "Swapped: worked", "closure": "Closed, whole or part of the day", "usual": "Like its weekday again",
    "week": "Hours of the week from this day on",
}  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def routes(house: House) -> None:
    """`/admin/calendar`."""
    house.page("/admin/calendar", show_calendar)
    house.page("/admin/calendar/preview", look_ahead, ("POST",))
    house.deed("/admin/calendar/decision", decide_day, refuse_day)


def show_calendar(visit: Visit) -> Response:
    """The week and the special days of a unit in one year, and the form for a decision."""
    return _page(visit)


def _page(visit: Visit, sentence: str = "", state: int = 200) -> Response:
    require_role(visit.session, visit.clock, visit.officer, ADMINISTRATOR)
    now, asked = today(visit.clock), request.args.get("year", "")
    year = int(asked) if asked.isdecimal() and 2000 <= int(asked) <= 2100 else now.year
    unit = request.args.get("unit", "")[:50]
    try:
        calendar = calendar_of_unit(visit.session, unit)
    except NotFound:
        unit, calendar = "", calendar_of_unit(visit.session)
    week = calendar.week_on(max(now, date(year, 1, 1)) if year >= now.year else date(year, 12, 31))
    return show(
        "admin/calendar.html", state, unit=unit, year=year, units=chosen_units(visit), sentence=sentence,
        week=[(name, written(hours)) for name, hours in zip(WEEKDAYS, week.days, strict=True)], week_basis=week.basis,
        days=[(each, written(each.hours)) for each in calendar.exceptions if each.on.year == year], kinds=KINDS,
        weekdays=WEEKDAYS, typed=request.form or request.args, day=now, day_words=day_words,
    )  # fmt: skip


def _change(visit: Visit) -> tuple[str, Change]:
    day = day_said("day_on")
    if day is None:
        raise DayNotReadable(day="")
    hours: tuple[object, ...] = tuple(said("hours").replace(";", " ").split())
    if said("kind") == "week":
        hours = tuple(said(f"hours.{number}").replace(";", " ").split() for number in range(7))
    decided_on = day_said("decided_on") or today(visit.clock)
    return said("unit"), Change(day, said("kind"), said("name"), said("basis"), decided_on, hours)


def look_ahead(visit: Visit) -> Response:
    """What the decision would do: every dossier whose date would move, before and after; nothing is changed."""
    try:
        unit, change = _change(visit)
        ahead = preview(visit.session, visit.clock, visit.officer, unit, change)
    except Problem as problem:
        return _page(visit, problem.sentence(language()), state_of(problem))
    gain = [shift for shift in ahead.shifts if shift.is_in_favour]
    loss = [shift for shift in ahead.shifts if not shift.is_in_favour]
    return show(
        "admin/calendar_ahead.html", unit=unit, change=change, kinds=KINDS, gain=gain, loss=loss, seen=ahead.digest,
        typed=request.form,
    )  # fmt: skip


def decide_day(visit: Visit) -> str:
    """Put it into force, as it was seen."""
    unit, change = _change(visit)
    decide(visit.session, visit.clock, visit.officer, unit, change, said("seen"), said("reference"))
    return f"/admin/calendar?unit={unit}&year={change.day_on.year}#day-{change.day_on}"


def refuse_day(visit: Visit, problem: Problem) -> Response:
    """The form again, with why not: most often the list has changed since it was seen."""
    return _page(visit, problem.sentence(language()), state_of(problem))
