"""An act is whole or it has not been: whatever statement fails, nothing half-done stays, and the next try works."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import OperationalError

from engine.jobs import run_jobs
from engine.tables import Entry, Job, Task, Timer
from ground.errors import DiskFull, Problem
from tests.engine.conftest import Hall
from tests.engine.drawing import Drawing


def busy() -> Drawing:
    drawing = (
        Drawing("ban_ron").start().user("kiem_tra").parallel("tach").user("tham_dinh").service("in_phieu", "print")
    )
    drawing.timer("cho", "PT1H", "timeDuration").parallel("gop").end()
    drawing.line("bat_dau", "kiem_tra", "tach", "tham_dinh", "gop", "ket_thuc")
    return drawing.line("tach", "in_phieu", "gop").line("tach", "cho", "gop")


class Breaker:
    """Makes the k-th statement of a transaction fail as a full disk does."""

    def __init__(self, database: Engine, k: int) -> None:
        self.database = database
        self.left = k

    def __call__(self, connection: Connection, cursor: object, statement: str, *rest: object) -> None:
        self.left -= 1
        if self.left == 0:
            raise OperationalError(statement, {}, Exception("database or disk is full"))

    def __enter__(self) -> "Breaker":
        event.listen(self.database, "before_cursor_execute", self)
        return self

    def __exit__(self, *_: object) -> None:
        event.remove(self.database, "before_cursor_execute", self)


def picture(hall: Hall) -> list[object]:
    """Everything stored that an act could change."""
    tasks = [(task.element, task.state, task.version) for task in hall.rows(Task)]
    counts = [len(hall.rows(table)) for table in (Job, Timer, Entry)]
    return [sorted(tasks), counts]


def test_whatever_statement_fails_the_act_leaves_nothing_and_can_be_repeated(hall: Hall) -> None:
    hall.deploy(busy())
    instance = hall.start("ban_ron")
    task = hall.tasks(instance)[0]
    before = picture(hall)
    for k in range(1, 200):
        with Breaker(hall.database, k) as breaker:
            is_done = True
            try:
                hall.finish(task)
            except DiskFull:
                is_done = False
        assert is_done == (breaker.left > 0)
        if is_done:
            break
        assert picture(hall) == before
    assert 5 < k < 60
    assert sorted(hall.open(instance)) == ["tham_dinh"]
    assert hall.story(instance).count("task_completed") == 1


def test_an_act_commits_once(hall: Hall) -> None:
    hall.deploy(busy())
    task = hall.tasks(hall.start("ban_ron"))[0]
    commits: list[object] = []
    count = commits.append
    event.listen(hall.database, "commit", count)
    hall.finish(task)
    event.remove(hall.database, "commit", count)
    assert len(commits) == 1


def test_a_failed_follow_up_rolls_the_whole_act_back(hall: Hall) -> None:
    hall.deploy(busy())
    task = hall.tasks(hall.start("ban_ron"))[0]
    hall.finish(task)
    before = picture(hall)

    def follow(*_: object) -> None:
        raise RuntimeError("the floor above could not follow")

    run_jobs(hall.database, hall.clock, {"print": lambda call: {}}, follow)
    after = picture(hall)
    assert after[0] == before[0]
    assert [job.state for job in hall.jobs()] == ["waiting"]


@pytest.mark.parametrize("workers", [2, 50])
def test_of_many_officers_completing_one_task_exactly_one_wins(hall: Hall, workers: int) -> None:
    hall.deploy(busy())
    instance = hall.start("ban_ron")
    task = hall.tasks(instance)[0]
    gate = Barrier(workers)

    def attempt(number: int) -> str:
        gate.wait()
        try:
            hall.finish(task, by=f"officer{number}")
        except Problem as refusal:
            return refusal.code
        return "done"

    with ThreadPoolExecutor(workers) as officers:
        answers = list(officers.map(attempt, range(workers)))
    assert answers.count("done") == 1
    assert set(answers) <= {"done", "task_already_completed"}
    assert hall.story(instance).count("task_completed") == 1
