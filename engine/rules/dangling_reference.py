"""Every reference leads to something that is there."""

from collections.abc import Iterator

from engine.model import Kind
from engine.rules.drawing import Drawing
from engine.rules.words import Remark, Sentence

_FLOW = Sentence(
    "The flow {place} leads from or to {missing}, which is no element of this process.",
    "Connect both ends of the flow, or delete it.",
)
_DEFAULT = Sentence(
    "The default flow {missing} of {place} is not one of the flows that leave it.",
    "Mark one of its own outgoing flows as the default.",
)
_ATTACHED = Sentence(
    "The boundary event {place} is attached to {missing}, which is no element of this process.",
    "Attach it to a step.",
)
_NOTHING = Sentence(
    "{place} does not say what it refers to: its {missing} is missing.",
    "Choose one in its properties; where there is none yet, make one.",
)
_OTHER = Sentence(
    "{place} refers to {missing}, which is not there.",
    "Choose something that exists, or remove the reference.",
)


# Said by the reader where nothing at all is referred to.
_ATTRIBUTES = frozenset({"messageRef", "signalRef"})


def dangling_reference(drawing: Drawing) -> Iterator[Remark]:
    """Refuse references to flows, elements, messages, lanes' nodes and processes that are not there."""
    names = drawing.process.elements
    for flow in drawing.process.flows.values():
        for end in (flow.source, flow.target):
            if end not in names:
                yield _FLOW.at(flow, missing=end or "–")
    for element in names.values():
        if element.default and element.default not in {flow.id for flow in drawing.graph.outgoing[element.id]}:
            yield _DEFAULT.at(element, missing=element.default)
        if element.kind is Kind.BOUNDARY and element.attached_to not in names:
            yield _ATTACHED.at(element, missing=element.attached_to or "–")
    for place, oddity in drawing.oddities("dangling"):
        yield (_NOTHING if oddity.detail in _ATTRIBUTES else _OTHER).at(place, missing=oddity.detail)
