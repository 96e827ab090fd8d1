"""SpiffWorkflow's task tree kept small: it holds the live tokens and the forks they still share, never the past.

Upstream keeps every task that ever ran and searches the tree for each decision. Here a finished task leaves the tree at
once; only one with two living branches below it stays, because its data is the base of the merge when they meet.
So nothing grows with the passes of a loop, and looking at every task of a workflow is looking at what is live.
"""

from collections.abc import Iterator

from SpiffWorkflow import Workflow
from SpiffWorkflow.specs.base import TaskSpec
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState


def is_live(task: Task) -> bool:
    """Whether this task is a token (reached, not finished) rather than a fork of the past."""
    return not task.has_state(TaskState.FINISHED_MASK)


def live(workflow: Workflow) -> list[Task]:
    """The tokens of one workflow, called ones not included; in no promised order."""
    return [task for task in workflow.tasks.values() if is_live(task)]


def standing_at(spec: TaskSpec, workflow: Workflow) -> list[Task]:
    """The tokens that wait at this node."""
    return [task for task in workflow.tasks.values() if task.task_spec is spec and task.state == TaskState.WAITING]


def in_order(workflow: Workflow) -> Iterator[Task]:
    """Every task of one workflow, parents first, branches in the order of the drawing."""
    return in_order_below(workflow.task_tree)


def in_order_below(root: Task) -> Iterator[Task]:
    """This task and every task below it, parents first."""
    stack = [root]
    while stack:
        task = stack.pop()
        yield task
        stack.extend(reversed(task.children))


def prune(task: Task | None) -> None:
    """Take a finished task out of the tree unless two branches still hang on it; then look at its parent."""
    while task is not None and task.parent is not None and not is_live(task) and task.id in task.workflow.tasks:
        parent = task.parent
        if len(task.children) > 1:
            return
        _splice(task, parent)
        task = parent


def remove(task: Task) -> None:
    """Take a token out of the tree, with everything below it."""
    parent = task.parent
    task.workflow._remove_task(task.id)
    prune(parent)


def fork_of(tokens: list[Task]) -> Task:
    """The nearest task all these tokens come from."""
    paths = [_path(token) for token in tokens]
    shared = [level[0] for level in zip(*paths, strict=False) if all(task is level[0] for task in level)]
    return shared[-1]


def deepest(tokens: list[Task]) -> Task:
    """The token with the most recent fork behind it."""
    return max(tokens, key=lambda token: len(_path(token)))


def _splice(task: Task, parent: Task) -> None:
    place = parent._children.index(task.id)
    parent._children[place : place + 1] = task._children
    for child in task.children:
        child.parent = parent
    task.workflow.tasks.pop(task.id)


def _path(task: Task) -> list[Task]:
    path = []
    step: Task | None = task
    while step is not None:
        path.append(step)
        step = step.parent
    return path[::-1]
