"""The worker: APScheduler calls four ticks. What is due lies in the tables, so any number of workers may run."""

import logging
import signal
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from app.factory import open_desk
from app.settings import Settings
from app.tools import open_tools
from cases.desk import Desk
from cases.escalation import check_terms
from cases.follow import follow
from cases.operations import operations
from engine.jobs import Operation, run_jobs
from engine.journal import seal
from engine.timers import fire_due
from ground.clock import SystemClock
from ground.errors import Unavailable

log = logging.getLogger("motcua.worker")
BATCHES = 20
WATCH_SECONDS = 5.0
LEAP = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Tick:
    """One thing to do again and again: `work` does a bounded batch and says how much of `full` it found."""

    name: str
    seconds: int
    full: int
    work: Callable[[], int]


def work(settings: Settings) -> None:
    """Tick until SIGTERM or SIGINT; then finish what is under way and give the other leases back."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    # A tick that takes longer than its interval is no news: the next one catches up.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    desk = open_desk(settings)
    scheduler = schedule(ticks(desk, operations(open_tools(settings, desk)), stopping), stopping)
    scheduler.start()
    _watch(scheduler, stopping)
    scheduler.shutdown(wait=True)
    desk.database.dispose()


def ticks(desk: Desk, known: Mapping[str, Operation], stopping: threading.Event) -> tuple[Tick, ...]:
    """Timers, jobs, step terms, and the seal of the journal."""
    database, clock = desk.database, desk.clock
    return (
        Tick("timers", 1, 100, lambda: fire_due(database, clock, follow, 100)),
        Tick("jobs", 1, 20, lambda: run_jobs(database, clock, known, follow, 20, stopping.is_set)),
        Tick("terms", 5, 200, lambda: check_terms(database, clock, 200)),
        Tick("seals", 60, 5000, lambda: seal(database, clock, 5000)),
    )


def schedule(all_ticks: tuple[Tick, ...], stopping: threading.Event) -> BackgroundScheduler:
    """A scheduler, not yet started, that calls each tick at its interval, never twice at once, however late."""
    scheduler = BackgroundScheduler(
        executors={"default": ThreadPoolExecutor(len(all_ticks))},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        timezone="UTC",
    )
    for tick in all_ticks:
        scheduler.add_job(run_tick, "interval", (tick, stopping), seconds=tick.seconds, id=tick.name)
        scheduler.modify_job(tick.name, next_run_time=SystemClock().now())
    return scheduler


def run_tick(tick: Tick, stopping: threading.Event) -> int:
    """Work batch after batch until one is not full; how much was done. What fails now is tried at the next tick."""
    done = 0
    try:
        for _ in range(BATCHES):
            if stopping.is_set():
                break
            batch = tick.work()
            done += batch
            if batch < tick.full:
                break
    except Unavailable as problem:
        log.warning("%s: %s", tick.name, problem)
    return done


def _watch(scheduler: Any, stopping: threading.Event) -> None:
    """Wait for the end. A machine's clock set back would leave the scheduler waiting for a time that has been."""
    expected = SystemClock().now()
    while not stopping.wait(WATCH_SECONDS):
        expected += timedelta(seconds=WATCH_SECONDS)
        now = SystemClock().now()
        if now < expected - LEAP:
            log.warning("the machine's clock went back to %s: ticking on from there", now)
            for job in scheduler.get_jobs():
                job.modify(next_run_time=now)
        expected = now
