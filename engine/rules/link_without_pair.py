"""A link leads from where it is thrown to the one place of the same name where it is caught."""

from collections.abc import Iterator

from engine.model import Kind
from engine.rules.drawing import Drawing
from engine.rules.words import Remark, Sentence

_NAMELESS = Sentence(
    "The link event {place} has no link name.",
    "Enter the name that it shares with its pair.",
)
_NOWHERE = Sentence(
    "The link {name} of {place} leads nowhere: no link event of that name catches it where it is drawn.",
    "Draw an intermediate link event that catches, with the same name.",
)
_TWO = Sentence(
    "The link {name} is caught at {place} and in another place too.",
    "Keep one of them; several may throw the same link.",
)


def link_without_pair(drawing: Drawing) -> Iterator[Remark]:
    """Refuse links without a name, links nobody catches, and links caught in two places."""
    process = drawing.process
    for element in drawing.of_kind(Kind.THROW, Kind.CATCH):
        if "linkEventDefinition" not in element.events:
            continue
        if not element.link:
            yield _NAMELESS.at(element)
        elif element.kind is Kind.THROW and not process.linked(element.id):
            yield _NOWHERE.at(element, name=element.link[:100])
        elif element.kind is Kind.CATCH:
            here = process.inside(element.parent)
            if element is not next(one for one in here if one.kind is Kind.CATCH and one.link == element.link):
                yield _TWO.at(element, name=element.link[:100])
