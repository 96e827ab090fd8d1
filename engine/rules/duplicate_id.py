"""Every id is there, readable and used once: journals, tasks and findings name elements by it."""

from collections.abc import Iterator

from engine.rules.drawing import Drawing
from engine.rules.words import Remark, Sentence

_TWICE = Sentence(
    "The id {detail} is used twice in this file.",
    "Give one of the two elements another id.",
)
_PROCESS = Sentence(
    "The process {place} is drawn twice in this bundle, also in {other}.",
    "Keep one of the two, or give one another id.",
)
_UNREADABLE = Sentence(
    "The id {detail} cannot be used: it must begin with an ASCII letter or underscore and go on with letters, digits, "
    "dots, dashes or underscores.",
    "Give the element another id.",
)
_MISSING = Sentence(
    "An element {detail} has no id.",
    "Give it an id, so that journals and findings can name it.",
)
_ODDITIES = {"duplicate_id": _TWICE, "bad_id": _UNREADABLE, "no_id": _MISSING}


def duplicate_id(drawing: Drawing) -> Iterator[Remark]:
    """Refuse ids that are missing, unreadable or used twice, in a file or as a process in the bundle."""
    for place, oddity in drawing.oddities(*_ODDITIES):
        yield _ODDITIES[oddity.kind].at(place, detail=oddity.detail)
    first = drawing.bundle.by_id[drawing.process.id]
    if first is not drawing.process:
        yield _PROCESS.at(drawing.process, other=first.file)
