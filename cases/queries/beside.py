"""What an officer wants beside a step: opinions asked and given, his draft, notes, where the dossier stands."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.drafts import draft_of
from cases.people import dossier_for
from cases.queries.on_file import OnFile, on_file
from cases.queries.positions import Position, positions_of
from cases.remarks import NoteLine, notes_of
from cases.tables import Consultation, Officer, TaskDraft, Unit
from ground.clock import Clock


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """An opinion asked of a unit or agency. `state`: open, answered, silent or cancelled."""

    id: str
    agency: str
    content: str
    state: str
    opinion: str
    answer: str
    asked_at: datetime
    due_at: datetime
    answered_at: datetime | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """All of it, for one officer and one step."""

    draft: TaskDraft | None
    opinions: tuple[OpinionLine, ...] = ()
    notes: tuple[NoteLine, ...] = ()
    places: tuple[Position, ...] = ()
    files: tuple[OnFile, ...] = ()
    unit: str = ""


def beside(session: Session, clock: Clock, officer: Officer, task_id: str, code: str) -> Beside:
    """What stands beside a step; only the draft for a trial run, which has no dossier. Raises `TaskNotFound`."""
    draft = draft_of(session, clock, officer, task_id)
    if not code:
        return Beside(draft)
    handling = session.get_one(Unit, dossier_for(session, officer, code, clock).handling_unit_id)
    return Beside(
        draft, opinions_of(session, clock, officer, code), notes_of(session, clock, officer, code),
        positions_of(session, clock, officer, code), on_file(session, clock, officer, code), handling.name,
    )  # fmt: skip


def opinions_of(session: Session, clock: Clock, officer: Officer, code: str) -> tuple[OpinionLine, ...]:
    """Those of a dossier, newest first. Raises `DossierNotFound`."""
    dossier = dossier_for(session, officer, code, clock)
    rows = session.scalars(
        select(Consultation).where(Consultation.dossier_id == dossier.id).order_by(Consultation.asked_at.desc())
    )
    return tuple(
        OpinionLine(
            row.id, row.agency, row.content, row.state, row.opinion, row.answer, row.asked_at, row.due_at,
            row.answered_at, row.is_late,
        )
        for row in rows
    )  # fmt: skip
