"""What a drawing does to the dossier's clock: it stops while another body answers, goes on or begins a new phase after,
and other terms of the law are counted for the drawing's timers.

Each is an operation: it runs after the commit, at least once, and a second time changes nothing.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.deadlines import due_at, parse_term
from cases.law import calendar_of, hold, open_pause
from cases.moves import unpause
from cases.procedure import procedure_of
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
    """The clock stops, on the `ground` the step's header names. A dossier that is paused already stays as it is."""
    with transaction(call.database) as session:
        dossier, ordered_at = _held(session, call)
        if dossier.due_at is not None and open_pause(session, dossier.id) is None and not _ended(session, call):
            _pause(session, call.clock, dossier, call.headers.get("ground", "–"), ordered_at, call.key)
    return {}


def _pause(session: Session, clock: Clock, dossier: Dossier, ground: str, from_at: datetime, key: str) -> None:
    session.add(Pause(id=key, dossier_id=dossier.id, kind="suspend", ground=ground, from_at=from_at))
    facts = {"kind": "suspend", "ground": ground}
    journal.append(session, clock, dossier.instance_id, "paused", dossier.code, SYSTEM, facts)


def _ended(session: Session, call: Call) -> bool:
    """Whether the pause this very job made is over already: a worker that was long away begins no second one."""
    return session.get(Pause, call.key) is not None


def resume_term(call: Call) -> Mapping[str, Json]:
    """The clock goes on where it stopped; a `term` in the header, named in the sheet, is a new phase from now on."""
    with transaction(call.database) as session:
        dossier, _ = _held(session, call)
        pause = open_pause(session, dossier.id)
        if pause is not None:
            if "term" in call.headers:
                pause.kind, dossier.term = "restart", term_named(session, dossier, call.headers["term"])
            unpause(session, call.clock, dossier, SYSTEM)
    return {}


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
