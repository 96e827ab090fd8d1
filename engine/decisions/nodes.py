"""The nodes of a requirement graph: decisions, inputs, business knowledge models, decision services."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from engine.decisions.functions import Logic
from engine.decisions.shapes import Shapes
from engine.feel.compiling import Code

DECISION: Final = "decision"
INPUT: Final = "inputData"
KNOWLEDGE: Final = "businessKnowledgeModel"
SERVING: Final = "decisionService"
KINDS: Final = (DECISION, INPUT, KNOWLEDGE, SERVING)


@dataclass(frozen=True, slots=True)
class Need:
    """A reference to another node: `namespace` is empty for the same file."""

    namespace: str
    id: str
    line: int


@dataclass(slots=True, eq=False)
class Node:
    """One node: `title` is what it is called on the drawing, `name` that of its variable, which expressions use.

    `needs` and the two lists of a decision service are references; linking fills in what they mean.
    `required` are the nodes seen by the logic, each with the alias it is seen under (empty: none).
    """

    kind: str
    id: str
    title: str
    name: str
    type: str
    line: int
    namespace: str
    shapes: Shapes
    needs: tuple[Need, ...] = ()
    gives: tuple[Need, ...] = ()
    takes: tuple[Need, ...] = ()
    required: list[tuple[str, "Node"]] = field(default_factory=list)
    outputs: list["Node"] = field(default_factory=list)
    inputs: list["Node"] = field(default_factory=list)
    work: Code | None = None
    logic: Logic | None = None

    def asked(self) -> Iterable["Node"]:
        """The decisions and inputs that must be known before this decision can be worked out."""
        return (node for _, node in self.required if node.kind in (DECISION, INPUT))

    def parameters(self) -> tuple[tuple[str, str], ...]:
        """What is given to it when it is called, with the types."""
        if self.kind == SERVING:
            return tuple((node.name, node.type) for node in self.inputs)
        return self.logic.parameters if self.logic is not None else ()
