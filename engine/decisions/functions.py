"""Function definitions of a model: boxed ones and the logic of business knowledge models."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.decisions.around import Around
from engine.decisions.reading import Xml, below, expression_in, type_of
from engine.decisions.run import ModelRun, run_of
from engine.decisions.shapes import Shapes
from engine.feel.compiling import Code
from engine.feel.kinds import ANY
from engine.feel.names import plain
from engine.feel.run import Scope
from engine.feel.values import Function

_WEIGHT = 16


@dataclass(frozen=True, slots=True)
class Logic:
    """Parameters with their types, and the body that works on them."""

    parameters: tuple[tuple[str, str], ...]
    body: Code
    result: str
    shapes: Shapes
    owner: str

    def function(self, scope: Scope) -> Function:
        """The function, its body seeing this scope; arguments not of their type make it give null."""
        return Function(tuple((name, ANY) for name, _ in self.parameters), self.call, scope, _WEIGHT)

    def call(self, scope: Scope) -> object:
        """The body's value for the arguments in this scope."""
        run = run_of(scope)
        fitted = fit_all(self.shapes, run, scope.values, self.parameters)
        if fitted is None:
            return None
        value = self.body(Scope(fitted, scope.parent, run))
        return self.shapes.fit(run, value, self.result, self.owner)


def fit_all(
    shapes: Shapes, run: ModelRun, values: Mapping[str, object], parameters: tuple[tuple[str, str], ...]
) -> dict[str, object] | None:
    """All arguments made to fit; None where one of them is of another type."""
    fitted = {name: shapes.fit(run, values[name], wanted, name) for name, wanted in parameters}
    lost = any(fitted[name] is None and values[name] is not None for name, _ in parameters)
    return None if lost else fitted


def read_logic(element: Xml, around: Around, boxed: Callable[[Xml | None, Around], Code]) -> Logic:
    """The parameters and the body below a function definition."""
    parameters = tuple((plain(str(each.get("name"))), type_of(each)) for each in below(element, "formalParameter"))
    kind = str(element.get("kind") or "FEEL")
    inner = around.knowing(*(name for name, _ in parameters), types=dict(parameters))
    body = boxed(expression_in(element), inner) if kind == "FEEL" else around.foreign(kind)
    return Logic(parameters, body, around.shapes.result_of(type_of(element)), around.shapes, around.owner)


def definition(element: Xml, around: Around, boxed: Callable[[Xml | None, Around], Code]) -> Code:
    """The closure that makes a boxed function."""
    return read_logic(element, around, boxed).function
