"""What was written in a running sub-process, for those outside who need it before it ends."""

from typing import Any

from SpiffWorkflow import Workflow
from SpiffWorkflow.task import Task

from engine.spiff.calls import Embedded
from engine.spiff.ends import Finish
from engine.spiff.merge import merge, same
from engine.spiff.tree import in_order_below, is_live

_ABSENT: Any = object()


def gathered(workflow: Workflow) -> dict[str, Any]:
    """The variables of a workflow while it runs: parallel branches merged, with those of its sub-processes."""
    return _merged(workflow.task_tree)


def variables_of(host: Task) -> dict[str, Any]:
    """The variables of an activity under way, with what was written in it so far if it is a sub-process."""
    inner = host.workflow.top_workflow.subprocesses.get(host.id)
    if inner is None or not isinstance(host.task_spec, Embedded):
        return dict(host.data)
    local = host.internal_data.get("local", {})
    return {**host.data, **{name: value for name, value in gathered(inner).items() if name not in local}}


def bring_out(host: Task) -> None:
    """Let everything beside a sub-process have what was written in it so far.

    It counts as written before the branches parted, so that none of them seems to have changed it when they meet.
    """
    before, now = host.data, variables_of(host)
    changed = changes(before, now)
    for task in in_order_below(host.parent) if changed else ():
        new = {name: value for name, value in changed.items() if _is_as(before, task.data, name)}
        task.data = task.data | new


def changes(before: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    """The variables that are new or have another value now."""
    return {name: value for name, value in now.items() if not same(before.get(name, _ABSENT), value)}


def spread(workflow: Workflow, changed: dict[str, Any]) -> None:
    """Write variables everywhere in a workflow and its sub-processes: no branch will seem to have changed them."""
    for task in workflow.tasks.values():
        task.data = task.data | changed
        inner = workflow.top_workflow.subprocesses.get(task.id)
        if inner is not None and isinstance(task.task_spec, Embedded):
            spread(inner, changed)


def _is_as(before: dict[str, Any], now: dict[str, Any], name: str) -> bool:
    return same(before.get(name, _ABSENT), now.get(name, _ABSENT))


def _is_running(branch: Task) -> bool:
    return not any(isinstance(token.task_spec, Finish) for token in in_order_below(branch))


def _merged(task: Task) -> dict[str, Any]:
    if is_live(task) or not task.children:
        return variables_of(task)
    branches = [branch for branch in task.children if "watches" not in branch.internal_data]
    beside = [branch for branch in branches if getattr(branch.task_spec, "runs_beside", False)]
    # What has ended is older than what still runs: in a disagreement the later one is taken.
    in_time = sorted((branch for branch in branches if branch not in beside), key=_is_running)
    merged, _ = merge(task.data, [_merged(branch) for branch in in_time])
    for branch in beside:
        # It began in the middle: what it did not change is as old as its beginning.
        merged |= changes(branch.data, variables_of(branch))
    return merged
