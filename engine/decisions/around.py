"""What surrounds a boxed expression while it is read: the file's types and tables, and the names in scope."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from engine.decisions.formula import Formula
from engine.decisions.paths import TypeName
from engine.decisions.reading import Xml, line_of, text_of, type_of
from engine.decisions.remarks import NoLogic, NotRunHere
from engine.decisions.run import run_of
from engine.decisions.shapes import Shapes, fits_as_function
from engine.decisions.tables import Table
from engine.feel.compiling import Code
from engine.feel.run import Scope

_FEEL: Final = ("feel", "")


@dataclass(frozen=True, slots=True)
class Around:
    """`names` are those that need help to be recognised, `types` the types of the variables in scope.

    `owner` is the decision the expression belongs to.
    """

    shapes: Shapes
    names: frozenset[str]
    owner: str
    file: str
    formulas: list[Formula] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    types: Mapping[str, TypeName] = field(default_factory=dict)

    def knowing(self, *names: str, types: Mapping[str, str] | None = None) -> "Around":
        """The same with more names in scope, whose types hide those of the same names outside."""
        inner = {name: known for name, known in self.types.items() if name not in names}
        inner |= {name: (self.shapes, written) for name, written in (types or {}).items() if written}
        return replace(self, names=self.names.union(names), types=inner)

    def formula(self, element: Xml, tests: bool = False) -> Formula:
        """The FEEL text in this element."""
        foreign = str(element.get("expressionLanguage") or "")
        fault = None if is_feel(element) else NotRunHere(name=self.owner, written_in=foreign)
        formula = Formula(text_of(element), self.names, line_of(element), tests, fault)
        self.formulas.append(formula)
        return formula

    def typed(self, work: Code, element: Xml, label: str) -> Code:
        """The same work, its value made to fit the type the element names."""
        wanted, shapes = type_of(element), self.shapes
        if wanted in ("", "Any"):
            return work

        def fitted(scope: Scope) -> object:
            value = work(scope)
            if fits_as_function(shapes, value, wanted):
                return value
            return shapes.fit(run_of(scope), value, wanted, label)

        return fitted

    def nothing(self) -> Code:
        """What stands for logic that is missing."""
        owner = self.owner

        def remark(scope: Scope) -> None:
            run_of(scope).remark(NoLogic(name=owner))

        return remark

    def foreign(self, language: str) -> Code:
        """What stands for logic written in another language."""
        owner = self.owner

        def remark(scope: Scope) -> None:
            run_of(scope).remark(NotRunHere(name=owner, written_in=language))

        return remark


def is_feel(element: Xml) -> bool:
    """Whether the expression's language is FEEL: unless said otherwise, and by any of its names."""
    language = str(element.get("expressionLanguage") or "").rstrip("/").lower()
    return language.rpartition("/")[2] in _FEEL or "feel" in language
