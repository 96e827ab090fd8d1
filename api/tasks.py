"""Steps in an officer's list: find, look, take, put back, complete."""

from typing import Any

from api.conditions import CONDITION, etag, version_seen
from api.door import Act, Answer, Door
from api.schemas import CompletedOut, OpenedOut, TaskMovedOut, TaskOut, TasksOut
from api.schemas_in import CompletionIn, Empty, TaskSearch
from cases import handling, queries

# Whoever decides without having looked has seen no draft: not even the one that is there.
UNSEEN = "-"


def routes(door: Door) -> None:
    """Everything under `/tasks`."""
    door.search("/tasks/search", search_tasks, TaskSearch, TasksOut)
    door.read("/tasks/<task_id>", get_task, TaskOut)
    door.act("/tasks/<task_id>/claim", claim_task, Empty, TaskMovedOut, **CONDITION)
    door.act("/tasks/<task_id>/release", release_task, Empty, TaskMovedOut, **CONDITION)
    door.act("/tasks/<task_id>/completion", complete_task, CompletionIn, CompletedOut, **CONDITION)


def search_tasks(act: Act, body: TaskSearch) -> Answer:
    """Open tasks of the caller's roles and units, the most urgent first."""
    if body.text.strip() or body.whose == "all":
        act.listed(body.text)
    page = queries.search_tasks(act.session, act.clock, act.officer, body.filters())
    return Answer(TasksOut.of(page))


def get_task(act: Act, task_id: str) -> Answer:
    """A task with its form. The ETag is its version: send it back as If-Match."""
    page = queries.task_page(act.session, act.clock, act.officer, task_id)
    if page.code:
        act.saw(page.code, is_his=page.may_complete)
    return Answer(TaskOut.of(page), headers={"ETag": etag(page.version)})


def claim_task(act: Act, body: Empty, task_id: str) -> Answer:
    """Take a task: it is yours until you complete or release it."""
    task = handling.claim(act.session, act.clock, act.officer, task_id, version_seen())
    return _moved(task)


def release_task(act: Act, body: Empty, task_id: str) -> Answer:
    """Put a task back into the list of its role."""
    task = handling.release(act.session, act.clock, act.officer, task_id, version_seen())
    return _moved(task)


def complete_task(act: Act, body: CompletionIn, task_id: str) -> Answer:
    """Complete a task with the answers of its form; the dossier moves on in the same transaction.

    Where that lets a result be signed, `seen` is the digest of the draft the caller looked at: any other is a conflict.
    """
    seen, version = body.seen or UNSEEN, version_seen()
    changes = handling.complete_step(act.session, act.clock, act.officer, task_id, version, body.answers, seen=seen)
    out = CompletedOut(
        task_id=task_id, state="completed", instance_id=changes.instance.id,
        opened=[OpenedOut.of_task(task) for task in changes.opened], ended=changes.ended or "",
    )  # fmt: skip
    return Answer(out)


def _moved(task: Any) -> Answer:
    out = TaskMovedOut(task_id=task.id, version=task.version, state=task.state, assignee=task.assignee or "")
    return Answer(out, headers={"ETag": etag(task.version)})
