"""Ticks come again and again, never two of one kind at a time, whatever fails, overruns or happens to the clock."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from apscheduler.schedulers.background import BackgroundScheduler

from app.ticks import BATCHES, Tick, run_tick, schedule, tick_on
from ground.clock import SystemClock
from ground.errors import DatabaseBusy

CLOCK = SystemClock()


@pytest.fixture
def stopping() -> threading.Event:
    return threading.Event()


@pytest.fixture
def start(stopping: threading.Event) -> Iterator[Callable[[Tick], BackgroundScheduler]]:
    """Starts a scheduler with one tick; it is stopped at the end."""
    started: list[BackgroundScheduler] = []

    def begin(tick: Tick) -> BackgroundScheduler:
        started.append(schedule((tick,), stopping, CLOCK))
        started[-1].start()
        return started[-1]

    yield begin
    stopping.set()
    for scheduler in started:
        scheduler.shutdown(wait=True)


def test_full_batches_are_worked_off_at_once(stopping: threading.Event) -> None:
    due = [3] * 5 + [1]
    assert run_tick(Tick("jobs", 1, 3, lambda: due.pop(0)), stopping) == 16


def test_a_tick_is_bounded_however_much_is_due(stopping: threading.Event) -> None:
    assert run_tick(Tick("jobs", 1, 3, lambda: 3), stopping) == 3 * BATCHES


def test_a_tick_starts_no_batch_once_the_worker_is_asked_to_stop(stopping: threading.Event) -> None:
    def work() -> int:
        stopping.set()
        return 3

    assert run_tick(Tick("jobs", 1, 3, work), stopping) == 3


def test_a_busy_database_ends_this_tick_and_not_the_next(start: Callable[[Tick], BackgroundScheduler]) -> None:
    calls: list[int] = []

    def work() -> int:
        calls.append(1)
        raise DatabaseBusy

    start(Tick("jobs", 0.05, 1, work))
    assert _soon(lambda: len(calls) >= 3)


def test_a_slow_tick_never_runs_beside_itself(start: Callable[[Tick], BackgroundScheduler]) -> None:
    inside: list[int] = []
    most: list[int] = []

    def work() -> int:
        inside.append(1)
        most.append(len(inside))
        time.sleep(0.1)
        inside.pop()
        return 0

    start(Tick("jobs", 0.02, 1, work))
    assert _soon(lambda: len(most) >= 4)
    assert max(most) == 1


def test_a_clock_set_back_does_not_stop_the_ticks(start: Callable[[Tick], BackgroundScheduler]) -> None:
    calls: list[int] = []

    def work() -> int:
        calls.append(1)
        return 0

    scheduler = start(Tick("jobs", 0.05, 1, work))
    assert _soon(lambda: len(calls) >= 1)
    # What the scheduler sees after the machine's clock went back a day: its next run is tomorrow.
    for job in scheduler.get_jobs():
        job.modify(next_run_time=CLOCK.now() + timedelta(days=1))
    before = len(calls)
    tick_on(scheduler, CLOCK)
    assert _soon(lambda: len(calls) >= before + 3)


def _soon(happened: Callable[[], bool], seconds: float = 10) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if happened():
            return True
        time.sleep(0.01)
    return False
