"""What a list shows of a step lies in the step's own row, and follows whatever the row is about.

No act has to think of the lists: a step that comes into the session is furnished with what its dossier tells; when a
dossier, pause or consultation changes, the open steps are told at the end of the same transaction; and a dossier that
comes in leaves its words behind.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, bindparam, event, func, select
from sqlalchemy.orm import Session, object_session

from cases import searching
from cases.deadlines import share_of
from cases.folding import name_order
from cases.law import calendar_of
from cases.tables import Consultation, Dossier, Pause, Person, StepTerm
from ground.flush import OrderedSession

# After everything that has a date.
FAR = timedelta(days=36_500)
SOON_SHARE = 0.75
SHELVES = {"submitted": "new", "supplement": "supplement", "finished": "return", "refused": "return"}
LIMIT_NOTE = 300


@dataclass(frozen=True, slots=True)
class Standing:
    """What else is true of a dossier now: since when its clock stands still, how many opinions it waits for."""

    paused_at: datetime | None = None
    opinions: int = 0


def furnish(row: StepTerm, dossier: Dossier, applicant: str) -> None:
    """Write into a step's row what lists show of its dossier and what does not change while it is open."""
    row.code, row.procedure, row.procedure_name = dossier.code, dossier.procedure, dossier.procedure_name
    row.applicant, row.sort_name, row.look_up = applicant, name_order(applicant), dossier.look_up
    place(row, dossier, Standing())


def place(row: StepTerm, dossier: Dossier, standing: Standing) -> None:
    """Put a step where it belongs now: its queue, its place by urgency, its badges."""
    row.calendar, row.dossier_due_at, row.paused_at = dossier.calendar, dossier.due_at, standing.paused_at
    row.shelf = "opinion" if standing.opinions and dossier.state == "handling" else shelf_of(dossier.state)
    row.sort_at, row.soon_at = _urgency(row, dossier, standing)
    row.marks = "".join(f" {mark}" for mark in marks_of(dossier, standing)) + " "


def shelf_of(state: str) -> str:
    """The queue in which the steps of a dossier in this state lie."""
    return SHELVES.get(state, "handling")


def _urgency(row: StepTerm, dossier: Dossier, standing: Standing) -> tuple[datetime, datetime | None]:
    """A step's own date; without one the dossier's, while it is still to be kept; while time stands still neither."""
    by_dossier = dossier.due_at if row.due_at is None and row.shelf != "return" else None
    at = row.due_at or by_dossier
    if at is None:
        return row.opened_at + FAR, None
    if standing.paused_at is not None and at > standing.paused_at:
        return at + FAR, None
    if row.due_at is None and dossier.clock_at is not None:
        return at, share_of(calendar_of(dossier), dossier.clock_at, at, SOON_SHARE)
    return at, row.warn_at


def marks_of(dossier: Dossier, standing: Standing) -> Iterable[str]:
    """The badges of a dossier's steps, by their keys."""
    said = {
        "online": dossier.channel == "online", "post": dossier.channel == "post",
        "paused": standing.paused_at is not None, "opinion": standing.opinions > 0,
        "supplemented": dossier.supplement_count > 0, "apologised": dossier.promised_at is not None,
        "fee_due": dossier.payment == "due", "by_post": dossier.return_way == "post",
        "represented": dossier.representative is not None,
    }  # fmt: skip
    return (mark for mark, holds in said.items() if holds)


def relist(session: Session, dossier_id: str) -> None:
    """Tell the open steps of a dossier how it stands."""
    dossier = session.get_one(Dossier, dossier_id)
    for row, paused_at, opinions in session.execute(_OPEN_STEPS, {"dossier_id": dossier_id}):
        place(row, dossier, Standing(paused_at, opinions))


_ABOUT: BindParameter[str] = bindparam("dossier_id")
_ASKED = select(func.count()).where(Consultation.dossier_id == _ABOUT, Consultation.state == "open")
_PAUSED = select(Pause.from_at).where(Pause.dossier_id == _ABOUT, Pause.until_at.is_(None))
# The open steps of a dossier, and beside each its open pause and its open questions.
_OPEN_STEPS = select(StepTerm, _PAUSED.scalar_subquery(), _ASKED.scalar_subquery()).where(
    StepTerm.dossier_id == _ABOUT, StepTerm.state != "closed"
)


def _stir(session: Session | None, dossier_id: str | None) -> None:
    if session is not None and dossier_id is not None:
        session.info.setdefault("stirred", set()).add(dossier_id)


def _changed(row: Any, value: object, before: object, _initiator: object) -> None:
    if value != before:
        _stir(object_session(row), row.id if isinstance(row, Dossier) else row.dossier_id)


WATCHED = (
    Dossier.state, Dossier.due_at, Dossier.finished_at, Dossier.promised_at, Dossier.supplement_count, Dossier.payment,
    Dossier.calendar, Pause.until_at, Consultation.state, StepTerm.due_at, StepTerm.warn_at,
)  # fmt: skip
for attribute in WATCHED:
    event.listen(attribute, "set", _changed)


@event.listens_for(StepTerm.state, "set")
def _forget(row: StepTerm, value: str, before: object, _initiator: object) -> None:
    """A closed step is shown by its dossier; the row keeps nobody's name."""
    session = object_session(row)
    if value == "closed" and before != "closed" and session is not None:
        _known(session)[row.dossier_id] = row.applicant
        row.code = row.applicant = row.sort_name = row.look_up = row.procedure = row.procedure_name = row.note = (
            row.given_by
        ) = ""
        row.marks = " "


def hand_on(row: StepTerm, by: str, note: str) -> None:
    """A step goes into other hands with a word; who gave it away may have it back."""
    row.given_by, row.note = by, f"{by}: {note}"[:LIMIT_NOTE] if note.strip() else ""


def _known(session: Session) -> dict[str, str]:
    names: dict[str, str] = session.info.setdefault("applicants", {})
    return names


@event.listens_for(OrderedSession, "after_attach")
def _arrives(session: Session, row: object) -> None:
    if isinstance(row, StepTerm) and not row.code:
        with session.no_autoflush:
            dossier = session.get_one(Dossier, row.dossier_id)
            furnish(row, dossier, _applicant(session, dossier))
    elif isinstance(row, Pause | Consultation):
        _stir(session, row.dossier_id)
    elif isinstance(row, Dossier):
        searching.arrives(session, row)


def _applicant(session: Session, dossier: Dossier) -> str:
    """The name the step before this one bore, else the person's."""
    name = _known(session).get(dossier.id)
    return name if name else session.get_one(Person, dossier.person_id).full_name


@event.listens_for(OrderedSession, "before_commit")
def _keep_true(session: Session) -> None:
    searching.write_down(session)
    while stirred := session.info.pop("stirred", None):
        session.flush()
        for dossier_id in sorted(stirred):
            relist(session, dossier_id)
        session.flush()
        # Placing a step stirs nothing new: its own dates are not touched.
        session.info.pop("stirred", None)
