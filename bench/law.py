"""The law's arithmetic: due dates and judgements of late, a million of them on one core, beside a plain addition."""

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bench.page import Line
from cases.calendars import calendar_named
from cases.deadlines import Life, Stop, due_after, due_at, due_state, parse_term

OFFICE = calendar_named()
TERMS = tuple(parse_term(text) for text in ("10wd", "8wh", "60cd", "3mo", "sameday", "20wd+7wd"))
BEGINNING = datetime(2020, 1, 6, tzinfo=UTC)
MINUTES = 11 * 365 * 24 * 60


def moments(count: int) -> list[datetime]:
    """Instants of eleven years, the same in every run."""
    chance = random.Random(5)
    return [BEGINNING + timedelta(minutes=chance.randrange(MINUTES)) for _ in range(count)]


def due_dates(starts: list[datetime]) -> None:
    """A due date for each, the terms taken in turn."""
    for number, start in enumerate(starts):
        due_at(OFFICE, TERMS[number % len(TERMS)], start)


def suspended(starts: list[datetime]) -> None:
    """A due date for each, of a term that was suspended once."""
    for start in starts:
        stop = Stop("suspend", start + timedelta(days=1), start + timedelta(days=4))
        due_after(OFFICE, TERMS[0], start, (stop,))


def judgements(starts: list[datetime]) -> None:
    """Where each open dossier stands a week after it began."""
    for start in starts:
        life = Life(accepted_at=start, clock_at=start, due_at=start + timedelta(days=14))
        due_state(OFFICE, life, start + timedelta(days=7))


def plain(starts: list[datetime]) -> None:
    """The floor: what the additions alone cost."""
    for start in starts:
        start + timedelta(days=10)


def seconds_a_million(work: Callable[[list[datetime]], None], starts: list[datetime]) -> float:
    """Processor seconds of one core for a million, measured over all of them at once."""
    started = time.process_time()
    work(starts)
    return (time.process_time() - started) * 1_000_000 / len(starts)


def run(full: bool) -> list[Line]:
    """Seconds a million computations take, and the bare additions beside them."""
    starts = moments(1_000_000 if full else 50_000)
    floor = seconds_a_million(plain, starts)
    dates = seconds_a_million(due_dates, starts)
    return [
        Line("1,000,000 plain additions of days", floor, "s"),
        Line("1,000,000 due dates, six kinds of terms in turn", dates, "s", "<= 20"),
        Line("1,000,000 due dates with a suspension", seconds_a_million(suspended, starts), "s"),
        Line("1,000,000 judgements of early, on time, late", seconds_a_million(judgements, starts), "s"),
    ]
