"""How full an officer's queues are. Only the most urgent steps are counted: past the cap a number says nothing more."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.people import reach_of, visible
from cases.queries.inbox import QUEUES, urgent_steps
from cases.queries.shapes import Filters
from cases.tables import Dossier, Officer, StepTerm
from ground.clock import Clock

__all__ = ["CAP", "QUEUES", "queue_counts"]

CAP = 1000


def queue_counts(session: Session, clock: Clock, officer: Officer) -> Mapping[str, int]:
    """How many steps lie in each queue (dossiers in `supplement`), among the officer's `CAP` most urgent ones."""
    now = clock.now()
    counts = dict.fromkeys(QUEUES, 0)
    urgent = urgent_steps(session, clock, officer, Filters(), CAP)
    if urgent is not None:
        steps = select(StepTerm.stage, StepTerm.warn_at, StepTerm.due_at).join(
            urgent, urgent.c.task_id == StepTerm.task_id
        )
        for stage, warn_at, due_at in session.execute(steps):
            counts[""] += 1
            for queue in ("new", "handling", "return"):
                counts[queue] += stage in (QUEUES[queue] or ())
            if due_at is not None and due_at < now:
                counts["late"] += 1
            elif warn_at is not None and warn_at <= now:
                counts["soon"] += 1
    waiting = (
        select(Dossier.id)
        .where(Dossier.state == "supplement", visible(reach_of(session, officer, clock), officer))
        .limit(CAP)
    )
    counts["supplement"] = len(session.scalars(waiting).all())
    return counts
