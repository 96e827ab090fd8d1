"""Signs a supervisor looks into: what the rules forbid or the figures hide, each with the dossiers it is seen in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from cases.law import pauses_by_dossier, timing_of
from cases.queries.lately import beside, lately
from cases.queries.search import may_be_late
from cases.queries.supervision import officer_names, overseen
from cases.tables import Apology, Dossier, Officer, StepTerm, Supplement
from engine.tables import Task
from ground.clock import Clock

# So many of one sign are found at most; a number that says so is followed by a plus.
MOST = 200
# Nobody reads a dossier's papers in less; a sign to look at, never a judgement.
QUICK = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class SignLine:
    """One dossier with the sign: `what` the step or procedure, `who` the officer's full name, `at` the instant that
    tells.
    """

    code: str
    what: str
    who: str
    at: datetime
    count: int = 1


def signs(session: Session, clock: Clock, officer: Officer, only: str = "") -> Mapping[str, tuple[SignLine, ...]]:
    """All signs in the officer's units by their names (those of `LOOKS`), or one of them; each with at most `MOST`."""
    units, names = overseen(session, clock, officer), officer_names(session)
    wanted = {only: LOOKS[only]} if only in LOOKS else LOOKS
    return {
        name: tuple(replace(line, who=names.get(line.who, line.who)) for line in look(session, clock, units))
        for name, look in wanted.items()
    }


def _no_apology(session: Session, clock: Clock, units: frozenset[str]) -> list[SignLine]:
    """Past the date, no apology signed: the citizen was told nothing (Decree 61/2018 art. 19(9))."""
    said = exists().where(Apology.dossier_id == Dossier.id, Apology.state == "signed")
    asked = (
        select(Dossier)
        .where(
            Dossier.closed_at.is_(None), Dossier.finished_at.is_(None), ~said, Dossier.due_at.is_not(None),
            beside(Dossier.state, ("accepted", "handling", "payment")), beside(Dossier.handling_unit_id, units),
        )
        .order_by(Dossier.due_at)
        .limit(MOST)
    )  # fmt: skip
    # Those past their date in the order of their dates; then those a request made late before it.
    past = session.scalars(asked.where(Dossier.due_at < clock.now())).all()
    asked_late = asked.where(Dossier.due_at >= clock.now(), Dossier.supplement_count > 0, may_be_late(clock.now()))
    rows = [*past, *(session.scalars(asked_late) if len(past) < MOST else ())][:MOST]
    held = pauses_by_dossier(session, [row.id for row in rows])
    return [
        SignLine(row.code, row.procedure_name, row.received_by, row.due_at)
        for row in rows
        if row.due_at is not None and timing_of(row, held.get(row.id, []), clock.now()).is_late
    ]


def _supplements(session: Session, clock: Clock, units: frozenset[str]) -> list[SignLine]:
    """Asked more than once to supplement: once is the rule, and a second request makes the dossier late (QĐ 766)."""
    recent = lately(clock, units).subquery()
    rows = session.execute(
        select(Dossier.code, Dossier.procedure_name, func.max(Supplement.asked_at).label("at"), func.count())
        .join(recent, recent.c.id == Dossier.id)
        .join(Supplement, Supplement.dossier_id == Dossier.id)
        .group_by(Dossier.code, Dossier.procedure_name)
        .having(func.count() > 1)
        .order_by(func.max(Supplement.asked_at).desc())
        .limit(MOST)
    )
    return [SignLine(code, name, "", at, count) for code, name, at, count in rows]


def _late_step(session: Session, clock: Clock, units: frozenset[str]) -> list[SignLine]:
    """The dossier is still in time, its step is not: somebody else will have to hurry."""
    now = clock.now()
    rows = session.scalars(
        select(StepTerm)
        .where(
            StepTerm.state != "closed", StepTerm.unit_id.in_(units), StepTerm.due_at < now,
            StepTerm.dossier_due_at > now, StepTerm.paused_at.is_(None),
        )
        .order_by(StepTerm.due_at)
        .limit(MOST)
    )  # fmt: skip
    return [SignLine(row.code, row.name, row.assignee or "", row.due_at) for row in rows if row.due_at]


def _quick(session: Session, clock: Clock, units: frozenset[str]) -> list[SignLine]:
    """Taken and completed within seconds: was anything read?"""
    recent = lately(clock, units).subquery()
    rows = session.execute(
        select(Dossier.code, Task.name, Task.completed_by, Task.claimed_at, Task.completed_at)
        .join(recent, recent.c.id == Dossier.id)
        .join(Task, Task.instance_id == Dossier.instance_id)
        .where(Task.state == "completed", Task.claimed_at.is_not(None))
        .order_by(Task.completed_at.desc())
    )
    quick = [
        SignLine(code, name, who or "", done, max(int((done - taken).total_seconds()), 0))
        for code, name, who, taken, done in rows
        if taken is not None and done is not None and timedelta(0) <= done - taken < QUICK
    ]
    return quick[:MOST]


LOOKS: Mapping[str, Callable[[Session, Clock, frozenset[str]], list[SignLine]]] = {
    "no_apology": _no_apology, "supplements": _supplements, "late_step": _late_step, "quick": _quick,
}  # fmt: skip
