"""`motcua calendar`: the working time of the office, and what a decision about it would move."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from datetime import date

from app.migrations import require_current
from app.settings import Settings
from cases.calendar import Calendar
from cases.calendars import Change
from cases.calendars.pages import written
from cases.deadlines import day_of
from cases.shifts import Shift
from cases.worktime import calendar_of_unit, look_ahead, put_into_force
from ground.clock import VIETNAM, SystemClock, today
from ground.database import open_database, reading, transaction

HELP = """Show the working time of a unit, or decide about a day: seen with every date it would move, then applied.

    motcua calendar show --unit G09.20 --year 2026             the week and the days that are not like their weekday
    motcua calendar show --year 2026 --known 2026-01-15        … as they were known on a day
    motcua calendar decide 2026-11-24 --kind holiday --name "Ngày Văn hóa Việt Nam" --basis "Nghị quyết …"
    motcua calendar decide …the same… --apply 3f0c…            apply the list that was shown
    motcua calendar decide …the same… --apply 3f0c… --decision "QĐ 12/QĐ-BNV"   later dates move too, by this decision
    motcua calendar decide 2026-10-01 --kind week --hours "07:30-11:30 13:30-17:00" … seven times, "off" for a day off

Without --decision only dates that come earlier move; the others stay as they were promised, and new dossiers are
counted by the new calendar. Kinds: holiday, substitute, swap_off, swap_work, closure, usual (take a day back), week.
Exit code 1 when dates would move and the list was not applied.
"""
UNSEEN = None


def arguments(parser: ArgumentParser) -> None:
    """What to show or decide."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    shown = acts.add_parser("show", help="the working time of a unit")
    shown.add_argument("--unit", default="", metavar="CODE", help="a unit (default: the whole house)")
    shown.add_argument("--year", type=int, metavar="YEAR", help="only the days of this year")
    shown.add_argument("--known", type=date.fromisoformat, metavar="DAY", help="as it was known on this day")
    decided = acts.add_parser("decide", help="a day off, a swapped day, other hours")
    decided.add_argument("day", type=date.fromisoformat, metavar="DAY", help="2026-11-24")
    for name in ("kind", "name", "basis"):
        decided.add_argument(f"--{name}", required=True)
    decided.add_argument("--unit", default="", metavar="CODE", help="this unit and all below it (default: everywhere)")
    decided.add_argument("--hours", action="append", default=[], help="spans worked; seven times for a week")
    decided.add_argument("--decided", type=date.fromisoformat, metavar="DAY", help="when it was made known (today)")
    decided.add_argument("--apply", nargs="?", const="", default=UNSEEN, metavar="LIST", help="the list that was seen")
    decided.add_argument("--decision", default="", metavar="NAME", help="by which dates that come later move too")
    decided.add_argument("--by", default="motcua", metavar="LOG-IN", help="who decides, for the journal")


def run(settings: Settings, given: Namespace) -> int:
    """Show, or decide."""
    return _show(settings, given) if given.act == "show" else _decide(settings, given)


def _show(settings: Settings, given: Namespace) -> int:
    database = open_database(settings.database)
    require_current(database)
    with reading(database) as session:
        calendar = calendar_of_unit(session, given.unit)
    print("\n".join(_lines(calendar.as_known_on(given.known) if given.known else calendar, given.year)))
    return 0


def _lines(calendar: Calendar, year: int | None) -> Iterable[str]:
    for week in calendar.weeks:
        days = (" ".join(written(hours)) or "off" for hours in week.days)
        yield f"{week.valid_from} week        {' | '.join(days)}  {week.basis}".rstrip()
    for each in calendar.exceptions:
        if year in (None, each.on.year):
            yield f"{each.on} {each.kind:11} {' '.join(written(each.hours)) or 'off'}  {each.name} ({each.basis})"


def _decide(settings: Settings, given: Namespace) -> int:
    database, clock = open_database(settings.database), SystemClock(settings.shift)
    require_current(database)
    change = _change(given, today(clock))
    if given.apply is UNSEEN:
        with reading(database) as session:
            ahead = look_ahead(session, given.unit, change)
        _tell(ahead.shifts)
        print(f"--apply {ahead.digest}".rstrip(), file=sys.stderr)
        return 1 if ahead.shifts else 0
    with transaction(database) as session:
        decided = put_into_force(session, clock, given.by, given.unit, change, given.apply, given.decision)
    print(f"Đã đổi {len(decided.moved)} ngày hẹn trả, giữ nguyên {len(decided.stayed)}.")
    print(f"{len(decided.moved)} dates moved, {len(decided.stayed)} stay as promised.")
    _tell((*decided.moved, *decided.stayed))
    return 0


def _change(given: Namespace, now: date) -> Change:
    days = [[] if spans == "off" else spans.split() for spans in given.hours]
    hours = tuple(days) if given.kind == "week" else tuple(span for spans in days for span in spans)
    return Change(given.day, given.kind, given.name, given.basis, given.decided or now, hours)


def _tell(shifts: Iterable[Shift]) -> None:
    for shift in shifts:
        mark = "-" if shift.is_in_favour else "+"
        before, after = (at.astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y") for at in (shift.before, shift.after))
        days = abs((day_of(shift.after) - day_of(shift.before)).days)
        print(f"{shift.code}  {before} → {after}  {mark}{days}")
