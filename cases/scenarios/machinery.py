"""The machine work of a story, done in one of three ways; whatever the way, the story must end the same."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, func, select, update

from engine.definitions import forget_graphs
from engine.jobs import Again, Call, Operation, run_jobs
from engine.tables import Job
from engine.timers import Follow, fire_due
from ground.clock import FixedClock
from ground.database import reading, transaction

# straight: everything works. reloaded: what the machine remembers is thrown away before each act. killed: the worker
# dies between the commit that asked for a piece of work and the work, and again after the work and before it can say
# so; another one that remembers nothing goes on, and every job is done twice under one key.
STRAIGHT, RELOADED, KILLED = "straight", "reloaded", "killed"
WAYS = (STRAIGHT, RELOADED, KILLED)
MOST_ROUNDS = 200


class _Killed(BaseException):
    """The worker's process is gone: nothing of ours may catch it."""


class Machinery:
    """Runs jobs and timers until nothing is due, in its way."""

    def __init__(self, operations: Mapping[str, Operation], way: str) -> None:
        self.way = way
        self.operations = {name: self._wrapped(name, operation) for name, operation in operations.items()}
        self._begun: set[str] = set()
        self._done: set[str] = set()
        self._failing: set[str] = set()

    def _wrapped(self, name: str, operation: Operation) -> Operation:
        def run(call: Call) -> Mapping[str, Any]:
            self._kill_once(self._begun, call.key)
            if name in self._failing:
                self._failing.remove(name)
                raise Again(f"{name} is made to fail once")
            outputs = operation(call)
            self._kill_once(self._done, call.key)
            return outputs

        return run

    def _kill_once(self, before: set[str], key: str) -> None:
        if self.way == KILLED and key not in before:
            before.add(key)
            raise _Killed

    @contextmanager
    def failing(self, name: str) -> Iterator[None]:
        """Let an operation fail once while the block runs."""
        if name:
            self._failing.add(name)
        try:
            yield
        finally:
            self._failing.discard(name)

    def forget(self) -> None:
        """Throw away what this process remembers of drawings, as a new one would begin."""
        if self.way == RELOADED:
            forget_graphs()

    def settle(self, database: Engine, clock: FixedClock, follow: Follow) -> None:
        """Fire what is due and run every job, also those that are to be tried again a little later."""
        for _ in range(MOST_ROUNDS):
            if fire_due(database, clock, follow) + self._run(database, clock, follow) == 0:
                later = _next_job(database)
                if later is None:
                    return
                clock.move_to(max(later, clock.now()))

    def _run(self, database: Engine, clock: FixedClock, follow: Follow) -> int:
        try:
            return run_jobs(database, clock, self.operations, follow)
        except _Killed:
            forget_graphs()
            _let_leases_end(database, clock)
            return 1


def _let_leases_end(database: Engine, clock: FixedClock) -> None:
    """As if the minute of a lease had passed, but for the story, whose hour it is not to change."""
    with transaction(database) as session:
        session.execute(update(Job).where(Job.state == "running").values(due_at=clock.now()))


def _next_job(database: Engine) -> datetime | None:
    with reading(database) as session:
        return session.scalar(select(func.min(Job.due_at)).where(Job.state.in_(("waiting", "running")), ~Job.held))
