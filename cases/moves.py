"""A dossier moves from one state to the next: what each arrival writes down, starts, stops and tells."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from sqlalchemy import bindparam, inspect, select, update
from sqlalchemy.orm import InstanceState, Session

from cases import notices
from cases.axes import check_axis
from cases.counting import next_serial
from cases.deadlines import (
    Cutoff,
    apology_at,
    check_pauses,
    clock_start,
    day_of,
    due_after,
    due_at,
    parse_term,
    share_of,
)
from cases.dossier import check_move
from cases.law import calendar_name, calendar_of, open_pause, pack_of, pauses_of, starts_and_ends, stop_of, term_of
from cases.people import is_fresh, know_fresh
from cases.procedure import Procedure, procedure_of
from cases.result_rows import mark_returned
from cases.stepclocks import go_on, stand_still
from cases.tables import Dossier, DossierPaper, Officer, Pause, Person, StepTerm, Supplement, Unit
from engine import journal
from engine.control import correct
from ground.asking import Question
from ground.canonical import Json
from ground.clock import Clock
from ground.errors import Invalid
from ground.flush import stay

SHORT_SHARE = 0.75
REFUSAL_WARN_SHARE = 2 / 3  # hour 16 of 24


class DateWithoutGround(Invalid):
    """The date of the dossier {code} moves only on a ground the law knows. Name it."""

    code = "date_without_ground"


Arrival = Callable[[Session, Clock, Dossier, Procedure, str], None]


def move(session: Session, clock: Clock, dossier: Dossier, procedure: Procedure, state: str, by: str) -> None:
    """Move the dossier to this state, if it is not there yet. Raises `MoveNotAllowed`."""
    if state != dossier.state:
        _look_again(session, dossier)
    if check_move(dossier.state, state, dossier.accepted_at is not None):
        ARRIVALS.get(state, _nothing)(session, clock, dossier, procedure, by)
        dossier.state = state
        dossier.version += 1
    elif state == "supplement":
        _supplement(session, clock, dossier, procedure, by)


def _look_again(session: Session, dossier: Dossier) -> None:
    """It was read before its process was locked: somebody in another branch may have moved it since.

    Once an act: after the lock nobody else moves it. What this act has written of it already stays.
    """
    if not is_fresh(session, dossier):
        know_fresh(session, dossier)
        with session.no_autoflush:
            session.refresh(dossier, _unwritten(dossier))


def _unwritten(dossier: Dossier) -> list[str]:
    state: InstanceState[Dossier] = inspect(dossier)
    return [key for key in state.dict.keys() & state.mapper.columns.keys() if key not in state.committed_state]


def _nothing(session: Session, clock: Clock, dossier: Dossier, procedure: Procedure, by: str) -> None:
    """Nothing but the state itself is written."""


def _accepted(session: Session, clock: Clock, dossier: Dossier, procedure: Procedure, by: str) -> None:
    """The dossier is complete: the clock starts and the date is fixed (Decree 118/2025 art. 17)."""
    _end_pause(session, clock, dossier, by)
    dossier.accepted_at = clock.now()
    law = procedure.law(dossier.rule_pack)
    dossier.clock_at, due = starts_and_ends(dossier, dossier.accepted_at, law.start)
    _date(dossier, due)
    # Accepted anew after its acceptance was undone by hand: the date first promised stays.
    dossier.original_due_at = dossier.original_due_at or dossier.due_at
    _enter_book(session, dossier, procedure)
    _post(dossier, "registered")
    facts = {
        "accepted_at": dossier.accepted_at, "due_at": dossier.due_at, "term": dossier.term, "basis": law.basis,
        "register": f"{dossier.register_volume}: {dossier.register_serial}",
    }  # fmt: skip
    journal.append(session, clock, dossier.instance_id, "dossier_accepted", dossier.code, by, facts)
    tell_engine(session, clock, dossier, by)
    notices.tell_applicant(
        session, clock, dossier, "accepted", officer=_full_name(session, by), at=dossier.accepted_at, due=dossier.due_at
    )


def _enter_book(session: Session, dossier: Dossier, procedure: Procedure) -> None:
    """Its line in the register of the receiving unit: one book a field, one volume a year, numbered from 1."""
    if dossier.register_serial is None and dossier.accepted_at is not None:
        year = day_of(dossier.accepted_at).year
        book = procedure.sheet.field or "chung"
        dossier.register_volume = f"{book}/{year}"[:50]
        dossier.register_serial = next_serial(session, dossier.unit_id, f"register:{book}"[:50], year)


def _handling(session: Session, clock: Clock, dossier: Dossier, procedure: Procedure, by: str) -> None:
    """Accepted at the counter, it goes on to whoever decides: electronically at once, its paper follows."""
    if dossier.state == "accepted":
        units = {name: session.get_one(Unit, unit_id).name for name, unit_id in _two_units(dossier)}
        facts = {**units, "is_electronic": True}
        journal.append(session, clock, dossier.instance_id, "dossier_handed_over", dossier.code, by, facts)
        dossier.paper_by_at = _paper_by(session, dossier)


def _paper_by(session: Session, dossier: Dossier) -> datetime | None:
    """Until when its paper follows to another unit; None where there is none, or nowhere to go (Circular art. 18)."""
    if dossier.unit_id == dossier.handling_unit_id:
        return None
    brought = (DossierPaper.originals + DossierPaper.certified + DossierPaper.copies) > 0
    has_paper = select(DossierPaper.id).where(DossierPaper.dossier_id == dossier.id, brought).limit(1)
    if session.scalar(has_paper) is None:
        return None
    return due_at(calendar_of(dossier), pack_of(dossier).counter.paper_within, handed_on_at(dossier))


def handed_on_at(dossier: Dossier) -> datetime:
    """When an accepted dossier reaches whoever handles it: at once; accepted late in the day, the next morning."""
    assert dossier.accepted_at is not None
    return clock_start(calendar_of(dossier), dossier.accepted_at, Cutoff("at", pack_of(dossier).counter.same_day_until))


def _two_units(dossier: Dossier) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("from", dossier.unit_id), ("to", dossier.handling_unit_id)


def _supplement(session: Session, clock: Clock, dossier: Dossier, procedure: Procedure, by: str) -> None:
    """The applicant is asked: time does not count until he answers, and then as the procedure's law says."""
    asked = last_supplement(session, dossier)
    if asked is None or open_pause(session, dossier.id) is not None:
        return
    on_return = procedure.law(dossier.rule_pack).on_supplement
    kind = on_return if dossier.accepted_at is not None else "reception"
    session.add(Pause(dossier_id=dossier.id, kind=kind, ground=asked.reason or "–", from_at=clock.now()))
    if dossier.accepted_at is not None:
        stand_still(session, dossier)
    facts = {"ordinal": asked.ordinal, "wanted": asked.wanted, "reason": asked.reason, "due_at": asked.due_at}
    chain = dossier.instance_id
    journal.append(session, clock, chain, "supplement_asked", dossier.code, by, facts)
    journal.append(session, clock, chain, "paused", dossier.code, by, {"kind": kind, "ground": asked.reason})
    wanted = "; ".join(each["name"] for each in asked.wanted)
    notices.tell_applicant(
        session,
        clock,
        dossier,
        "supplement",
        count=len(asked.wanted),
        wanted=wanted,
        reason=asked.reason,
        until=asked.due_at,
    )


def _refused(session: Session, clock: Clock, dossier: Dossier, procedure: Procedure, by: str) -> None:
    _end_pause(session, clock, dossier, by)
    journal.append(session, clock, dossier.instance_id, "dossier_refused", dossier.code, by, {"reason": dossier.reason})
    notices.tell_applicant(session, clock, dossier, "refused", reason=dossier.reason)


def _stopped(session: Session, clock: Clock, dossier: Dossier, procedure: Procedure, by: str) -> None:
    """Handling stops: the supplement did not come in time, or the applicant withdrew."""
    asked = last_supplement(session, dossier)
    if dossier.state == "supplement" and asked is not None and asked.answered_at is None:
        asked.expired_at = clock.now()
        dossier.reason = "Hết thời hạn bổ sung hồ sơ mà không nhận được bổ sung."
        facts = {"ordinal": asked.ordinal, "due_at": asked.due_at}
        journal.append(session, clock, dossier.instance_id, "supplement_expired", dossier.code, by, facts)
    _end_pause(session, clock, dossier, by)
    if dossier.delivery != "none":
        _post(dossier, "cancelled")
    notices.tell_applicant(session, clock, dossier, "stopped", reason=dossier.reason)


def _finished(session: Session, clock: Clock, dossier: Dossier, procedure: Procedure, by: str) -> None:
    """The result is issued: the clock stops here, not when it is fetched."""
    _end_pause(session, clock, dossier, by)
    dossier.finished_at, dossier.apology_at = clock.now(), None
    _post(dossier, "collecting")
    notices.tell_applicant(session, clock, dossier, "ready")


def _returned(session: Session, clock: Clock, dossier: Dossier, procedure: Procedure, by: str) -> None:
    dossier.returned_at = clock.now()
    _post(dossier, "delivered")
    mark_returned(session, clock, dossier, by)


def _post(dossier: Dossier, wanted: str) -> None:
    """A result that is wanted by post is on its way beside the handling: an axis of its own."""
    if dossier.return_way == "post" and check_axis("delivery", dossier.delivery, wanted):
        dossier.delivery = wanted


ARRIVALS: Mapping[str, Arrival] = {
    "accepted": _accepted,
    "handling": _handling,
    "supplement": _supplement,
    "refused": _refused,
    "stopped": _stopped,
    "finished": _finished,
    "returned": _returned,
}


def unpause(session: Session, clock: Clock, dossier: Dossier, by: str) -> None:
    """The applicant has answered: the pause ends, and an accepted dossier gets its new date."""
    ended = _end_pause(session, clock, dossier, by)
    if ended is None or dossier.due_at is None:
        return
    if ended.kind == "restart":
        # The days to come are counted by what is known of them today.
        dossier.calendar = calendar_name(session, dossier.handling_unit_id)
        law = procedure_of(session, dossier.definition_id).law(dossier.rule_pack)
        dossier.clock_at, due = starts_and_ends(dossier, clock.now(), law.start)
    else:
        stops = [stop_of(pause) for pause in pauses_of(session, dossier.id)]
        check_pauses(stops)
        due = due_after(calendar_of(dossier), term_of(dossier), dossier.clock_at or dossier.due_at, stops)
    redate(session, clock, dossier, due, ended.kind, by)
    go_on(session, dossier, ended, clock.now())


def redate(session: Session, clock: Clock, dossier: Dossier, due: datetime, ground: str, by: str) -> None:
    """Give an accepted dossier another date of the law's; `original_due_at` stays. Raises `DateWithoutGround`."""
    if not ground.strip():
        raise DateWithoutGround(code=dossier.code)
    facts = {"before": dossier.due_at, "after": due, "ground": ground}
    _date(dossier, due)
    # Steps without a time of their own go by the dossier's date, in the lists too.
    going_by_it = (StepTerm.dossier_id == dossier.id, StepTerm.state != "closed", StepTerm.due_at.is_(None))
    session.execute(update(StepTerm).where(*going_by_it).values(sort_at=due))
    journal.append(session, clock, dossier.instance_id, "due_date_changed", dossier.code, by, facts)
    tell_engine(session, clock, dossier, by)


def _date(dossier: Dossier, due: datetime) -> None:
    """The date, and with it the moment at which an apology is due if the dossier is not finished by then.

    A term too short for that gets it when three quarters have gone by.
    """
    calendar, start = calendar_of(dossier), dossier.clock_at or due
    before = apology_at(calendar, due, pack_of(dossier).apology_before)
    dossier.due_at = due
    dossier.apology_at = before if before > start else share_of(calendar, start, due, SHORT_SHARE)


def _end_pause(session: Session, clock: Clock, dossier: Dossier, by: str) -> Pause | None:
    pause = open_pause(session, dossier.id)
    if pause is not None:
        pause.until_at = clock.now()
        journal.append(session, clock, dossier.instance_id, "unpaused", dossier.code, by, {"kind": pause.kind})
        session.flush()
    return pause


# Whoever handles a dossier and whose it is, in one answer.
_PARTIES = Question(
    select(Unit, Person).join(Person, Person.id == bindparam("person")).where(Unit.id == bindparam("unit"))
)


def tell_engine(session: Session, clock: Clock, dossier: Dossier, by: str) -> None:
    """Keep true what drawings look at: the variable `dossier`, `refusal_due_at`, until when a refusal may be issued,
    and `refusal_warn_at`, when two thirds of that time are over.
    """
    parties = _PARTIES.one_or_none(session, unit=dossier.handling_unit_id, person=dossier.person_id)
    assert parties is not None
    unit, person = parties
    stay(session, unit, person)
    variables: dict[str, Json] = {"dossier": reserved(dossier.code, unit, person, dossier.due_at)}
    law = procedure_of(session, dossier.definition_id).law(dossier.rule_pack)
    if law.refusal_term and dossier.clock_at is not None:
        until = due_at(calendar_of(dossier), parse_term(law.refusal_term), dossier.clock_at)
        near = share_of(calendar_of(dossier), dossier.clock_at, until, REFUSAL_WARN_SHARE)
        variables["refusal_due_at"] = until.astimezone(UTC).isoformat()
        variables["refusal_warn_at"] = near.astimezone(UTC).isoformat()
    correct(session, clock, dossier.instance_id, variables, by, "due_date_changed")


def reserved(code: str, unit: Unit, person: Person, due_at: datetime | None) -> dict[str, Json]:
    """The variable `dossier` every drawing of a procedure may look at."""
    applicant: dict[str, Json] = {"full_name": person.full_name, "kind": person.kind, "identity": person.identity}
    due = due_at.astimezone(UTC).isoformat() if due_at is not None else None
    return {"code": code, "due_at": due, "unit": unit.name, "applicant": applicant}


def last_supplement(session: Session, dossier: Dossier) -> Supplement | None:
    """The newest request to supplement of this dossier."""
    newest = select(Supplement).where(Supplement.dossier_id == dossier.id).order_by(Supplement.ordinal.desc()).limit(1)
    return session.scalar(newest)


def _full_name(session: Session, name: str) -> str:
    # Nearly always whoever acts, and he is known already.
    for row in session.identity_map.values():
        if isinstance(row, Officer) and row.name == name:
            return row.full_name
    return session.scalar(select(Officer.full_name).where(Officer.name == name)) or name
