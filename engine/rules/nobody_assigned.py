"""Every task of a person appears in somebody's list."""

from collections.abc import Iterator

from engine.model import PERSON_TASKS
from engine.rules.drawing import Drawing
from engine.rules.words import Remark, Sentence

_NOBODY = Sentence(
    "The task {place} is in no lane and assigned to nobody: it would appear in no list.",
    "Put it into a lane named by the role that does it, or enter candidate groups.",
)
_NOBODY_YET = Sentence(
    "The task {place} is in no lane and assigned to nobody.",
    "Put it into a lane named by the role that does it, or enter candidate groups.",
    severity="warning",
)
_TWO_LANES = Sentence(
    "{detail} lies in two lanes, the second one is {place}: whose task it is cannot be told.",
    "Let it lie in one lane.",
)


def nobody_assigned(drawing: Drawing) -> Iterator[Remark]:
    """Refuse tasks of persons for nobody (where roles are known; warn of them elsewhere), and elements in two lanes."""
    sentence = _NOBODY_YET if drawing.known.roles is None else _NOBODY
    for task in drawing.of_kind(*PERSON_TASKS):
        if not (task.lane or task.assignee or task.candidate_groups):
            yield sentence.at(task)
    for place, oddity in drawing.oddities("two_lanes"):
        yield _TWO_LANES.at(place, detail=oddity.detail)
