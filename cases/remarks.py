"""Notes about a dossier: what officers tell each other, and what they tell its applicant. Kept apart, never changed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.folding import compose
from cases.law import hold
from cases.people import dossier_for
from cases.tables import Dossier, Note, Officer
from engine import journal
from ground.clock import Clock
from ground.errors import Invalid

AUDIENCES = ("internal", "applicant")
LONGEST = 4000


class NoteEmpty(Invalid):
    """The note has no words. Write down what the others should know."""

    code = "note_empty"


class NoteAudienceUnknown(Invalid):
    """A note is for the officers ("internal") or for the applicant, not for "{audience}"."""

    code = "note_audience_unknown"


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note as it is read: `writer` is the officer's full name."""

    audience: str
    words: str
    writer: str
    written_at: datetime


def write_note(session: Session, clock: Clock, officer: Officer, code: str, audience: str, words: str) -> Note:
    """Write a note about a dossier. Raises `DossierNotFound`, `NoteEmpty`, `NoteAudienceUnknown`."""
    dossier = hold(session, dossier_for(session, officer, code, clock))
    said = compose(words).strip()[:LONGEST]
    if not said:
        raise NoteEmpty
    if audience not in AUDIENCES:
        raise NoteAudienceUnknown(audience=audience)
    note = Note(
        dossier_id=dossier.id, audience=audience, words=said, written_by=officer.name, written_at=clock.now()
    )  # fmt: skip
    session.add(note)
    session.flush()
    # The words themselves stay in their row: what is erased there one day is not kept by the chain.
    facts = {"audience": audience, "note": note.id}
    journal.append(session, clock, dossier.instance_id, "note_written", note.id, officer.name, facts)
    return note


def notes_of(session: Session, clock: Clock, officer: Officer, code: str) -> tuple[NoteLine, ...]:
    """All notes of a dossier, newest first, for its officers. Raises `DossierNotFound`."""
    return _lines(session, dossier_for(session, officer, code, clock), AUDIENCES)


def told_applicant(session: Session, dossier: Dossier) -> tuple[NoteLine, ...]:
    """What the applicant may read, newest first: never an internal note."""
    return _lines(session, dossier, ("applicant",))


def _lines(session: Session, dossier: Dossier, audiences: tuple[str, ...]) -> tuple[NoteLine, ...]:
    rows = session.execute(
        select(Note, Officer.full_name)
        .outerjoin(Officer, Officer.name == Note.written_by)
        .where(Note.dossier_id == dossier.id, Note.audience.in_(audiences))
        .order_by(Note.written_at.desc(), Note.id)
    )
    return tuple(NoteLine(note.audience, note.words, name or note.written_by, note.written_at) for note, name in rows)
