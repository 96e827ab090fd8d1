"""A drawing has a process that is run. Several pools may be: one begins plainly, the others when an event happens."""

from collections.abc import Iterator

from engine.rules.drawing import Drawing
from engine.rules.words import Remark, Sentence

_NOT = Sentence(
    "The process {place} is not marked as executable.",
    "Tick “Executable” in the properties of the process.",
)
_SEVERAL = Sentence(
    "The process {place} begins plainly, and so does {other}, which does not call it: which one is begun is not said.",
    "Let a message, signal or timer begin it, let it be called, or untick “Executable” to show only who is talked to.",
)

_NONE_PLAIN = Sentence(
    "The process {place} is begun by an event only, and so is {other}: which one is the main process is not said.",
    "Let one of the processes begin with a plain start event, or deploy each drawing by itself.",
)


def process_not_executable(drawing: Drawing) -> Iterator[Remark]:
    """Refuse a drawing with no executable process, and a second one that nobody calls and no event begins."""
    for place, _ in drawing.oddities("not_executable"):
        yield _NOT.at(drawing.process if place.id == drawing.process.id else place)
    first, *others = drawing.bundle.mains or (drawing.process,)
    if drawing.process in others:
        yield (_NONE_PLAIN if first.plain_start is None else _SEVERAL).at(drawing.process, other=first.id)
