"""As much of a model as it takes to ask its expressions: literal expressions, boxed contexts and functions."""

from functools import cached_property
from pathlib import Path
from typing import Any

from engine.feel import Expression, FeelError, parse, parse_kind
from engine.feel.kinds import ContextOf, Kind, ListOf, Named
from engine.feel.values import Function
from ground.clock import Clock
from ground.xml import read_xml
from tests.tck.reading import below, first, tag


class NotHere(Exception):
    """The decision uses something that is not an expression of the language."""


class Model:
    """One model file."""

    def __init__(self, file: Path) -> None:
        self.root = read_xml(file.read_bytes(), file.name).getroot()
        named = [element for element in self.root if element.get("name")]
        self.decisions = {str(element.get("name")): element for element in named if tag(element) == "decision"}
        self.knowledge = {str(e.get("name")): e for e in named if tag(e) == "businessKnowledgeModel"}
        self.by_id = {str(element.get("id")): element for element in named}

    @cached_property
    def names(self) -> frozenset[str]:
        """All names anywhere in the model."""
        kinds = ("decision", "inputData", "businessKnowledgeModel", "variable", "itemComponent", "formalParameter")
        return frozenset(str(e.get("name")) for e in self.root.iter() if isinstance(e.tag, str) and tag(e) in kinds)

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """The types the model defines."""
        return {str(item.get("name")): self._kind(item) for item in below(self.root, "itemDefinition")}

    def _kind(self, item: Any) -> Kind:
        components = [(str(part.get("name")), self._kind(part)) for part in below(item, "itemComponent")]
        reference = first(item, "typeRef")
        written = (reference.text or "Any").strip() if reference is not None else "Any"
        kind: Kind = ContextOf(tuple(components)) if components else Named(written.removeprefix("feel:"))
        if first(item, "functionItem") is not None:
            kind = self._function_kind(first(item, "functionItem"))
        return ListOf(kind) if item.get("isCollection") == "true" else kind

    def _function_kind(self, item: Any) -> Kind:
        parameters = ", ".join(str(part.get("typeRef") or "Any") for part in below(item, "parameters"))
        return parse_kind(f"function<{parameters}> -> {item.get('outputTypeRef') or 'Any'}")


class Asking:
    """One case put to a model: each decision is worked out once."""

    def __init__(self, model: Model, inputs: dict[str, object], clock: Clock) -> None:
        self.model = model
        self.clock = clock
        self.values: dict[str, object] = dict(inputs)
        self.warnings: list[FeelError] = []

    def decide(self, name: str) -> object:
        """The value of a decision. Raises NotHere or FeelError."""
        if name not in self.values:
            self.values[name] = self._boxed(self.model.decisions[name], {})
        return self.values[name]

    def _boxed(self, element: Any, local: dict[str, object]) -> object:
        self._require(element)
        for child in element:
            if tag(child) == "literalExpression":
                return self._literal(child, local)
            if tag(child) == "context":
                return self._context(child, local)
            if tag(child) == "functionDefinition":
                return self._function(child, local)
        raise NotHere(element.get("name") or tag(element))

    def _require(self, element: Any) -> None:
        for requirement in element:
            for need in requirement if tag(requirement).endswith("Requirement") else ():
                target = self.model.by_id.get(str(need.get("href")).rpartition("#")[2])
                if target is None or tag(target) == "decisionService":
                    raise NotHere(str(need.get("href")))
                if tag(target) == "decision":
                    self.decide(str(target.get("name")))
                elif tag(target) == "businessKnowledgeModel" and str(target.get("name")) not in self.values:
                    self.values[str(target.get("name"))] = self._knowledge(target)

    def _knowledge(self, element: Any) -> object:
        self._require(element)
        logic = first(element, "encapsulatedLogic")
        return self._function(logic, {}) if logic is not None else None

    def _literal(self, element: Any, local: dict[str, object]) -> object:
        text = first(element, "text")
        return self._run(parse((text.text or "") if text is not None else "null", self.model.names), local)

    def _run(self, expression: Expression, local: dict[str, object]) -> object:
        outcome = expression.evaluate({**self.values, **local}, self.clock, self.model.kinds)
        self.warnings.extend(outcome.warnings)
        return outcome.value

    def _context(self, element: Any, local: dict[str, object]) -> object:
        made: dict[str, object] = {}
        for entry in below(element, "contextEntry"):
            variable = first(entry, "variable")
            value = self._boxed(entry, {**local, **made})
            if variable is None:
                return value
            made[str(variable.get("name"))] = value
        return made

    def _function(self, element: Any, local: dict[str, object]) -> object:
        if element.get("kind") not in (None, "FEEL"):
            raise NotHere("external function")
        parameters = tuple((str(p.get("name")), Named("Any")) for p in below(element, "formalParameter"))

        def body(scope: Any) -> object:
            return self._boxed(element, {**local, **scope.values})

        return Function(parameters, body, None)
