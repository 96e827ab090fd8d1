"""One pool of a drawing is run; the others only show who is talked to."""

from collections.abc import Iterator

from engine.rules.drawing import Drawing
from engine.rules.words import Remark, Sentence

_NOT = Sentence(
    "The process {place} is not marked as executable.",
    "Tick “Executable” in the properties of the process.",
)
_SEVERAL = Sentence(
    "The pool {place} is a second executable process in one drawing.",
    "Leave one pool executable; untick “Executable” in the others, or draw them in files of their own.",
)


def process_not_executable(drawing: Drawing) -> Iterator[Remark]:
    """Refuse a drawing with no executable process, or with several pools that are."""
    for place, _ in drawing.oddities("not_executable"):
        yield _NOT.at(drawing.process if place.id == drawing.process.id else place)
    for place, _ in drawing.oddities("several_pools"):
        yield _SEVERAL.at(place)
