"""The result of a dossier: draft, sign, number, issue, give it back to the applicant; and end it when it must not hold
any more.
"""

from typing import Any, Literal

from sqlalchemy.orm import Session

from cases.authority import require_authority
from cases.dossier import MoveNotAllowed
from cases.handling import complete_step, open_task
from cases.law import hold
from cases.people import dossier_for, require_in
from cases.procedure import procedure_of
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
from cases.tables import Officer, Result
from engine import journal
from engine.changes import Changes
from ground.clock import Clock, today
from ground.errors import Conflict, Invalid

__all__ = [
    "EndedAlready", "EndingUnexplained", "ResultMissing", "ResultOutOfOrder", "ResultUnknown", "any_signed", "current",
    "draft", "end_result", "give_back", "issue", "number", "sign",
]  # fmt: skip

COUNTER = "bo_phan_mot_cua"


class EndedAlready(Conflict):
    """The result {number} is {standing} already. It cannot be ended twice."""

    code = "result_ended_already"


class EndingUnexplained(Invalid):
    """A result ends by a document of its own: enter its number and date, and the reason."""

    code = "ending_unexplained"


def give_back(session: Session, clock: Clock, officer: Officer, code: str, **answers: Any) -> Changes:
    """Hand the issued result to the applicant: the counter's last step. `answers` are those of its form."""
    dossier = dossier_for(session, officer, code, clock)
    task = open_task(session, dossier, COUNTER)
    if dossier.state != "finished" or task is None:
        raise MoveNotAllowed(state=dossier.state, wanted="returned")
    return complete_step(session, clock, officer, task.id, task.version, answers)


def end_result(
    session: Session, clock: Clock, officer: Officer, code: str, standing: Literal["replaced", "withdrawn"],
    document: str, reason: str,
) -> Result:  # fmt: skip
    """An issued result holds no longer: replaced or withdrawn by the `document` that says so (number and date).

    Who may sign results of this kind in the issuing unit may end one; its number stays in the book, its paper in the
    vault, and whoever checks it is told. Raises `EndingUnexplained`, `ResultMissing`, `ResultOutOfOrder` before it was
    issued, `EndedAlready`.
    """
    dossier = hold(session, dossier_for(session, officer, code, clock))
    result = current(session, dossier)
    if result is None:
        raise ResultMissing(code=code)
    kind = procedure_of(session, dossier.definition_id).sheet.result_of(result.key)
    require_in(session, clock, officer, kind.signer if kind else "lanh_dao_don_vi", result.unit_id, dossier.procedure)
    require_authority(session, officer.name, result.unit_id, dossier.procedure, today(clock))
    if result.state not in ("issued", "returned"):
        raise ResultOutOfOrder(code=code, state=result.state, wanted="issued")
    if result.standing != "valid":
        raise EndedAlready(number=result.number, standing=result.standing)
    if not document.strip() or not reason.strip():
        raise EndingUnexplained
    result.standing, result.ended_at, result.ended_by = standing, clock.now(), officer.name
    result.ended_by_document, result.ended_because = document.strip()[:200], reason.strip()
    facts = {"key": result.key, "number": result.number, "document": document.strip(), "reason": reason.strip()}
    journal.append(session, clock, dossier.instance_id, f"result_{standing}", dossier.code, officer.name, facts)
    session.flush()
    return result
