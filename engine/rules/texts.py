"""Every text of a drawing that is FEEL or may be: where it stands and whether it must be."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.model import Element, Process
from engine.rules.words import Place

LONGEST_EXPRESSION = 10_000


@dataclass(frozen=True, slots=True)
class Text:
    """One text at one place; `must` when it makes sense only as FEEL, that is with a leading `=`."""

    place: Place
    setting: str
    value: str
    must: bool = False

    @property
    def is_feel(self) -> bool:
        return self.value.startswith("=")


def texts_of(process: Process) -> Iterator[Text]:
    """All the texts of a process that are not empty."""
    for flow in process.flows.values():
        if flow.condition:
            yield Text(flow, "condition", flow.condition, must=True)
    for element in process.elements.values():
        for text in _texts_of(element):
            if text.value:
                yield text


def _texts_of(element: Element) -> Iterator[Text]:
    for setting in ("assignee", "candidate_groups", "due_date", "priority", "retries"):
        yield Text(element, setting, getattr(element, setting))
    yield Text(element, "script", element.script, must=True)
    yield Text(element, "code", element.code)
    yield Text(element, "signal", element.signal)
    for assignment in (*element.inputs, *element.outputs):
        yield Text(element, assignment.target, assignment.source)
    if element.timer is not None:
        yield Text(element, "timer", element.timer.value)
    for message in (element.message, element.sent):
        if message is not None:
            yield Text(element, "message", message.name)
            yield Text(element, "correlationKey", message.correlation, must=True)
    if element.loop is not None:
        yield Text(element, "inputCollection", element.loop.input_collection, must=True)
        yield Text(element, "outputElement", element.loop.output_element, must=True)
        yield Text(element, "completionCondition", element.loop.completion_condition, must=True)
