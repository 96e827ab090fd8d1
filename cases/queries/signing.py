"""The drafts that wait for an officer's signature, with what speaks for them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from cases.approving import is_signing
from cases.forms import readable
from cases.people import step_for
from cases.queries.lines import task_line
from cases.queries.shapes import TaskLine
from cases.queries.worklist import first_with
from cases.reach import reach_of
from cases.stepforms import step_form
from cases.tables import Dossier, Officer, Person, Result, StepTerm
from engine.queries import variables_of
from engine.tables import Instance, Task
from ground.clock import Clock
from ground.errors import Conflict

MOST = 200


class NothingToSign(Conflict):
    """No draft waits to be signed at this step: it was decided meanwhile, or there is none yet."""

    code = "nothing_to_sign"


@dataclass(frozen=True, slots=True)
class WaitingDraft:
    """One draft: the step that decides on it, the digest of its bytes, whose name it bears, and the opinions so far.

    `kind`: granted or refused. `is_mine`: it bears the officer's own name, so he may sign it. `opinions`: what the
    step's form shows of the colleagues' work, label and text.
    """

    line: TaskLine
    digest: str
    kind: str
    drafted_for: str
    is_mine: bool
    opinions: tuple[tuple[str, str], ...]


def signing_queue(session: Session, clock: Clock, officer: Officer) -> tuple[WaitingDraft, ...]:
    """Every draft the officer may sign, most urgent first."""
    return tuple(
        _waiting(session, clock, officer, task_line(term, task, dossier, person, clock.now()), task, dossier, result)
        for term, task, dossier, person, result in _rows(session, clock, officer)
    )


def signing_order(session: Session, clock: Clock, officer: Officer) -> tuple[str, ...]:
    """The ids of their steps, in the same order, for going from one to the next."""
    return tuple(task.id for _, task, *_ in _rows(session, clock, officer))


def _rows(session: Session, clock: Clock, officer: Officer) -> Iterator[Any]:
    reach = reach_of(session, officer, clock)
    drafted = exists().where(Result.dossier_id == StepTerm.dossier_id, Result.state == "drafted")
    first = first_with(session, clock, officer, drafted, MOST)
    if first is None:
        return
    rows = session.execute(
        _WAITING.join(first, first.c.task_id == StepTerm.task_id).order_by(StepTerm.sort_at, StepTerm.task_id)
    ).all()
    # What the steps know is read at once, not step by step.
    _kept = session.scalars(select(Instance).where(Instance.id.in_([row[1].instance_id for row in rows]))).all()
    for row in rows:
        term, task, dossier, *_ = row
        may = task.assignee == officer.name or (
            task.assignee in (None, *reach.stands_for) and term.unit_id in reach.units(task.role, dossier.procedure)
        )
        if may and is_signing(session, dossier, task):
            yield row


def draft_to_sign(session: Session, clock: Clock, officer: Officer, task_id: str) -> WaitingDraft:
    """One of them. Raises `TaskNotFound`, and `NothingToSign` where none waits at this step, or no longer."""
    step_for(session, officer, task_id, clock)
    row = session.execute(_WAITING.where(StepTerm.task_id == task_id)).one_or_none()
    if row is None:
        raise NothingToSign
    term, task, dossier, person, result = row
    if not is_signing(session, dossier, task):
        raise NothingToSign
    line = task_line(term, task, dossier, person, clock.now())
    return _waiting(session, clock, officer, line, task, dossier, result)


_WAITING = (
    select(StepTerm, Task, Dossier, Person, Result)
    .join(Task, Task.id == StepTerm.task_id)
    .join(Dossier, Dossier.id == StepTerm.dossier_id)
    .join(Person, Person.id == Dossier.person_id)
    .join(Result, Result.dossier_id == Dossier.id)
    .where(StepTerm.state != "closed", Task.state.in_(("open", "claimed")), Result.state == "drafted")
)


def _waiting(
    session: Session, clock: Clock, officer: Officer, line: TaskLine, task: Task, dossier: Dossier, result: Result
) -> WaitingDraft:
    form = step_form(session, task, dossier)
    known = readable(form, variables_of(session, clock, task.instance_id, task.token), task.role)
    is_mine = result.drafted_for in ("", officer.name)
    opinions = tuple(_opinions(form, known))
    return WaitingDraft(line, result.draft_digest, result.kind, result.drafted_for, is_mine, opinions)


def _opinions(form: Mapping[str, Any], known: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for field in form.get("components", ()):
        told = known.get(field.get("key", ""))
        if field.get("readonly") and isinstance(told, str) and told.strip():
            yield field.get("label", ""), told
