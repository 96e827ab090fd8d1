"""How long dossiers take, and what came in week by week: a picture and its table."""

from flask import Response

from cases.queries.durations import durations, weeks
from web.visit import House, Visit, show


def routes(house: House) -> None:
    """`/board/times`."""
    house.page("/board/times", show_times)


def show_times(visit: Visit) -> Response:
    """Percentiles net and gross by procedure; received and finished by week."""
    by_procedure = durations(visit.session, visit.clock, visit.officer)
    by_week = weeks(visit.session, visit.clock, visit.officer)
    slowest = max((line.gross_slow for line in by_procedure), default=0)
    busiest = max((week.received for week in by_week), default=0)
    return show(
        "board/times.html", durations=by_procedure, weeks=by_week, slowest=slowest, busiest=busiest, place="times"
    )
