"""What officers do with the steps of a dossier: take, put back, hand over, complete; supplement, withdrawal."""

from collections.abc import Mapping, Sequence
from datetime import UTC, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from cases import forms
from cases.approving import draw_for, note_approval
from cases.asking import ask, refusal_reason, require_fee
from cases.duties import keep_apart
from cases.follow import follow
from cases.law import hold, open_pause, pack_of
from cases.listing import hand_on
from cases.moves import last_supplement, move, unpause
from cases.papers import PaperBrought, check_now, keep_papers, told
from cases.people import dossier_for, hold_step, holders_of, reach_of
from cases.procedure import procedure_of
from cases.result_rows import any_signed
from cases.reuse import Holder, Taken, look_of, settle, take
from cases.stepforms import form_context, step_form
from cases.tables import Dossier, Officer, Person, StepTerm, TaskDraft
from engine import commands, journal
from engine.changes import Changes
from engine.jobs import enqueue
from engine.tables import Task
from ground.canonical import Json
from ground.clock import Clock
from ground.errors import Conflict, Forbidden, Invalid, NotFound

MESSAGE_KEPT = timedelta(days=30)
RECEPTION = "bo_phan_mot_cua"


class NotWaitingForSupplement(Conflict):
    """The dossier {code} does not wait for a supplement: nothing was asked, or it has been answered."""

    code = "not_waiting_for_supplement"


class WithdrawalTooLate(Conflict):
    """The dossier {code} cannot be withdrawn any more: its result is signed, or it has ended."""

    code = "withdrawal_too_late"


class ReasonMissing(Invalid):
    """A reason is needed. Write down why."""

    code = "reason_missing"


class ColleagueUnfit(Forbidden):
    """{name} does not hold the role of this step in its unit. Choose somebody of the list."""

    code = "colleague_unfit"


class NotGiven(NotFound):
    """You have not given this step to anybody, or it has been done meanwhile. There is nothing to get back."""

    code = "not_given"


def claim(session: Session, clock: Clock, officer: Officer, task_id: str, version: int) -> Task:
    """Take a step into one's own hands."""
    step = hold_step(session, officer, task_id, clock)
    keep_apart(session, clock, step.dossier, step.task, officer.name)
    task = commands.claim(session, clock, task_id, version, officer.name)
    draw_for(session, clock, officer, step.dossier, task)
    return _note_holder(session, task)


def release(session: Session, clock: Clock, officer: Officer, task_id: str, version: int) -> Task:
    """Give a step back to everybody who may do it."""
    step = hold_step(session, officer, task_id, clock)
    task = commands.release(session, clock, task_id, version, officer.name)
    if step.term is not None:
        step.term.given_by = ""
    return _note_holder(session, task)


def hand_over(session: Session, clock: Clock, officer: Officer, task_id: str, version: int, to: str, note: str) -> Task:
    """Put one's own (or a free) step into a colleague's hands, with a word about it. Raises `ColleagueUnfit`."""
    step = hold_step(session, officer, task_id, clock)
    task, _ = commands.take(session, task_id, version)
    if step.term is None or step.dossier is None:
        raise ColleagueUnfit(name=to)
    fit = holders_of(session, task.role, step.term.unit_id, clock, step.dossier.procedure)
    if to not in {each.name for each in fit}:
        raise ColleagueUnfit(name=to)
    if task.assignee not in (None, officer.name):
        raise ColleagueUnfit(name=officer.name)
    keep_apart(session, clock, step.dossier, task, to)
    commands.assign(session, clock, task, to, officer.name)
    hand_on(step.term, officer.name, note)
    facts = {"element": task.element, "to": to, "note": note}
    journal.append(session, clock, task.instance_id, "task_handed_over", task.id, officer.name, facts)
    return _note_holder(session, task)


def take_back(session: Session, clock: Clock, officer: Officer, task_id: str, version: int) -> Task:
    """Get back a step one has given to a colleague, while it is not done. Raises `NotGiven`, `DutiesTogether`."""
    term = session.get(StepTerm, task_id)
    if term is None or term.state == "closed" or term.given_by != officer.name:
        raise NotGiven
    dossier = hold(session, session.get_one(Dossier, term.dossier_id))
    task, _ = commands.take(session, task_id, version)
    keep_apart(session, clock, dossier, task, officer.name)
    before = task.assignee
    commands.assign(session, clock, task, officer.name, officer.name)
    term.given_by = term.note = ""
    facts = {"element": task.element, "from": before, "to": officer.name}
    journal.append(session, clock, task.instance_id, "task_taken_back", task.id, officer.name, facts)
    return _note_holder(session, task)


def _note_holder(session: Session, task: Task) -> Task:
    term = session.get(StepTerm, task.id)
    if term is not None:
        term.assignee = task.assignee
        session.flush()
    return task


def complete_step(
    session: Session, clock: Clock, officer: Officer, task_id: str, version: int, answers: Mapping[str, Any],
    seen: str = "",
) -> Changes:  # fmt: skip
    """Complete a step with the answers of its form; the dossier moves on in the same transaction.

    `seen`: the digest of the draft the officer looked at, for a step that lets it be signed. Raises `TaskNotFound`,
    `FormRefused`, what the engine refuses (an old version, a second completion), `DraftChanged`, `DraftForAnother`.
    """
    # Holding the rows keeps them in the session: what is known already is not asked for again.
    step = hold_step(session, officer, task_id, clock)
    task, dossier = step.task, step.dossier
    if task.version != version or task.state not in ("open", "claimed"):
        # A second completion is told so, not asked for a better form.
        commands.take(session, task_id, version)
    keep_apart(session, clock, dossier, task, officer.name)
    form = step_form(session, task, dossier)
    outputs = forms.check(
        form, answers, task.role, known=form_context(session, clock, task, dossier, form), clock=clock
    )
    if dossier is not None:
        outputs |= _decided(session, clock, officer, dossier, outputs)
        note_approval(session, clock, officer, dossier, task, outputs, seen)
    changes = commands.complete(session, clock, task_id, version, outputs, officer.name)
    follow(session, clock, changes)
    if step.has_draft:
        # By whatever door it came: what he had typed and not sent is done with. A colleague's draft stays his.
        session.execute(delete(TaskDraft).where(TaskDraft.task_id == task_id, TaskDraft.officer_id == officer.id))
    return changes


def _decided(
    session: Session, clock: Clock, officer: Officer, dossier: Dossier, answers: Mapping[str, Any]
) -> dict[str, Json]:
    """What the desk notes of an outcome before the drawing goes on, and the variables it adds."""
    outcome = answers.get("outcome")
    if outcome == "accepted" and dossier.accepted_at is None:
        require_fee(session, dossier)
    if outcome == "refused":
        dossier.reason = refusal_reason(dossier, answers)
    if outcome != "supplement":
        return {}
    until = ask(session, clock, dossier, answers, officer.name)
    return {"supplement_due_at": until.astimezone(UTC).isoformat()}


def supplement_answered(
    session: Session, clock: Clock, officer: Officer, code: str, papers: Sequence[PaperBrought], note: str
) -> Changes | None:
    """The applicant has brought what was asked: the pause ends, the date is counted anew, the process goes on.

    None when the process has not yet begun to wait for it (the slip is still being printed): it goes on by itself then.
    """
    dossier = hold(session, dossier_for(session, officer, code, clock))
    _require_reception(session, clock, officer, dossier)
    asked = last_supplement(session, dossier)
    if dossier.state != "supplement" or asked is None or open_pause(session, dossier.id) is None:
        raise NotWaitingForSupplement(code=code)
    taken = _taken(session, clock, dossier, papers)
    checked = check_now(clock, procedure_of(session, dossier.definition_id).sheet, taken.papers)
    keep_papers(session, clock, dossier, checked)
    asked.answered_at, asked.note = clock.now(), note
    facts = {"ordinal": asked.ordinal, "papers": told(taken.papers), "note": note}
    journal.append(session, clock, dossier.instance_id, "supplement_answered", dossier.code, officer.name, facts)
    settle(session, clock, dossier, taken, officer.name)
    unpause(session, clock, dossier, officer.name)
    key = f"supplement:{dossier.id}:{asked.ordinal}"
    variables: dict[str, Json] = {"supplement_note": note}
    changes = commands.deliver(
        session, clock, "ho_so_bo_sung", code, variables, key=key, ttl=MESSAGE_KEPT, by=officer.name
    )
    if changes is not None:
        follow(session, clock, changes)
    return changes


def _taken(session: Session, clock: Clock, dossier: Dossier, papers: Sequence[PaperBrought]) -> Taken:
    """What was brought, with what is here already and was chosen instead."""
    person = session.get_one(Person, dossier.person_id)
    holder = Holder(person.kind, person.identity)
    look = look_of(clock, holder, procedure_of(session, dossier.definition_id), pack_of(dossier))
    return take(session, clock, look, papers, bool(dossier.identified_by))


def _require_reception(session: Session, clock: Clock, officer: Officer, dossier: Dossier) -> None:
    """Only the counter of the receiving unit speaks with the applicant."""
    if dossier.unit_id not in reach_of(session, officer, clock).units(RECEPTION, dossier.procedure):
        raise Forbidden


def withdraw(session: Session, clock: Clock, officer: Officer, code: str, reason: str) -> Changes:
    """The applicant takes the dossier back: allowed while no result is signed.

    Handling stops, the stop notice is printed.
    """
    dossier = dossier_for(session, officer, code, clock)
    hold(session, dossier)
    _require_reception(session, clock, officer, dossier)
    if not reason.strip():
        raise ReasonMissing
    if not may_withdraw(session, dossier):
        raise WithdrawalTooLate(code=code)
    procedure = procedure_of(session, dossier.definition_id)
    dossier.reason, dossier.withdrawn_at = reason.strip(), clock.now()
    move(session, clock, dossier, procedure, "withdrawal", officer.name)
    facts = {"reason": dossier.reason}
    journal.append(session, clock, dossier.instance_id, "dossier_withdrawn", dossier.code, officer.name, facts)
    changes = commands.cancel(session, clock, dossier.instance_id, officer.name, dossier.reason)
    move(session, clock, dossier, procedure, "stopped", officer.name)
    follow(session, clock, changes)
    enqueue(session, clock, "print_stop", {}, instance_id=dossier.instance_id)
    return changes


def may_withdraw(session: Session, dossier: Dossier) -> bool:
    """Whether the applicant may still take the dossier back (Decree 118/2025 art. 21)."""
    is_open = dossier.state in ("submitted", "accepted", "handling", "supplement", "payment")
    return is_open and not any_signed(session, dossier)


def open_task(session: Session, dossier: Dossier, role: str) -> Task | None:
    """A step of the dossier that waits in the lists of this role."""
    return session.scalar(
        select(Task)
        .where(Task.instance_id == dossier.instance_id, Task.role == role, Task.state.in_(("open", "claimed")))
        .order_by(Task.opened_at)
        .limit(1)
    )
