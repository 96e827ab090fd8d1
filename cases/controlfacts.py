"""The way of a dossier from hand to hand, read from its journal: the control slip. Nobody types it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.deadlines import day_of
from cases.paperfacts import House, Subject, shared_facts
from cases.tables import Consultation, Officer, Slip, StepTerm, Unit
from documents.facts import ControlFacts, HandoverPart
from engine.queries import facts

VERDICTS = {"early": "Trước hạn", "on_time": "Đúng hạn", "late": "Quá hạn", "": "–"}
APPLICANT = "Người nộp hồ sơ"
NOTES = {
    "supplement_asked": "Yêu cầu bổ sung hồ sơ", "supplement_answered": "Đã nhận bổ sung",
    "paused": "Tạm dừng tính thời hạn", "unpaused": "Tiếp tục tính thời hạn", "apology_issued": "Đã xin lỗi, hẹn lại",
    "task_reassigned": "Phân công lại", "dossier_withdrawn": "Người nộp rút hồ sơ",
    "dossier_stopped": "Dừng giải quyết",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stay:
    """A dossier in somebody's hands until he did his step: who, where, which step, and how he stood with his time."""

    name: str
    unit: str
    step: str
    until: datetime
    verdict: str
    notes: tuple[str, ...] = ()


def control_facts(session: Session, subject: Subject, slip: Slip, house: House) -> ControlFacts:
    """`slips/control.html` from the entries of the dossier's chain."""
    dossier = subject.dossier
    asked = select(Consultation.agency).where(Consultation.dossier_id == dossier.id).order_by(Consultation.asked_at)
    return ControlFacts(
        **shared_facts(session, subject, slip, house), handling=subject.handling.name,
        consulted=list(dict.fromkeys(session.scalars(asked))), accepted_at=dossier.accepted_at, due_at=dossier.due_at,
        promised_at=dossier.promised_at, hand_overs=list(_parts(session, subject, _stays(session, subject))),
    )  # fmt: skip


def _stays(session: Session, subject: Subject) -> list[Stay]:
    """One stay a completed step, in order; what happened meanwhile is noted beside it."""
    dossier, people = subject.dossier, _people(session)
    terms = {term.task_id: term for term in session.scalars(select(StepTerm).where(StepTerm.dossier_id == dossier.id))}
    stays: list[Stay] = []
    notes: list[str] = []
    for entry in facts(session, dossier.instance_id):
        if entry.name in NOTES:
            notes.append(_note(entry.name, entry.payload or {}))
        if entry.name == "task_completed":
            full_name, unit = people.get(entry.actor, (entry.actor, ""))
            step = str((entry.payload or {}).get("name") or "")
            verdict = _verdict(terms.get(entry.subject), entry.at)
            stays.append(Stay(full_name, unit, step, entry.at, verdict, tuple(notes)))
            notes = []
    return stays


def _note(name: str, payload: Mapping[str, Any]) -> str:
    more = str(payload.get("reason") or payload.get("ground") or "")
    return f"{NOTES[name]}: {more}" if more and name == "task_reassigned" else NOTES[name]


def _verdict(term: StepTerm | None, at: datetime) -> str:
    if term is None or term.due_at is None:
        return VERDICTS[""]
    if at > term.due_at:
        return VERDICTS["late"]
    return VERDICTS["early" if day_of(at) < day_of(term.due_at) else "on_time"]


def _parts(session: Session, subject: Subject, stays: Sequence[Stay]) -> Iterator[HandoverPart]:
    """From each stay to the next in other hands, and from the last to whoever has the dossier now."""
    for number, stay in enumerate(stays):
        following = stays[number + 1] if number + 1 < len(stays) else None
        name, unit = (following.name, following.unit) if following else _holder_now(session, subject)
        if following is None or following.name != stay.name:
            yield HandoverPart(
                giver=stay.name, giver_unit=stay.unit, receiver=name, receiver_unit=unit, at=stay.until,
                verdict=stay.verdict, note="; ".join((stay.step, *stay.notes)),
            )  # fmt: skip


def _holder_now(session: Session, subject: Subject) -> tuple[str, str]:
    """Who has the dossier now: the holder of its open step, its unit, or the applicant when it has ended."""
    if subject.dossier.closed_at is not None:
        return subject.person.full_name, APPLICANT
    open_terms = select(StepTerm).where(StepTerm.dossier_id == subject.dossier.id, StepTerm.state != "closed")
    term = session.scalars(open_terms.order_by(StepTerm.opened_at).limit(1)).first()
    if term is None:
        return "–", subject.handling.name
    people = _people(session)
    return people.get(term.assignee or "", ("chưa phân công", session.get_one(Unit, term.unit_id).name))


def _people(session: Session) -> dict[str, tuple[str, str]]:
    rows = select(Officer.name, Officer.full_name, Unit.name).join(Unit, Unit.id == Officer.unit_id)
    return {name: (full_name, unit) for name, full_name, unit in session.execute(rows)}
