"""The law of one stored dossier: its calendar, pack and term, and its rows turned into what the pure functions look
at.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, object_session

from cases.calendar import Calendar
from cases.calendars import calendar_from, calendar_named, is_shipped
from cases.deadlines import Cutoff, Life, Stop, Term, Timing, clock_start, due_at, due_state, parse_term
from cases.editions import pack_known
from cases.people import know_fresh, unit_and_above
from cases.rulepacks import RulePack
from cases.tables import CalendarVersion, Dossier, Pause
from engine.tables import Instance


def calendar_name(session: Session, unit_id: str) -> str:
    """The calendar of a unit, inherited from the nearest unit above that has one."""
    return next((unit.calendar for unit in unit_and_above(session, unit_id) if unit.calendar), "")


def calendar_of(dossier: Dossier) -> Calendar:
    """The calendar a dossier lives under: the one known when its date was counted, or one moved to by a decision."""
    return _versions().get(dossier.calendar) or calendar_of_key(object_session(dossier), dossier.calendar)


def calendar_of_key(session: Session | None, key: str) -> Calendar:
    """The calendar under this key: shipped, or decided here. One never changes: a process reads each of them once."""
    if session is None or is_shipped(key):
        return calendar_named(key)
    if key not in _versions():
        _versions()[key] = calendar_from(key, session.get_one(CalendarVersion, key).page)
    return _versions()[key]


@cache
def _versions() -> dict[str, Calendar]:
    return {}


def pack_of(dossier: Dossier) -> RulePack:
    """The rule pack a dossier lives under: the one in force on its day of receipt, as the office had set it then."""
    return pack_known(object_session(dossier), dossier.rule_pack)


def portal_status(dossier: Dossier) -> int:
    """The number the National Portal gives the dossier's state, 1 to 10. Computed from the rule pack, never stored."""
    return pack_of(dossier).portal_status(dossier.state)


def term_of(dossier: Dossier) -> Term:
    return parse_term(dossier.term)


def starts_and_ends(dossier: Dossier, at: datetime, cutoff: Cutoff | None = None) -> tuple[datetime, datetime]:
    """When the clock starts for something complete at `at`, and when it is due; `cutoff`: the procedure's own."""
    calendar = calendar_of(dossier)
    start = clock_start(calendar, at, cutoff or pack_of(dossier).cutoff)
    return start, due_at(calendar, term_of(dossier), start)


def life_of(dossier: Dossier, pauses: Sequence[Pause] = ()) -> Life:
    """What the law looks at in this dossier."""
    return Life(
        accepted_at=dossier.accepted_at, clock_at=dossier.clock_at, due_at=dossier.due_at,
        finished_at=dossier.finished_at, returned_at=dossier.returned_at, closed_at=dossier.closed_at,
        stops=tuple(stop_of(pause) for pause in pauses), supplement_count=dossier.supplement_count,
        received_at=dossier.submitted_at, original_due_at=dossier.original_due_at, term=parse_term(dossier.term),
    )  # fmt: skip


def stop_of(pause: Pause) -> Stop:
    """The pause as the law sees it."""
    return Stop(pause.kind, pause.from_at, pause.until_at, pause.ground, pause.at_most_until_at, pause.basis)


def timing_of(dossier: Dossier, pauses: Sequence[Pause], now: datetime) -> Timing:
    """Where this dossier stands against its date."""
    return due_state(calendar_of(dossier), life_of(dossier, pauses), now)


def pauses_of(session: Session, dossier_id: str) -> list[Pause]:
    """The dossier's pauses, first to last."""
    return list(session.scalars(select(Pause).where(Pause.dossier_id == dossier_id).order_by(Pause.from_at)))


def pauses_by_dossier(session: Session, ids: list[str]) -> dict[str, list[Pause]]:
    """The pauses of these dossiers, in their order."""
    found: dict[str, list[Pause]] = {}
    for first in range(0, len(ids), 500):
        wanted = select(Pause).where(Pause.dossier_id.in_(ids[first : first + 500])).order_by(Pause.from_at)
        for pause in session.scalars(wanted):
            found.setdefault(pause.dossier_id, []).append(pause)
    return found


def open_pause(session: Session, dossier_id: str) -> Pause | None:
    """The pause the dossier is in, if it is in one."""
    return session.scalar(_OPEN_PAUSE, {"dossier_id": dossier_id})


# Asked at every acceptance, so put together once.
_OPEN_PAUSE = select(Pause).where(Pause.dossier_id == bindparam("dossier_id"), Pause.until_at.is_(None))


def hold(session: Session, dossier: Dossier) -> Dossier:
    """Lock the dossier's process before its own row is changed: the order in which the engine's commands lock."""
    session.scalar(select(Instance.id).where(Instance.id == dossier.instance_id).with_for_update())
    session.refresh(dossier)
    know_fresh(session, dossier)
    return dossier
