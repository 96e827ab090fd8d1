"""`zeebe:ioMapping`: variables local to an element on the way in, what of its outputs stays on the way out."""

from typing import Any

from SpiffWorkflow.task import Task

from engine.model import Assignment
from engine.spiff.node import Drawn, visible


def map_inputs(node: Drawn, task: Task) -> None:
    """Evaluate the input mappings into the token's local variables; a later one sees the earlier. Raises `Stall`."""
    if node.element.inputs:
        local = task.internal_data.get("local", {})
        task.internal_data["local"] = _assign(node, task, node.element.inputs, dict(local), visible(task))


def map_outputs(
    node: Drawn, task: Task, outputs: dict[str, Any], before: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The token's variables (or those given as `before`) after the element, with what it produced. Raises `Stall`.

    With output mappings only they count; without, every output does, except those named like a local variable.
    """
    known = task.data if before is None else before
    local = task.internal_data.get("local", {})
    if node.element.outputs:
        return _assign(node, task, node.element.outputs, dict(known), known | local | outputs)
    return {**known, **{name: value for name, value in outputs.items() if name not in local}}


def _assign(
    node: Drawn, task: Task, assignments: tuple[Assignment, ...], into: dict[str, Any], context: dict[str, Any]
) -> dict[str, Any]:
    for assignment in assignments:
        value = node.value(task, assignment.source, context)
        put(into, assignment.target.split("."), value)
        context = context | {assignment.target.split(".")[0]: into[assignment.target.split(".")[0]]}
    return into


def put(into: dict[str, Any], path: list[str], value: Any) -> None:
    """Set a variable, or a key inside it."""
    # Values are shared between branches: an object is copied before a key of it is set.
    name, *rest = path
    if rest:
        inner = into.get(name)
        into[name] = dict(inner) if isinstance(inner, dict) else {}
        put(into[name], rest, value)
    else:
        into[name] = value
