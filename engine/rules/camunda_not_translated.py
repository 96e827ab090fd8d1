"""What a diagram drawn for Camunda 7 says that nothing here can say is refused by name."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from engine.rules.drawing import Drawing
from engine.rules.words import Remark, Sentence

_OPERATION: Final = "Give the step an operation that exists here; what no operation does yet, a programmer adds as one."
_FEEL: Final = "Say it in FEEL after an =, with variables of the instance only."

_SENTENCES: Final[Mapping[str, Sentence]] = {
    "camunda_code": Sentence(
        "{place} names program code to be run: {detail}. No code runs from a diagram.",
        _OPERATION,
    ),
    "camunda_connector": Sentence(
        "{place} talks to another system through a connector: {detail}.",
        _OPERATION,
    ),
    "camunda_listener": Sentence(
        "{place} has a listener: {detail}. Nothing runs beside the steps that are drawn.",
        "Draw what it did as a step of its own; who did what and when is in the journal by itself.",
    ),
    "camunda_script": Sentence(
        "{place} contains a script: {detail}. No program code runs inside a diagram.",
        "Compute the value with FEEL in a mapping or a script task, or use a service task with an operation.",
    ),
    "camunda_call": Sentence(
        "{place} has an expression that calls a method or a function: {detail}",
        _FEEL,
    ),
    "camunda_bean": Sentence(
        "{place} has an expression that reaches into the engine of Camunda 7: {detail}",
        _FEEL,
    ),
    "camunda_expression": Sentence(
        "{place} has an expression that cannot be said in FEEL: {detail}",
        _FEEL,
    ),
    "camunda_nested": Sentence(
        "{place} has an expression that compares or asks about a result of another one: {detail}",
        "Give the inner result a variable of its own in an output mapping, and ask about that.",
    ),
    "camunda_dynamic": Sentence(
        "{place} works out a name while the process runs: {detail}",
        "Write the name itself, so that it can be checked before the process runs.",
    ),
    "camunda_form": Sentence(
        "{place} shows a form that belongs to another program: {detail}.",
        "Draw the form in the form editor, and enter its name.",
    ),
    "camunda_people": Sentence(
        "{place} offers the task to several people by name: {detail}.",
        "Put it into a lane or enter candidate groups: the office says who holds a role.",
    ),
    "camunda_initiator": Sentence(
        "{place} keeps who started the instance in a variable that an expression reads: {detail}.",
        "Give the step to a role by a lane or candidate groups.",
    ),
    "camunda_version": Sentence(
        "{place} is bound to one version or tenant: {detail}.",
        "Bind it to latest or deployment.",
    ),
    "camunda_decision": Sentence(
        "{place} asks for the result of a decision as a list of objects, or does not say how: {detail}.",
        "Map the result as singleEntry, singleResult or collectEntries, and name its variable.",
    ),
    "camunda_setting": Sentence(
        "{place} has a setting of Camunda 7 without a counterpart here: {detail}.",
        "Remove it, or say it with the supported settings of this element.",
    ),
}


def camunda_not_translated(drawing: Drawing) -> Iterator[Remark]:
    """Refuse settings of Camunda 7 that could not be translated."""
    elements = drawing.process.elements
    for place, oddity in drawing.oddities(*_SENTENCES):
        name = elements[place.id].name if place.id in elements else ""
        yield _SENTENCES[oddity.kind].at(replace(place, name=name), detail=oddity.detail)
