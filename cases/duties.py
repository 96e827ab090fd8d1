"""Separation of duties: who appraised does not sign; checked anew at every claim, hand-over and completion."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.authority import require_authority
from cases.deadlines import day_of
from cases.law import pack_of
from cases.tables import Dossier
from engine.tables import Task
from ground.clock import Clock
from ground.errors import Forbidden


class DutiesTogether(Forbidden):
    """{name} has done "{step}" for this dossier and may not do this step too. Another person has to."""

    code = "duties_together"


def keep_apart(session: Session, clock: Clock, dossier: Dossier | None, task: Task, name: str) -> None:
    """Raises `DutiesTogether` when the officer did a step that the rule pack keeps apart from this one, `MayNotSign`
    where his authority to sign has ended.

    Asks the database only where the pack keeps the step's role apart from others.
    """
    apart = pack_of(dossier).desk.duties.get(task.role) if dossier is not None else None
    if dossier is None or not apart:
        return
    if task.role == pack_of(dossier).desk.apology_signer:
        require_authority(session, name, dossier.handling_unit_id, dossier.procedure, day_of(clock.now()))
    done = (
        select(Task.name)
        .where(
            Task.instance_id == task.instance_id, Task.role.in_(apart), Task.state == "completed",
            Task.completed_by == name,
        )
        .limit(1)
    )  # fmt: skip
    step = session.scalar(done)
    if step is not None:
        raise DutiesTogether(name=name, step=step)
