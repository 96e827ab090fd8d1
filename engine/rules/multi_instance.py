"""A step is done once for each member of a collection: the collection is named."""

from collections.abc import Iterator

from engine.model import ACTIVITIES
from engine.rules.drawing import Drawing
from engine.rules.words import Remark, Sentence

_KIND = Sentence(
    "{place} is a {tag} with a multi-instance marker; only activities may have one.",
    "Remove the marker.",
)
_COLLECTION = Sentence(
    "{place} has a multi-instance marker without an input collection.",
    "Enter the collection in FEEL, for example =units.",
)
_OUTPUT = Sentence(
    "{place} names an output collection without an output element, or the other way round.",
    "Enter both, or neither.",
)


def multi_instance(drawing: Drawing) -> Iterator[Remark]:
    """Refuse multi-instance markers on anything but steps, and incomplete ones."""
    for element in drawing.process.elements.values():
        if element.loop is None:
            continue
        if element.kind not in ACTIVITIES or element.by_event:
            yield _KIND.at(element, tag=element.tag)
        if not element.loop.input_collection:
            yield _COLLECTION.at(element)
        if bool(element.loop.output_collection) != bool(element.loop.output_element):
            yield _OUTPUT.at(element)
