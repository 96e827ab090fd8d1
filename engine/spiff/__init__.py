"""The only package that knows SpiffWorkflow: drawings become its specs, instances its task trees, and bytes at rest."""

from engine.spiff import pin as pin
from engine.spiff.addresses import DELIVER
from engine.spiff.errors import (
    BegunByEvents,
    ElementNotSupported,
    FrontierNotReadable,
    StartNotReadable,
    TokenElsewhere,
    TokenGone,
    TooManyTokens,
    ValueNotJson,
    VariableReserved,
    VariablesTooLarge,
)
from engine.spiff.fitting import Mappings, Obstacle
from engine.spiff.graph import Graph, build
from engine.spiff.leading import ElementAmbiguous, ElementElsewhere, ElementNotEnterable
from engine.spiff.moving import TokenNotMovable
from engine.spiff.rest import RESERVED
from engine.spiff.run import Run
from engine.spiff.story import Signal, Step, Wait
from engine.spiff.timers import Due, due_after, due_first
from engine.spiff.transfer import hindrances, transfer

__all__ = [
    "DELIVER",
    "RESERVED",
    "BegunByEvents",
    "Due",
    "ElementAmbiguous",
    "ElementElsewhere",
    "ElementNotEnterable",
    "ElementNotSupported",
    "FrontierNotReadable",
    "Graph",
    "Mappings",
    "Obstacle",
    "Run",
    "Signal",
    "StartNotReadable",
    "Step",
    "TokenElsewhere",
    "TokenGone",
    "TokenNotMovable",
    "TooManyTokens",
    "ValueNotJson",
    "VariableReserved",
    "VariablesTooLarge",
    "Wait",
    "build",
    "due_after",
    "due_first",
    "hindrances",
    "transfer",
]
