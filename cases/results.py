"""The result of a dossier: draft, sign, number, issue, and give it back to the applicant."""

from typing import Any

from sqlalchemy.orm import Session

from cases.dossier import MoveNotAllowed
from cases.handling import complete_step, open_task
from cases.people import dossier_for
from cases.result_rows import (
    ResultMissing,
    ResultOutOfOrder,
    ResultUnknown,
    any_signed,
    current,
    draft,
    issue,
    number,
    sign,
)
from cases.tables import Officer
from engine.changes import Changes
from ground.clock import Clock

__all__ = [
    "ResultMissing", "ResultOutOfOrder", "ResultUnknown", "any_signed", "current", "draft", "give_back", "issue",
    "number", "sign",
]  # fmt: skip

COUNTER = "bo_phan_mot_cua"


def give_back(session: Session, clock: Clock, officer: Officer, code: str, **answers: Any) -> Changes:
    """Hand the issued result to the applicant: the counter's last step. `answers` are those of its form."""
    dossier = dossier_for(session, officer, code, clock)
    task = open_task(session, dossier, COUNTER)
    if dossier.state != "finished" or task is None:
        raise MoveNotAllowed(state=dossier.state, wanted="returned")
    return complete_step(session, clock, officer, task.id, task.version, answers)
