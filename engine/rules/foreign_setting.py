"""Settings of programs that only draw are passed over, as BPMN lets them be, but not in silence."""

from collections.abc import Iterator

from engine.rules.drawing import Drawing
from engine.rules.words import Remark, Sentence

_FOREIGN = Sentence(
    "From {place} on there are settings of another program, which are kept but not read here: {detail}.",
    "Look whether one of them says something that must happen; draw that as a step, a condition or a mapping.",
    severity="warning",
)


def foreign_setting(drawing: Drawing) -> Iterator[Remark]:
    """Warn of settings in the namespaces of other programs, once for each namespace, at the first place."""
    for place, oddity in drawing.oddities("foreign"):
        yield _FOREIGN.at(place, detail=oddity.detail)
