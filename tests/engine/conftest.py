"""A hall where every act is a transaction of its own and every graph is built afresh, as on another machine."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, TypeVar

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from engine import commands, journal
from engine.changes import Changes
from engine.definitions import forget_graphs
from engine.jobs import Operation, run_jobs
from engine.model import Known
from engine.queries import variables_of
from engine.tables import Definition, Incident, Instance, Job, Task, Timer
from engine.timers import fire_due
from ground.clock import Clock, FixedClock
from ground.database import reading, transaction
from tests.engine.drawing import Drawing

Answer = TypeVar("Answer")
BY = "chi"


class Hall:
    """The engine on one database with a clock that stands still."""

    def __init__(self, database: Engine, clock: FixedClock) -> None:
        self.database = database
        self.clock = clock
        self.operations: dict[str, Operation] = {}
        self.followed: list[Changes] = []

    def act(self, deed: Callable[[Session], Answer]) -> Answer:
        """One transaction, as a machine that has just started would do it."""
        forget_graphs()
        with transaction(self.database) as session:
            return deed(session)

    def deploy(self, drawing: Drawing, *others: Drawing) -> Definition:
        files = drawing.bundle()
        for other in others:
            files |= other.bundle()
        return self.act(lambda s: commands.deploy(s, self.clock, files, Known(), "lam", activate=True))

    def deploy_files(self, files: dict[str, bytes]) -> Definition:
        return self.act(lambda s: commands.deploy(s, self.clock, files, Known(), "lam", activate=True))

    def migrate(self, instance_id: str, definition_id: str) -> Changes:
        return self.act(lambda s: commands.migrate(s, self.clock, instance_id, definition_id, None, BY, "mới"))

    def start(self, key: str, business_key: str = "HS-1", **variables: Any) -> str:
        changes = self.act(lambda s: commands.start(s, self.clock, key, variables, business_key, "binh"))
        return changes.instance.id

    def tasks(self, instance_id: str | None = None) -> list[Task]:
        """The tasks somebody has to do, in the order they opened."""
        query = select(Task).where(Task.state.in_(("open", "claimed"))).order_by(Task.opened_at, Task.element)
        if instance_id is not None:
            query = query.where(Task.instance_id == instance_id)
        with reading(self.database) as session:
            return list(session.scalars(query))

    def open(self, instance_id: str | None = None) -> list[str]:
        """The elements of the open tasks."""
        return [task.element for task in self.tasks(instance_id)]

    def complete(self, element: str, by: str = BY, **outputs: Any) -> Changes:
        return self.finish(next(task for task in self.tasks() if task.element == element), by, **outputs)

    def finish(self, task: Task, by: str = BY, **outputs: Any) -> Changes:
        return self.act(lambda s: commands.complete(s, self.clock, task.id, task.version, outputs, by))

    def deliver(self, message: str, correlation: str, key: str, **variables: Any) -> Changes | None:
        ttl = timedelta(days=1)
        return self.act(lambda s: commands.deliver(s, self.clock, message, correlation, variables, key, ttl, "binh"))

    def follow(self, session: Session, clock: Clock, changes: Changes) -> None:
        self.followed.append(changes)

    def work(self) -> int:
        forget_graphs()
        return run_jobs(self.database, self.clock, self.operations, self.follow)

    def ring(self) -> int:
        """Fire the timers that are due."""
        forget_graphs()
        return fire_due(self.database, self.clock, self.follow)

    def instance(self, instance_id: str) -> Instance:
        with reading(self.database) as session:
            return session.get_one(Instance, instance_id)

    def rows(self, table: type[Answer], **where: Any) -> list[Answer]:
        """Every row of a table whose columns have these values."""
        with reading(self.database) as session:
            return list(session.scalars(select(table).filter_by(**where)))

    def variables(self, instance_id: str) -> dict[str, Any]:
        with reading(self.database) as session:
            return variables_of(session, self.clock, instance_id)

    def jobs(self, **where: Any) -> list[Job]:
        return self.rows(Job, **where)

    def timers(self, **where: Any) -> list[Timer]:
        return self.rows(Timer, **where)

    def incidents(self) -> list[Incident]:
        with reading(self.database) as session:
            return list(session.scalars(select(Incident).where(Incident.solved_at.is_(None))))

    def story(self, instance_id: str) -> list[str]:
        """The names of what happened, in order."""
        with reading(self.database) as session:
            assert journal.verify(session) == []
            return [entry.name for entry in journal.entries(session, instance_id)]


@pytest.fixture
def hall(database: Engine, clock: FixedClock) -> Hall:
    return Hall(database, clock)


def only(rows: Mapping[str, Answer] | list[Answer]) -> Answer:
    """The single one of a collection."""
    (one,) = rows.values() if isinstance(rows, Mapping) else rows
    return one
