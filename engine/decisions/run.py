"""One question put to a model: budgets shared by all its expressions, the place it has reached, what it remarks."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from engine.decisions.remarks import Remark
from engine.decisions.trace import Noted
from engine.feel.errors import FeelError, FeelTooBig, FeelTooManySteps
from engine.feel.kinds import Kind
from engine.feel.run import Run, Scope
from ground.clock import Clock
from ground.errors import Problem

MODEL_STEPS: Final = 600_000
MODEL_SIZE: Final = 500_000
_REMARKS: Final = 100


class ModelRun(Run):
    """The run of a whole model: `where` and `line` tell which decision is being worked out."""

    def __init__(self, clock: Clock) -> None:
        super().__init__("", {}, clock, {})
        self.steps = MODEL_STEPS
        self.size = MODEL_SIZE
        self.where = ""
        self.line = 0
        self.remarks: list[Remark] = []
        self.noted = Noted()
        self.root = Scope({}, None, self)

    def spend(self, steps: int) -> None:
        """Pay for work. Raises FeelTooManySteps."""
        self.steps -= steps
        if self.steps < 0:
            raise self.error(FeelTooManySteps, self.at, limit=MODEL_STEPS)

    def grow(self, size: int) -> None:
        """Pay for something made. Raises FeelTooBig or FeelNestedTooDeep."""
        if size < 0:
            super().grow(size)
        self.size -= size
        if self.size < 0:
            raise self.error(FeelTooBig, self.at)

    def warn(self, error: type[FeelError], at: int, /, **params: object) -> object:
        """Remember why something gave null, and where; returns null itself."""
        if len(self.remarks) < _REMARKS:
            self.remark(self.error(error, at, **params))
        return None

    def remark(self, problem: Problem) -> None:
        """Remember a warning, as long as there are not too many."""
        if len(self.remarks) < _REMARKS:
            self.remarks.append(Remark(self.where, self.line, problem))

    @contextmanager
    def at_node(self, where: str, line: int, kinds: Mapping[str, Kind]) -> Iterator[None]:
        """Work on this decision inside."""
        outer = (self.where, self.line, self.kinds)
        self.where, self.line, self.kinds = where, line, kinds
        try:
            yield
        finally:
            self.where, self.line, self.kinds = outer


def run_of(scope: Scope) -> ModelRun:
    """The model's run this scope belongs to."""
    assert isinstance(scope.run, ModelRun)
    return scope.run
