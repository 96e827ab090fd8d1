"""Why the date of a dossier is its date."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from cases.calendar import Calendar
from cases.deadlines import Life, Sources, apology_at, due_after, parse_term, stretches
from cases.explanation import explain
from cases.law import calendar_of, life_of, pack_of, pauses_of, timing_of
from cases.people import dossier_for
from cases.procedure import procedure_of
from cases.queries.shapes import DeadlinePage, PauseLine, PhaseLine
from cases.sheet import Law
from cases.tables import Officer
from ground.clock import Clock


def deadline_of(session: Session, clock: Clock, officer: Officer, code: str) -> DeadlinePage:
    """Why the date is the date. Raises `DossierNotFound`."""
    dossier = dossier_for(session, officer, code, clock)
    pauses, calendar, pack = pauses_of(session, dossier.id), calendar_of(dossier), pack_of(dossier)
    law = procedure_of(session, dossier.definition_id).law(dossier.rule_pack)
    life, timing = life_of(dossier, pauses), timing_of(dossier, pauses, clock.now())
    left = timing.remaining
    return DeadlinePage(
        code=dossier.code, term=dossier.term, basis=law.basis, accepted_at=dossier.accepted_at,
        clock_at=dossier.clock_at, due_at=dossier.due_at, original_due_at=dossier.original_due_at, timing=timing,
        remaining_minutes=None if left is None else int(left.total_seconds() // 60),
        pauses=tuple(PauseLine(row.kind, row.ground, row.from_at, row.until_at) for row in pauses),
        days=explain(calendar, life, _sources(pack.counting, law)),
        legal_term=law.term, legal_due_at=_legal_due(calendar, law, life), phases=_phases(calendar, life),
        apology_due_at=apology_at(calendar, dossier.due_at, pack.apology_before) if dossier.due_at else None,
        calendar=calendar.name,
    )  # fmt: skip


def _sources(counting: Sources, law: Law) -> Sources:
    """The rule pack's grounds of counting, and the procedure's own for its term."""
    return replace(counting, term=law.basis)


def _legal_due(calendar: Calendar, law: Law, life: Life) -> datetime | None:
    """When the law's own term ends, where the office has promised less."""
    if life.clock_at is None:
        return None
    return due_after(calendar, parse_term(law.term), life.clock_at, life.stops)


def _phases(calendar: Calendar, life: Life) -> tuple[PhaseLine, ...]:
    """The phases of a term that has several, each with the days planned for it."""
    if life.clock_at is None or life.term is None or len(life.term.parts) == 1:
        return ()
    laid = stretches(calendar, life.term, life.clock_at, life.stops)
    return tuple(PhaseLine(str(each.term), each.start, each.end) for each in laid)
