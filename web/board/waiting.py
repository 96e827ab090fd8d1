"""Waiting and service at the counter over time: a picture and its tables."""

from flask import Response, request

from cases.queries.waiting import PERIODS, Waiting, waiting
from web.visit import House, Visit, show


def routes(house: House) -> None:
    """`/board/waiting`."""
    house.page("/board/waiting", show_waiting)


def show_waiting(visit: Visit) -> Response:
    """Minutes waited and served, by day and by procedure."""
    found, days = waits_asked(visit), period()
    longest = max((max(day.wait, day.serving) for day in found.days), default=0)
    return show(
        "board/waiting.html", found=found, period=days, periods=PERIODS, longest=longest, place="waiting",
    )  # fmt: skip


def period() -> int:
    """The days that were asked for; a month when nothing sensible was."""
    asked = request.args.get("days", "")
    return int(asked) if asked in {str(days) for days in PERIODS} else PERIODS[1]


def waits_asked(visit: Visit) -> Waiting:
    """What the page and its sheet show."""
    return waiting(visit.session, visit.clock, visit.officer, period())
