"""What happens in a story is done with the very commands the doors call, each in a transaction of its own."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases import apologies, handling, incoming, leaves
from cases.deadlines import due_at
from cases.law import calendar_of, pack_of
from cases.procedure import procedure_of
from cases.scenarios.reading import Act
from cases.scenarios.stage import COUNTER, Stage, dossier_on
from cases.tables import new_id
from engine.tables import Task
from ground.database import transaction
from ground.errors import Conflict

SUPPLEMENT = "ho_so_bo_sung"


class StepNotOpen(Conflict):
    """The step {step} is not open; open are: {open}."""

    code = "step_not_open"


def perform(stage: Stage, act: Act) -> None:
    """Let time pass, do the act, and let the machine work until nothing is due."""
    stage.machinery.forget()
    if act.advance:
        stage.pass_time(act.advance)
        stage.settle()
    with stage.machinery.failing(act.fail):
        with transaction(stage.database) as session:
            _do(session, stage, act)
        stage.settle()


def _do(session: Session, stage: Stage, act: Act) -> None:
    counter = stage.player(session, act.by or stage.scenario.cast[COUNTER])
    if act.step:
        _complete(session, stage, act)
    elif act.message and act.message != SUPPLEMENT:
        _bring(session, stage, act)
    elif act.message:
        changes = handling.supplement_answered(session, stage.clock, counter, stage.code, (), "")
        stage.note(changes.entered if changes is not None else ())
    elif act.withdraw:
        handling.withdraw(session, stage.clock, counter, stage.code, act.withdraw)
    elif act.allow:
        role = pack_of(dossier_on(session, stage)).more_supplements
        leader = stage.player(session, act.by or stage.scenario.cast[role])
        leaves.allow_supplement(session, stage.clock, leader, stage.code, act.allow)
    elif act.apologise:
        _apologise(session, stage, act)


def _apologise(session: Session, stage: Stage, act: Act) -> None:
    """The head signs the one apology, with the new date the rule pack proposes."""
    dossier = dossier_on(session, stage)
    desk, late_at = pack_of(dossier).desk, max(dossier.due_at or stage.clock.now(), stage.clock.now())
    head = stage.player(session, act.by or stage.scenario.cast[desk.apology_signer])
    new_due_at = due_at(calendar_of(dossier), desk.apology_delay, late_at)
    apologies.sign_apology(session, stage.clock, head, stage.code, act.apologise, new_due_at)


def _bring(session: Session, stage: Stage, act: Act) -> None:
    sheet = procedure_of(session, dossier_on(session, stage).definition_id).sheet
    role = sheet.messages[act.message].role if act.message in sheet.messages else COUNTER
    officer = stage.player(session, act.by or stage.scenario.cast[role])
    answers = stage.scenario.answers_for(act)
    changes = incoming.bring(session, stage.clock, officer, stage.code, act.message, answers, new_id())
    stage.note(changes.entered if changes is not None else ())


def _complete(session: Session, stage: Stage, act: Act) -> None:
    task = _open_task(session, stage, act.step)
    by = act.by or stage.scenario.cast.get(task.role, "")
    officer = stage.player(session, by)
    answers = stage.scenario.answers_for(act)
    changes = handling.complete_step(session, stage.clock, officer, task.id, task.version, answers)
    stage.note(changes.entered)


def _open_task(session: Session, stage: Stage, step: str) -> Task:
    """The step, or the first of several of its kind. Raises `StepNotOpen`."""
    instance = dossier_on(session, stage).instance_id
    live = (
        select(Task).where(Task.instance_id == instance, Task.state.in_(("open", "claimed"))).order_by(Task.opened_at)
    )
    tasks = session.scalars(live).all()
    for task in tasks:
        if task.element == step:
            return task
    raise StepNotOpen(step=step, open=", ".join(sorted(task.element for task in tasks)) or "–")
