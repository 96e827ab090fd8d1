"""The leader's table: drafts that wait for his signature, and the act of agreeing to one or many of them at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from cases.handling import complete_step
from cases.people import step_for
from cases.tables import Officer
from ground.clock import Clock
from ground.errors import Invalid

MOST_AT_ONCE = 50
AGREED: Mapping[str, Any] = {"outcome": "approved"}


class NothingChosen(Invalid):
    """Tick the drafts you agree to, at most {limit} at once."""

    code = "nothing_chosen"


@dataclass(frozen=True, slots=True)
class Agreement:
    """One draft agreed to: the step that decides on it, as it was shown, and the SHA-256 of the bytes looked at."""

    task_id: str
    version: int
    digest: str


def agree(session: Session, clock: Clock, officer: Officer, chosen: Sequence[Agreement]) -> tuple[str, ...]:
    """Let all of these be signed in his name, or none: the first that cannot be is told and nothing happens.

    The codes of their dossiers. Raises `NothingChosen`, and for each what `complete_step` raises: `DraftChanged` where
    the draft is not the one he looked at.
    """
    if not 0 < len({each.task_id for each in chosen}) == len(chosen) <= MOST_AT_ONCE:
        raise NothingChosen(limit=MOST_AT_ONCE)
    steps = [(step_for(session, officer, each.task_id, clock), each) for each in chosen]
    # Everybody locks instances in one order, so that two leaders at once never wait for each other.
    steps.sort(key=lambda pair: pair[0].task.instance_id)
    for _, each in steps:
        complete_step(session, clock, officer, each.task_id, each.version, AGREED, seen=each.digest or "-")
    return tuple(step.dossier.code for step, _ in steps if step.dossier is not None)
