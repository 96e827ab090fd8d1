"""Everything an instance stands at now, read off its tokens."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from SpiffWorkflow import Workflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.spiff.activities import ServiceStep, UserStep
from engine.spiff.events import Catch, ReceiveStep, due_of
from engine.spiff.gateways import Parallel
from engine.spiff.instance import Instance
from engine.spiff.node import visible
from engine.spiff.story import Wait
from engine.spiff.tree import in_order, is_live


def waits_of(instance: Instance) -> tuple[Wait, ...]:
    """The waits in tree order: branches as drawn, a called process where its call stands."""
    found = tuple(wait for task in tokens(instance) if (wait := _wait(task)) is not None)
    return found or tuple(_deadlock(task) for task in tokens(instance) if isinstance(task.task_spec, Parallel))


def tokens(instance: Instance) -> Iterator[Task]:
    """Every live token of the instance, in tree order."""
    pending: list[Iterator[Task]] = [in_order(instance)]
    while pending:
        task = next(pending[-1], None)
        if task is None:
            pending.pop()
        elif is_live(task):
            yield task
            inner: Workflow | None = instance.subprocesses.get(task.id)
            if inner is not None:
                pending.append(in_order(inner))


def kind_of(task: Task) -> str:
    """What this token waits for: the `kind` of its wait, or empty for a token that waits for other tokens."""
    spec, notes = task.task_spec, task.internal_data
    if "stalled" in notes:
        return "stalled"
    if isinstance(spec, UserStep | ServiceStep) and task.state == TaskState.READY:
        return "task" if isinstance(spec, UserStep) else "job"
    if isinstance(spec, Catch | ReceiveStep) and task.state == TaskState.WAITING:
        return next((kind for note, kind in _NOTES.items() if note in notes), "")
    return ""


def _wait(task: Task) -> Wait | None:
    kind = kind_of(task)
    return _build(task, kind, **_DETAILS[kind](task)) if kind else None


def _build(task: Task, kind: str, **details: Any) -> Wait:
    element = task.task_spec.element
    return Wait(
        kind=kind,
        token=task.id.hex,
        process=task.workflow.spec.process,
        element=element.id,
        name=element.name,
        lane=element.lane,
        properties=element.properties,
        **details,
    )


def _task(task: Task) -> dict[str, Any]:
    form = task.internal_data["form"]
    return {
        "form_id": task.task_spec.element.form_id,
        "assignee": form.get("assignee", ""),
        "candidate_groups": tuple(form.get("groups", ())),
        "priority": form.get("priority", 50),
        "due_at": datetime.fromisoformat(form["due_at"]) if "due_at" in form else None,
    }


def _job(task: Task) -> dict[str, Any]:
    # What a step of ours sends lies with the job; any other operation sees every variable.
    given = {"inputs": dict(visible(task)), "headers": task.task_spec.element.headers}
    return {**given, **task.internal_data["job"]}


def _timer(task: Task) -> dict[str, Any]:
    return {"due_at": due_of(task).at}


def _message(task: Task) -> dict[str, Any]:
    notes = task.internal_data
    name = notes.get("message") or task.task_spec.element.message.name
    return {"message": name, "correlation": notes["correlation"]}


def _signal(task: Task) -> dict[str, Any]:
    return {"signal": signal_of(task)}


def signal_of(task: Task) -> str:
    """The name of the signal this token waits for."""
    name: str = task.internal_data["signal"] or task.task_spec.element.signal
    return name


def _stalled(task: Task) -> dict[str, Any]:
    code, params = task.internal_data["stalled"]
    return {"code": code, "params": params}


def _deadlock(task: Task) -> Wait:
    """A join that will never be complete: nothing else is left that could bring the missing tokens."""
    return _build(task, "stalled", code="join_incomplete", params={"flow": task.internal_data["flow"]})


_NOTES = {"due": "timer", "correlation": "message", "signal": "signal"}
_DETAILS = {
    "task": _task, "job": _job, "timer": _timer, "message": _message, "signal": _signal, "stalled": _stalled,
}  # fmt: skip
