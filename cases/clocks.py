"""What a drawing does to the dossier's clock: it stops while another body answers, goes on or begins a new phase after,
and other terms of the law are counted for the drawing's timers.

Each is an operation: it runs after the commit, at least once, and a second time changes nothing.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.deadlines import due_at, parse_term
from cases.deskrules import PauseGround
from cases.law import calendar_of, hold, open_pause, pack_of
from cases.moves import unpause
from cases.procedure import procedure_of
from cases.stepclocks import stand_still
from cases.tables import Dossier, Pause
from engine import journal
from engine.jobs import Call
from engine.tables import Job
from ground.canonical import Json
from ground.clock import Clock
from ground.database import reading, transaction
from ground.errors import NotFound

SYSTEM = "system"


class TermUnknown(NotFound):
    """The procedure's sheet has no term called {name}. Add it to the sheet's terms or correct the drawing."""

    code = "term_unknown"


def pause_term(call: Call) -> Mapping[str, Json]:
    """The clock stops on a `ground` of the rule pack, named by its key. A dossier that is paused stays as it is.

    Raises `GroundUnknown`.
    """
    with transaction(call.database) as session:
        dossier, ordered_at = _held(session, call)
        # The row bears the job's id: a worker that was long away begins no second pause.
        is_new = session.get(Pause, call.key) is None and open_pause(session, dossier.id) is None
        if dossier.due_at is not None and is_new:
            _pause(session, call, dossier, pack_of(dossier).desk.ground(call.headers.get("ground", "")), ordered_at)
    return {}


def _pause(session: Session, call: Call, dossier: Dossier, ground: PauseGround, from_at: datetime) -> None:
    until = due_at(calendar_of(dossier), ground.at_most, from_at) if ground.at_most is not None else None
    session.add(
        Pause(
            id=call.key, dossier_id=dossier.id, kind="suspend", ground=ground.name, key=ground.key, basis=ground.basis,
            paused_by=SYSTEM, from_at=from_at, at_most_until_at=until,
        )
    )  # fmt: skip
    stand_still(session, dossier)
    facts = {"kind": "suspend", "ground": ground.name, "basis": ground.basis}
    journal.append(session, call.clock, dossier.instance_id, "paused", dossier.code, SYSTEM, facts)


def resume_term(call: Call) -> Mapping[str, Json]:
    """The clock goes on where it stopped; a `term` in the header, named in the sheet, is a new phase from now on."""
    with transaction(call.database) as session:
        dossier, ordered_at = _held(session, call)
        if "term" in call.headers:
            _begin_phase(session, call.clock, dossier, term_named(session, dossier, call.headers["term"]), ordered_at)
        elif open_pause(session, dossier.id) is not None:
            unpause(session, call.clock, dossier, SYSTEM)
    return {}


def _begin_phase(session: Session, clock: Clock, dossier: Dossier, term: str, ordered_at: datetime) -> None:
    """The dossier lives under another term from now on, unless this was done at the first attempt."""
    begun = dossier.clock_at
    if begun is None or begun > ordered_at or (begun == ordered_at and dossier.term == term):
        return
    pause = open_pause(session, dossier.id)
    if pause is None:
        ground = "Bắt đầu giai đoạn giải quyết tiếp theo"
        pause = Pause(dossier_id=dossier.id, kind="restart", ground=ground, paused_by=SYSTEM, from_at=clock.now())
        session.add(pause)
    pause.kind, dossier.term = "restart", term
    session.flush()
    unpause(session, clock, dossier, SYSTEM)


def count_term(call: Call) -> Mapping[str, Json]:
    """When a `term` of the sheet, begun now, ends: given to the variable `target`, for a timer to look at."""
    with reading(call.database) as session:
        dossier, ordered_at = _dossier(session, call), _ordered_at(session, call)
        term = parse_term(term_named(session, dossier, call.headers["term"]))
        until = due_at(calendar_of(dossier), term, ordered_at)
    return {call.headers["target"]: until.astimezone(UTC).isoformat()}


def term_named(session: Session, dossier: Dossier, name: str) -> str:
    """The term of this name in the dossier's sheet. Raises `TermUnknown`."""
    found = procedure_of(session, dossier.definition_id).sheet.terms.get(name)
    if found is None:
        raise TermUnknown(name=name)
    return found.term


def _held(session: Session, call: Call) -> tuple[Dossier, datetime]:
    return hold(session, _dossier(session, call)), _ordered_at(session, call)


def _dossier(session: Session, call: Call) -> Dossier:
    return session.scalars(select(Dossier).where(Dossier.instance_id == call.instance_id)).one()


def _ordered_at(session: Session, call: Call) -> datetime:
    """When the drawing came to the step: the same on every attempt, so that a slow worker moves no date."""
    return session.scalars(select(Job.opened_at).where(Job.id == call.key)).one()
