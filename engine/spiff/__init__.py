"""The only package that knows SpiffWorkflow: drawings become its specs, instances its task trees, and bytes at rest."""

from engine.spiff import pin as pin
from engine.spiff.errors import (
    ElementNotSupported,
    FrontierNotReadable,
    TokenElsewhere,
    TokenGone,
    ValueNotJson,
    VariableReserved,
    VariablesTooLarge,
)
from engine.spiff.graph import Graph, build
from engine.spiff.run import Run
from engine.spiff.story import Step, Wait

__all__ = [
    "ElementNotSupported",
    "FrontierNotReadable",
    "Graph",
    "Run",
    "Step",
    "TokenElsewhere",
    "TokenGone",
    "ValueNotJson",
    "VariableReserved",
    "VariablesTooLarge",
    "Wait",
    "build",
]
