"""How much work a node is: the number of nodes in it."""

from typing import Any

from engine.feel.walk import children


def weight(node: Any) -> int:
    """Nodes in the tree under this one, itself included."""
    count, waiting = 0, [node]
    while waiting:
        count += 1
        waiting.extend(children(waiting.pop()))
    return count
