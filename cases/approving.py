"""A leader agrees to the very bytes he looked at: nothing else is signed in his name."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.procedure import procedure_of
from cases.result_rows import current
from cases.tables import Dossier, Officer, Result
from engine import journal
from engine.jobs import enqueue
from engine.tables import Task
from ground.canonical import Json
from ground.clock import Clock
from ground.errors import Conflict

RETURNED = "returned"


class DraftChanged(Conflict):
    """The draft of {code} is not the one you looked at: it was drawn anew meanwhile. Look at it again, then decide."""

    code = "draft_changed"


class DraftForAnother(Conflict):
    """The draft of {code} bears the name of {name}. Take the step: it is drawn anew with yours."""

    code = "draft_for_another"


def is_signing(session: Session, dossier: Dossier | None, task: Task) -> bool:
    """Whether completing this step lets the machine sign the dossier's result."""
    if dossier is None:
        return False
    return (task.process, task.element) in procedure_of(session, dossier.definition_id).signing_steps


def note_approval(
    session: Session, clock: Clock, officer: Officer, dossier: Dossier, task: Task, answers: Mapping[str, Json],
    seen: str,
) -> None:  # fmt: skip
    """Write down which bytes the officer agrees to; `seen` is the digest he was shown, empty where a door shows none.

    Nothing to do for a step behind which nothing is signed, or when he gives the draft back. Raises `DraftChanged` and
    `DraftForAnother`.
    """
    if answers.get("outcome") == RETURNED or not is_signing(session, dossier, task):
        return
    result = current(session, dossier)
    if result is None or result.state != "drafted":
        return
    if seen and seen != result.draft_digest:
        raise DraftChanged(code=dossier.code)
    if result.drafted_for not in ("", officer.name):
        raise DraftForAnother(code=dossier.code, name=_full_name(session, result.drafted_for))
    result.approved_digest, result.approved_by, result.approved_at = result.draft_digest, officer.name, clock.now()
    facts = {"key": result.key, "digest": result.draft_digest}
    journal.append(session, clock, dossier.instance_id, "result_approved", dossier.code, officer.name, facts)


def draw_for(session: Session, clock: Clock, officer: Officer, dossier: Dossier | None, task: Task) -> None:
    """Have the draft drawn with this officer's name, who has just taken the step that lets it be signed."""
    if dossier is None or not is_signing(session, dossier, task):
        return
    result = current(session, dossier)
    if result is not None and result.state == "drafted" and result.drafted_for not in ("", officer.name):
        order_draft(session, clock, dossier, result, officer.name, task.token)


def order_draft(
    session: Session, clock: Clock, dossier: Dossier, result: Result, signer: str, token: str | None = None
) -> None:
    """A new draft of the same result in this name; `token` is where the process knows what it says."""
    variables: dict[str, Json] = {"signer": signer, "token": token}
    headers = {"result": result.key}
    enqueue(session, clock, "draft_result", variables, instance_id=dossier.instance_id, headers=headers)


def _full_name(session: Session, name: str) -> str:
    return session.scalar(select(Officer.full_name).where(Officer.name == name)) or name
