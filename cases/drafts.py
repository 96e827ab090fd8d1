"""Drafts of a step's form: kept for one officer and one step from one keystroke to the next, never shown to others."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from cases.form_fields import fields_of
from cases.people import Step, step_for
from cases.stepforms import step_form
from cases.tables import Officer, TaskDraft
from engine.queries import told
from engine.tables import Entry
from ground.canonical import canonical
from ground.clock import Clock
from ground.errors import Invalid

LIMIT_BYTES = 64 * 1024
KEPT = timedelta(days=30)


class DraftTooLong(Invalid):
    """The draft is longer than {limit} kB and was not kept. Shorten it, or complete the step."""

    code = "draft_too_long"


def save_draft(session: Session, clock: Clock, officer: Officer, task_id: str, answers: Mapping[str, Any]) -> TaskDraft:
    """Keep what was typed so far, unchecked; of the fields only those the step's role may write.

    A step that a colleague has completed meanwhile still takes it: nobody's words are lost. Drafts older than
    `KEPT` go. Raises `TaskNotFound`, `DraftTooLong`.
    """
    step = step_for(session, officer, task_id, clock)
    session.execute(
        delete(TaskDraft).where(TaskDraft.officer_id == officer.id, TaskDraft.saved_at < clock.now() - KEPT)
    )
    kept = _own(session, step, answers)
    if len(canonical(kept)) > LIMIT_BYTES:
        raise DraftTooLong(limit=LIMIT_BYTES // 1024)
    row = session.get(TaskDraft, (task_id, officer.id))
    if row is None:
        row = TaskDraft(task_id=task_id, officer_id=officer.id, answers=kept, saved_at=clock.now())
        session.add(row)
    row.answers, row.saved_at = kept, clock.now()
    session.flush()
    return row


def _own(session: Session, step: Step, answers: Mapping[str, Any]) -> dict[str, Any]:
    fields = fields_of(step_form(session, step.task, step.dossier))
    mine = {field.key for field in fields if field.may_write(step.task.role)}
    return {key: value for key, value in answers.items() if key in mine}


def draft_of(session: Session, clock: Clock, officer: Officer, task_id: str) -> TaskDraft | None:
    """The officer's own draft of a step he may see; None when there is none. Raises `TaskNotFound`."""
    step_for(session, officer, task_id, clock)
    return session.get(TaskDraft, (task_id, officer.id))


def discard(session: Session, officer: Officer, task_id: str) -> None:
    """Throw the officer's own draft away; none is no error."""
    session.execute(delete(TaskDraft).where(TaskDraft.task_id == task_id, TaskDraft.officer_id == officer.id))


def drafted(session: Session, officer: Officer) -> frozenset[str]:
    """The ids of the steps the officer has drafts of."""
    return frozenset(session.scalars(select(TaskDraft.task_id).where(TaskDraft.officer_id == officer.id)))


def colleague_wrote(session: Session, clock: Clock, officer: Officer, task_id: str) -> tuple[str, dict[str, Any]]:
    """Who completed a step, and with which answers, as far as its role may read them. Raises `TaskNotFound`."""
    step = step_for(session, officer, task_id, clock)
    completion = (Entry.chain == step.task.instance_id, Entry.subject == task_id, Entry.name == "task_completed")
    outputs: dict[str, Any] = next(((fact.payload or {}).get("outputs", {}) for fact in told(session, *completion)), {})
    fields = fields_of(step_form(session, step.task, step.dossier))
    seen = {field.key for field in fields if field.may_read(step.task.role)}
    return step.task.completed_by or "", {key: value for key, value in outputs.items() if key in seen}
