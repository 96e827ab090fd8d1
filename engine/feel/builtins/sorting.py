"""`sort`, by a function that tells which of two items comes first."""

from functools import cmp_to_key
from typing import Any

from engine.feel.builtins.registry import builtin
from engine.feel.calls import call
from engine.feel.compare import compare
from engine.feel.run import Run
from engine.feel.values import Builtin, Function
from engine.feel.warnings import FeelWrongValue


@builtin("sort", "list: list, [precedes: function]")
def sort(run: Run, members: list[Any], precedes: Function | Builtin | None) -> object:
    """The items in order: by the function, else by size."""
    run.grow(len(members))

    def by_size(left: object, right: object) -> int:
        run.spend(1)
        order = compare(run, left, right)
        if order is None:
            raise FeelWrongValue(value="list", reason="its items cannot be put in order")
        return order

    def by_function(left: object, right: object) -> int:
        if _decided(run, precedes, left, right):
            return -1
        return 1 if _decided(run, precedes, right, left) else 0

    return sorted(members, key=cmp_to_key(by_function if precedes is not None else by_size))


def _decided(run: Run, precedes: Any, left: object, right: object) -> bool:
    answer = call(run, precedes, left, right)
    if not isinstance(answer, bool):
        raise FeelWrongValue(value="precedes", reason="the function must give true or false")
    return answer
