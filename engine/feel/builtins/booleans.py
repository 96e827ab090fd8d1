"""`not` and `is`."""

from engine.feel.builtins.registry import builtin
from engine.feel.compare import same
from engine.feel.run import Run


@builtin("not", "negand: any")
def negation(run: Run, negand: object) -> object:
    """The opposite of true or false; null for anything else."""
    return not negand if isinstance(negand, bool) else None


@builtin("is", "[value1: any], [value2: any]")
def identity(run: Run, left: object, right: object) -> object:
    """Whether two values are of one kind and the same in every part."""
    return same(left, right)
