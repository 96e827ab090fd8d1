"""The clock stands still and goes on: on a ground of the rule pack, with evidence, for so long at most."""

from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from cases.deadlines import check_pauses, due_at
from cases.law import calendar_of, hold, open_pause, pack_of, pauses_of, stop_of
from cases.moves import unpause
from cases.people import dossier_for, require_in
from cases.stepclocks import stand_still
from cases.tables import Dossier, Officer, Pause
from engine import journal
from ground.clock import Clock
from ground.database import reading, transaction
from ground.errors import Conflict, Invalid

SYSTEM = "system"
HEAD = "lanh_dao_phong"


class PauseNotPossible(Conflict):
    """The clock of the dossier {code} cannot be stopped now: it stands still already, has not begun or has ended."""

    code = "pause_not_possible"


class NotPaused(Conflict):
    """The clock of the dossier {code} is running. There is nothing to resume."""

    code = "not_paused"


class EvidenceMissing(Invalid):
    """A pause needs its evidence. Name the document, with its number and date."""

    code = "evidence_missing"


class PauseTooLong(Invalid):
    """On this ground the clock may stand still until {until} at most. Choose an earlier end after now."""

    code = "pause_too_long"


def pause(
    session: Session, clock: Clock, officer: Officer, code: str, ground: str, evidence: str,
    until: datetime | None = None,
) -> Pause:  # fmt: skip
    """Stop the clock of a dossier on a ground of its rule pack; it goes on by itself at `until`, or at the maximum.

    The head of the division does it. Raises `GroundUnknown`, `EvidenceMissing`, `PauseNotPossible`, `PauseTooLong`.
    """
    dossier = hold(session, dossier_for(session, officer, code, clock))
    require_in(session, clock, officer, HEAD, dossier.handling_unit_id, dossier.procedure)
    known, now = pack_of(dossier).desk.ground(ground), clock.now()
    if not evidence.strip():
        raise EvidenceMissing
    if dossier.due_at is None or dossier.state not in ("handling", "payment") or open_pause(session, dossier.id):
        raise PauseNotPossible(code=code)
    most = due_at(calendar_of(dossier), known.at_most, now) if known.at_most is not None else None
    if until is not None and (until <= now or (most is not None and until > most)):
        raise PauseTooLong(until=most or "–")
    row = Pause(
        dossier_id=dossier.id, kind="suspend", ground=known.name, key=known.key, basis=known.basis,
        evidence=evidence.strip(), paused_by=officer.name, from_at=now, at_most_until_at=until or most,
    )  # fmt: skip
    check_pauses([stop_of(each) for each in (*pauses_of(session, dossier.id), row)])
    session.add(row)
    dossier.apology_at = None
    stand_still(session, dossier)
    facts = {
        "kind": "suspend", "ground": known.key, "basis": known.basis, "evidence": row.evidence,
        "at_most_until_at": row.at_most_until_at,
    }  # fmt: skip
    journal.append(session, clock, dossier.instance_id, "paused", dossier.code, officer.name, facts)
    session.flush()
    return row


def resume(session: Session, clock: Clock, officer: Officer, code: str, evidence: str = "") -> Dossier:
    """Let the clock go on: date and open steps move by the time that did not count. Raises `NotPaused`."""
    dossier = hold(session, dossier_for(session, officer, code, clock))
    require_in(session, clock, officer, HEAD, dossier.handling_unit_id, dossier.procedure)
    row = open_pause(session, dossier.id)
    if row is None or row.kind != "suspend" or dossier.state == "supplement":
        raise NotPaused(code=code)
    return _go_on(session, clock, dossier, row, officer.name, evidence.strip())


def _go_on(session: Session, clock: Clock, dossier: Dossier, row: Pause, by: str, evidence: str = "") -> Dossier:
    row.evidence = "; ".join(filter(None, (row.evidence, evidence)))
    unpause(session, clock, dossier, by)
    session.flush()
    return dossier


def end_pauses(database: Engine, clock: Clock, limit: int = 50) -> int:
    """Let go on what has stood still for as long as its ground allows; how many."""
    with reading(database) as session:
        over = (
            select(Pause.dossier_id)
            .where(Pause.until_at.is_(None), Pause.at_most_until_at.is_not(None), Pause.at_most_until_at <= clock.now())
            .order_by(Pause.at_most_until_at)
            .limit(limit)
        )
        found = list(session.scalars(over))
    return sum(_end_one(database, clock, dossier_id) for dossier_id in found)


def _end_one(database: Engine, clock: Clock, dossier_id: str) -> bool:
    with transaction(database) as session:
        dossier = hold(session, session.get_one(Dossier, dossier_id))
        row = open_pause(session, dossier.id)
        if row is None or row.at_most_until_at is None or row.at_most_until_at > clock.now():
            return False
        _go_on(session, clock, dossier, row, SYSTEM)
        return True
