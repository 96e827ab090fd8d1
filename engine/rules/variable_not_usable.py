"""Results are put into variables that can be read again and that belong to the process."""

import re
from collections.abc import Iterator

from engine.model import Element
from engine.rules.drawing import Drawing
from engine.rules.words import Remark, Sentence

_NAME = re.compile(r"[^\W\d]\w{0,99}(?:\.[^\W\d]\w{0,99}){0,9}")

_UNREADABLE = Sentence(
    "{place} puts a value into {name}, which is not the name of a variable.",
    "Use letters, digits and underscores, beginning with a letter; parts of an object after a dot.",
)
_RESERVED = Sentence(
    "{place} puts a value into {name}, a reserved name.",
    "Choose another name for the variable.",
)


def variable_not_usable(drawing: Drawing) -> Iterator[Remark]:
    """Refuse mappings and multi-instance settings that write to impossible or reserved names."""
    for element in drawing.process.elements.values():
        for name in _written(element):
            if not _NAME.fullmatch(name):
                yield _UNREADABLE.at(element, name=name[:100] or "–")
            elif name.partition(".")[0] == "dossier" or "typename" in name.split("."):
                yield _RESERVED.at(element, name=name)


def _written(element: Element) -> Iterator[str]:
    yield from (assignment.target for assignment in (*element.inputs, *element.outputs))
    if element.result:
        yield element.result
    if element.loop is not None:
        yield from (name for name in (element.loop.input_element, element.loop.output_collection) if name)
