"""The report of a period: the form agencies hand in, the indicators beside it, and the dossiers behind each number."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from flask import Response, request

from cases.editions import pack_in_force
from cases.queries.period import CELLS, Period, PeriodLine, Told, period, period_dossiers, satisfaction, share
from cases.queries.supervision import overseen
from cases.queries.waiting import wait_between
from cases.reuse import shares, total
from cases.rulepacks import packs
from cases.targets import Targets
from ground.clock import today
from web.board.days import day_asked, usual_periods
from web.visit import House, Visit, show

PAGE = 100
# The columns of Form II.06a/VPCP/KSTT with their numbers there, and the two parts of them that are told apart.
COLUMNS = {
    "received": "(3) Received in all", "online": "(4) online", "direct": "(5) at the counter or by post",
    "carried": "(6) carried over", "solved": "(7) Solved in all", "early": "(8) early", "on_time": "(9) on time",
    "late": "(10) late", "open": "(11) Being handled in all", "in_time": "(12) in time", "open_late": "(13) late",
    "unsolved": "of these: refused or stopped", "waiting": "of (12): waiting for supplement",
}  # fmt: skip
OUTCOMES = {
    "early": "Early", "on_time": "On time", "late": "Late", "in_time": "Open, in time", "open_late": "Open, late",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure of the plans: its value (None: nothing to count), in which unit, what is asked for, how it is found
    and the page that tells more.
    """

    name: str
    value: float | None
    unit: str
    target: str
    formula: str
    address: str


def routes(house: House) -> None:
    """`/board/period` and what lies behind its numbers."""
    house.page("/board/period", show_period)
    house.page("/board/period/dossiers", show_period_dossiers)


def show_period(visit: Visit) -> Response:
    """The form and the indicators of the days asked for; this month when none are."""
    found = period_asked(visit)
    return show(
        "board/period.html", period=found, columns=COLUMNS, link=address_of, usual=usual_periods(today(visit.clock)),
        indicators=tuple(indicators(visit, found)), asked_by=targets_of(visit, found).basis, place="period",
        days=days_of(found),
    )  # fmt: skip


def show_period_dossiers(visit: Visit) -> Response:
    """The dossiers one number counts, a hundred on a page."""
    asked = request.args.get("page", "")[:6]
    page = int(asked) if asked.isdecimal() and int(asked) > 0 else 1
    found, count = dossiers_asked(visit, page * PAGE)
    kept = {name: value for name, value in request.args.items() if name != "page"}
    return show(
        "board/period_dossiers.html", rows=found[(page - 1) * PAGE :], count=count, page=page,
        pages=-(-count // PAGE), kept=urlencode(kept), outcomes=OUTCOMES, place="period",
        column=COLUMNS.get(cell_asked(), "Came in"),
        period_address=f"/board/period?{urlencode({k: v for k, v in kept.items() if k in ('from', 'until')})}",
    )  # fmt: skip


def period_asked(visit: Visit) -> Period:
    """The report of the days in the address."""
    return period(visit.session, visit.clock, visit.officer, *span_asked(visit))


def span_asked(visit: Visit) -> tuple[date, date]:
    """From and until in the address, else this month so far."""
    on = today(visit.clock)
    return day_asked("from", on.replace(day=1)), day_asked("until", on)


def cell_asked() -> str:
    """The cell in the address; what is received where it names none."""
    cell = request.args.get("cell", "")
    return cell if cell in CELLS else "received"


def dossiers_asked(visit: Visit, most: int | None = None) -> tuple[tuple[Told, ...], int]:
    """What the page of a number shows, and how many there are; all of them for its sheet."""
    slug = request.args.get("procedure", "")
    return period_dossiers(visit.session, visit.clock, visit.officer, *span_asked(visit), cell_asked(), slug, most)


def days_of(found: Period) -> str:
    """The days of a report as its addresses name them."""
    return urlencode({"from": found.from_on.isoformat(), "until": found.until_on.isoformat()})


def address_of(found: Period, line: PeriodLine, cell: str) -> str:
    """The list behind a number."""
    named = {"procedure": line.slug} if line.slug else {}
    return f"/board/period/dossiers?{days_of(found)}&{urlencode({'cell': cell, **named})}"


def targets_of(visit: Visit, found: Period) -> Targets:
    """What was asked for at the end of these days; the oldest known for days before."""
    return pack_in_force(visit.session, max(found.until_on, packs()[0].valid_from)).targets


def indicators(visit: Visit, found: Period) -> Iterator[Indicator]:
    """What the Prime Minister's decisions 468/2021 and 766/2022 measure of it, each with its formula."""
    session, clock, officer, days = visit.session, visit.clock, visit.officer, (found.from_on, found.until_on)
    asked_for = targets_of(visit, found)
    yield Indicator("Solved in time", found.in_time, "%", "", "(8 + 9) / 7", "")
    yield Indicator("Received online", found.online, "%", f"≥ {asked_for.online} %", "(4) / (4 + 5)", "")
    waits = wait_between(session, clock, officer, *days)
    yield Indicator(
        "Mean wait at the counter", waits.wait if waits.tickets > waits.left else None, "minutes",
        f"≤ {asked_for.wait}", "from ticket to call, called tickets", "/board/waiting",
    )  # fmt: skip
    papers = total(shares(session, overseen(session, clock, officer), *days))
    yield Indicator(
        "Papers not asked again", papers.percent, "%", f"≥ {asked_for.reused} %",
        "found here already / (found here already + asked for)", f"/board/reuse?{days_of(found)}",
    )  # fmt: skip
    happy, asked = satisfaction(session, clock, officer, *days)
    yield Indicator(
        "Satisfied applicants", share(happy, asked), "%", f"≥ {asked_for.satisfied} %",
        "satisfied or very satisfied / answers", "",
    )  # fmt: skip
