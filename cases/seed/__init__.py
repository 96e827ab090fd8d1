"""An invented office to look at: two months of its work, done with the commands the doors call, journal included."""

from datetime import datetime, timedelta
from random import Random

from sqlalchemy import Engine

from cases.calendars import calendar_named
from cases.desk import Shelf
from cases.seed.days import Days
from cases.seed.many import multiply, settle
from cases.seed.office import cast, found_office, is_empty, password
from cases.seed.paper import PaperMill, redraw_drafts
from ground.clock import Clock, FixedClock
from ground.database import transaction

__all__ = ["CAST", "PASSWORD", "is_empty", "multiply", "seed", "settle"]

CAST = cast()
PASSWORD = password()
SPAN = timedelta(days=60)
LATELY = timedelta(days=12)
FIRST = 20260825


def seed(database: Engine, clock: Clock, vault: Shelf, dossiers: int = 300) -> None:
    """Fill a database with the office, unless it is there, and so many dossiers, received over the last two months.

    The procedures must be in force. The same number of dossiers at the same hour gives the same stories.
    """
    with transaction(database) as session:
        if is_empty(session):
            found_office(session)
    if dossiers <= 0:
        return
    now = clock.now()
    chance = Random(FIRST)  # noqa: S311 - invents stories, guards nothing
    mill = PaperMill(vault, now, SPAN)
    days = Days(database, FixedClock(now - SPAN), mill, chance)
    for at in _arrivals(chance, now, dossiers):
        days.plan(at, "receive")
    days.play(now)
    with transaction(database) as session:
        redraw_drafts(session, clock)


def _arrivals(chance: Random, now: datetime, count: int) -> list[datetime]:
    """When dossiers come in, in working hours; every second one lately, so that there is something to do."""
    calendar = calendar_named()
    spans = [(now - SPAN, SPAN), (now - LATELY, LATELY)]
    begins = [calendar.time_between(start, now) for start, _ in spans]
    return sorted(
        calendar.add_time(spans[number % 2][0], begins[number % 2] * chance.uniform(0.001, 0.999))
        for number in range(count)
    )
