"""`not` and `is`."""

from engine.feel.builtins.registry import builtin
from engine.feel.compare import same
from engine.feel.run import Run
from engine.feel.values import kind_name
from engine.feel.warnings import FeelWrongValue


@builtin("not", "negand: any")
def negation(run: Run, negand: object) -> object:
    """The opposite of true or false; null for anything else."""
    if negand is not None and not isinstance(negand, bool):
        raise FeelWrongValue(value=kind_name(negand), reason="it is neither true nor false")
    return None if negand is None else not negand


@builtin("is", "[value1: any], [value2: any]")
def identity(run: Run, left: object, right: object) -> object:
    """Whether two values are of one kind and the same in every part."""
    return same(run, left, right)
