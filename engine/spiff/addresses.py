"""By what a message or signal finds who waits for it: its name and, for a message, its correlation key."""

from typing import Any

from SpiffWorkflow.task import Task

from engine.model import Message
from engine.spiff.node import Drawn

# The operation by which the engine itself hands over a message that no other operation sends.
DELIVER = "deliver_message"
# The widths of the columns that keep them.
LONGEST_NAME = 100
LONGEST_KEY = 200


def address(node: Drawn, task: Task, message: Message) -> dict[str, str]:
    """Name and correlation key of a message, where this token stands. Raises `Stall`."""
    name = node.needed(task, message.name, is_name, "the name of a message is needed")
    text = message.correlation
    key = node.needed(task, text, is_key, "a text or a number is needed") if text else ""
    return {"message": str(name), "correlation": str(key)}


def is_name(value: Any) -> bool:
    """Whether FEEL gave the name of a message or signal."""
    return isinstance(value, str) and 0 < len(value) <= LONGEST_NAME


def is_key(value: Any) -> bool:
    """Whether FEEL gave something a message can be told apart by."""
    is_sort = isinstance(value, str | int | float) and not isinstance(value, bool)
    return is_sort and len(str(value)) <= LONGEST_KEY
