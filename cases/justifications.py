"""Why is this step late? The officer answers; the supervisor accepts or asks again; each is told when it is his turn.

Every turn is a fact of the dossier's journal.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from cases import notices
from cases.folding import compose
from cases.law import hold
from cases.people import SUPERVISOR, RoleMissing, TaskNotFound, reach_of
from cases.tables import Dossier, Justification, Officer, StepTerm
from engine import journal
from ground.canonical import Json
from ground.clock import Clock
from ground.errors import Conflict, Invalid, NotFound

LEADERS = (
    SUPERVISOR, "lanh_dao_phong", "lanh_dao_don_vi", "lanh_dao_van_phong", "lanh_dao_bo", "chu_tich_ubnd",
    "lanh_dao_xa", "lanh_dao_ho_so",
)  # fmt: skip
LONGEST = 2000
MOST = 200


class NobodyToAsk(Conflict):
    """Nobody has this step in hand. Give it to somebody first, then he can be reminded or asked."""

    code = "nobody_to_ask"


class JustificationOpen(Conflict):
    """{of} was asked about this step already and the matter is still open. Wait for the answer, or judge it."""

    code = "justification_open"


class JustificationNotFound(NotFound):
    """There is no such question about a late step."""

    code = "justification_not_found"


class JustificationNotYours(Conflict):
    """This question about the step {step} waits for somebody else. Open the list again."""

    code = "justification_not_yours"


class JustificationEmpty(Invalid):
    """There are no words. Write down why, so that others understand it later."""

    code = "justification_empty"


@dataclass(frozen=True, slots=True)
class JustificationLine:
    """A question about a late step as it is read; `of_name` and `asker` are full names."""

    id: str
    code: str
    step: str
    of: str
    of_name: str
    asker: str
    asked_at: datetime
    question: str
    answer: str
    answered_at: datetime | None
    state: str
    turns: int


def ask_why(session: Session, clock: Clock, officer: Officer, task_id: str, question: str) -> Justification:
    """Ask the holder of a step why it is late. Raises `TaskNotFound`, `NobodyToAsk`, `JustificationOpen`."""
    term, dossier, holder = _at(session, clock, officer, task_id)
    words = _words(question)
    is_open = (Justification.task_id == task_id) & (Justification.state != "accepted")
    if session.scalar(select(Justification.id).where(is_open)) is not None:
        raise JustificationOpen(of=holder.full_name)
    row = Justification(
        dossier_id=dossier.id, task_id=task_id, step=term.name, unit_id=term.unit_id, of=holder.name,
        asked_by=officer.name, asked_at=clock.now(), question=words,
    )  # fmt: skip
    session.add(row)
    session.flush()
    _note(session, clock, dossier, "justification_asked", row.id, officer, {"of": holder.name, "question": words})
    notices.tell_officer(session, clock, dossier, holder, "justification", step=term.name, question=words)
    return row


def justify(session: Session, clock: Clock, officer: Officer, justification_id: str, answer: str) -> None:
    """Answer it. Raises `JustificationNotFound`, `JustificationNotYours`, `JustificationEmpty`."""
    row, dossier = _hold(session, clock, officer, justification_id)
    if row.state != "asked" or row.of != officer.name:
        raise JustificationNotYours(step=row.step)
    row.answer, row.answered_at, row.state = _words(answer), clock.now(), "answered"
    _note(session, clock, dossier, "justification_given", row.id, officer, {"answer": row.answer})
    for asker in _named(session, row.asked_by):
        notices.tell_officer(session, clock, dossier, asker, "justified", step=row.step, of=officer.full_name)


def judge(
    session: Session, clock: Clock, officer: Officer, justification_id: str, accepted: bool, question: str = ""
) -> None:  # fmt: skip
    """Accept an answer, or ask again with other words.

    Raises `JustificationNotFound`, `JustificationNotYours`, `JustificationEmpty`, `RoleMissing`.
    """
    row, dossier = _hold(session, clock, officer, justification_id)
    if row.unit_id not in _led(session, clock, officer):
        raise RoleMissing(role=SUPERVISOR)
    if row.state != "answered" or row.of == officer.name:
        raise JustificationNotYours(step=row.step)
    if accepted:
        row.state, row.settled_at = "accepted", clock.now()
        _note(session, clock, dossier, "justification_accepted", row.id, officer, {"of": row.of})
    else:
        row.question, row.state, row.turns = _words(question), "asked", row.turns + 1
        facts: dict[str, Json] = {"of": row.of, "question": row.question}
        _note(session, clock, dossier, "justification_asked", row.id, officer, facts)
        for asked in _named(session, row.of):
            notices.tell_officer(session, clock, dossier, asked, "justification", step=row.step, question=row.question)


def waiting_for(session: Session, clock: Clock, officer: Officer) -> int:
    """How many questions wait for this officer: to be answered by him, or to be judged in the units he leads."""
    mine = and_(Justification.state == "asked", Justification.of == officer.name)
    led = and_(
        Justification.state == "answered", Justification.of != officer.name,
        Justification.unit_id.in_(_led(session, clock, officer)),
    )  # fmt: skip
    return session.scalar(select(func.count()).select_from(Justification).where(or_(mine, led))) or 0


def justifications(
    session: Session, clock: Clock, officer: Officer, state: str = ""
) -> tuple[JustificationLine, ...]:  # fmt: skip
    """Those asked of the officer and those of the units he leads, newest first; open ones, or of one state."""
    asker = aliased(Officer)
    rows = session.execute(
        select(Justification, Dossier.code, Officer.full_name, asker.full_name)
        .join(Dossier, Dossier.id == Justification.dossier_id)
        .join(Officer, Officer.name == Justification.of)
        .outerjoin(asker, asker.name == Justification.asked_by)
        .where(
            or_(Justification.of == officer.name, Justification.unit_id.in_(_led(session, clock, officer))),
            Justification.state == state if state else Justification.state != "accepted",
        )
        .order_by(Justification.asked_at.desc())
        .limit(MOST)
    )
    return tuple(
        JustificationLine(
            row.id, code, row.step, row.of, name, asked_by or row.asked_by, row.asked_at, row.question, row.answer,
            row.answered_at, row.state, row.turns,
        )
        for row, code, name, asked_by in rows
    )  # fmt: skip


def _led(session: Session, clock: Clock, officer: Officer) -> list[str]:
    reach = reach_of(session, officer, clock)
    return sorted(frozenset().union(*(reach.get(role, frozenset()) for role in LEADERS)))


def _at(session: Session, clock: Clock, officer: Officer, task_id: str) -> tuple[StepTerm, Dossier, Officer]:
    """An open step of a unit the officer leads, its dossier held, and who has it in hand."""
    term = session.get(StepTerm, task_id)
    if term is None or term.state == "closed" or term.unit_id not in _led(session, clock, officer):
        raise TaskNotFound
    dossier = hold(session, session.get_one(Dossier, term.dossier_id))
    holder = session.scalar(select(Officer).where(Officer.name == (term.assignee or "")))
    if holder is None:
        raise NobodyToAsk
    return term, dossier, holder


def _named(session: Session, name: str) -> Iterable[Officer]:
    return session.scalars(select(Officer).where(Officer.name == name))


def _hold(session: Session, clock: Clock, officer: Officer, justification_id: str) -> tuple[Justification, Dossier]:
    row = session.get(Justification, justification_id)
    if row is None or (row.of != officer.name and row.unit_id not in _led(session, clock, officer)):
        raise JustificationNotFound
    dossier = hold(session, session.get_one(Dossier, row.dossier_id))
    session.refresh(row)
    return row, dossier


def _words(text: str) -> str:
    words = compose(text).strip()[:LONGEST]
    if not words:
        raise JustificationEmpty
    return words


def _note(
    session: Session, clock: Clock, dossier: Dossier, name: str, subject: str, officer: Officer, facts: dict[str, Json]
) -> None:  # fmt: skip
    journal.append(session, clock, dossier.instance_id, name, subject, officer.name, facts)
