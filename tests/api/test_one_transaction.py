"""A completion is one transaction of few statements."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event

from cases.follow import follow
from cases.scenarios.workshop import workshop
from engine.jobs import run_jobs
from ground.clock import FixedClock
from tests.api.conftest import Caller

MOST_STATEMENTS = 12


@contextmanager
def counted(database: Engine) -> Iterator[list[str]]:
    """Every statement sent to the database meanwhile."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(" ".join(statement.split()))

    event.listen(database, "before_cursor_execute", note)
    yield sent
    event.remove(database, "before_cursor_execute", note)


def test_a_completion_needs_few_statements(
    database: Engine, clock: FixedClock, office: Flask, binh: Caller, log_in: Callable[[str], Caller]
) -> None:
    dung = log_in("dung")
    for _ in range(2):  # the first one also fills what a process reads once
        code = binh.receive().get_json()["code"]
        binh.complete(binh.first_task(code), {"outcome": "accepted"})
        with workshop() as operations:
            run_jobs(database, clock, operations, follow)
        task = dung.first_task(code)
        with counted(database) as sent:
            done = dung.complete(task, {"nguoi_thu_ly": "chi"}, Idempotency_Key=task["task_id"])
            assert done.status_code == 200, done.get_json()
    assert len([line for line in sent if not line.startswith("BEGIN")]) <= MOST_STATEMENTS, "\n".join(sent)
