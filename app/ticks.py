"""The scheduler: APScheduler calls each tick at its interval. What is due lies in the tables; a tick has no memory."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from ground.clock import Clock
from ground.errors import Unavailable

log = logging.getLogger("motcua.worker")
BATCHES = 20
WATCH_SECONDS = 5.0
LEAP = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Tick:
    """One thing to do again and again: `work` does a bounded batch and says how much of `full` it found."""

    name: str
    seconds: float
    full: int
    work: Callable[[], int]


def schedule(ticks: tuple[Tick, ...], stopping: threading.Event, clock: Clock) -> BackgroundScheduler:
    """A scheduler, not yet started, that calls each tick at once and then at its interval, never twice at a time."""
    scheduler = BackgroundScheduler(
        executors={"default": ThreadPoolExecutor(len(ticks))},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        timezone="UTC",
    )
    for tick in ticks:
        scheduler.add_job(
            run_tick, "interval", (tick, stopping), seconds=tick.seconds, id=tick.name, next_run_time=clock.now()
        )
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


def watch(scheduler: BackgroundScheduler, stopping: threading.Event, clock: Clock) -> None:
    """Wait for the end. A machine's clock set back would leave the scheduler waiting for a time that has been."""
    expected = clock.now()
    while not stopping.wait(WATCH_SECONDS):
        expected += timedelta(seconds=WATCH_SECONDS)
        now = clock.now()
        if now < expected - LEAP:
            log.warning("the machine's clock went back to %s: ticking on from there", now)
            tick_on(scheduler, clock)
        expected = now


def tick_on(scheduler: BackgroundScheduler, clock: Clock) -> None:
    """Make every tick due now."""
    for job in scheduler.get_jobs():
        job.modify(next_run_time=clock.now())
