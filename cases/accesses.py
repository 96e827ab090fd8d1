"""Who looked at a person's data, when and on what ground: kept beside the desk's work, never in its way.

Law on Personal Data Protection (91/2025/QH15): access for a purpose, and recorded. A look is a row of its own, written
after the page was made, once a day for each officer, dossier and ground. While the database cannot be written the page
is shown all the same and the look waits in this process for the next one.
"""

import logging
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Lock

from sqlalchemy import Engine, delete, select, tuple_, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from cases.tables import Access, Dossier, ListAccess, Officer
from ground.clock import VIETNAM, Clock, today
from ground.database import brief_transaction, insert_if_absent, transaction
from ground.errors import Unavailable

COUNTERS = frozenset({"bo_phan_mot_cua", "can_bo_xa"})
SUPERVISOR, LEADERS = "giam_sat", ("lanh_dao_", "chu_tich_")
MOST_KNOWN, MOST_WAITING = 50_000, 10_000
# So often at most a count is written: what a process has counted since then is lost with it.
COUNT_EVERY = timedelta(minutes=1)
log = logging.getLogger("motcua.accesses")


@dataclass(frozen=True, slots=True)
class Look:
    """An officer has seen the dossier with this code, on one of `tables.accesses.GROUNDS`."""

    officer_id: str
    code: str
    ground: str


def ground_of(roles: Iterable[str], *, is_his: bool = False, is_found: bool = False, is_system: bool = False) -> str:
    """Why somebody with these roles sees a dossier: the nearest reason of all that hold."""
    held = set(roles)
    if is_system or is_his:
        return "system" if is_system else "task"
    if held & COUNTERS:
        return "counter"
    if SUPERVISOR in held or any(role.startswith(LEADERS) for role in held):
        return "supervision"
    return "search" if is_found else "unit"


class Looks:
    """What one process has seen and written; safe among its threads."""

    def __init__(self, database: Engine) -> None:
        self.database = database
        self._known: OrderedDict[tuple[Look, date], None] = OrderedDict()
        self._waiting: list[tuple[Look, datetime]] = []
        self._lock = Lock()

    def keep(self, clock: Clock, looks: Iterable[Look]) -> None:
        """Write down what was not written today; what cannot be written now is tried again at the next look."""
        due = self._due(clock, looks)
        if not due:
            return
        try:
            with brief_transaction(self.database) as session:
                _write(session, due)
        except (SQLAlchemyError, Unavailable) as problem:
            log.warning("%s looks wait for the database: %s", len(due), type(problem).__name__)
            with self._lock:
                # The oldest are kept: they have waited longest, and the log has said that there are more.
                self._waiting = (due + self._waiting)[:MOST_WAITING]

    def _due(self, clock: Clock, looks: Iterable[Look]) -> list[tuple[Look, datetime]]:
        now, day = clock.now(), today(clock)
        with self._lock:
            due, self._waiting = self._waiting, []
            for look in looks:
                if (look, day) not in self._known:
                    self._known[look, day] = None
                    due.append((look, now))
            while len(self._known) > MOST_KNOWN:
                self._known.popitem(last=False)
        return due


def _write(session: Session, due: Sequence[tuple[Look, datetime]]) -> None:
    """One row each. In the order of the keys: two processes that write the same looks wait for each other at most."""
    codes = {look.code for look, _ in due}
    known = session.execute(select(Dossier.code, Dossier.id).where(Dossier.code.in_(codes)))
    ids = {row.code: row.id for row in known}
    rows = sorted((ids[look.code], look.officer_id, look.ground, at) for look, at in due if look.code in ids)
    for dossier_id, officer_id, ground, at in rows:
        insert_if_absent(
            session, Access, dossier_id=dossier_id, officer_id=officer_id, ground=ground,
            seen_on=at.astimezone(VIETNAM).date(), seen_at=at,
        )  # fmt: skip


@dataclass(slots=True)
class _Count:
    ground: str
    first_at: datetime
    last_at: datetime
    unwritten: int = 0
    written_at: datetime | None = None


class ListLooks:
    """How often officers went through lists that are not their own work; a row a day, officer and kind."""

    def __init__(self, database: Engine) -> None:
        self.database = database
        self._counts: OrderedDict[tuple[str, str, date], _Count] = OrderedDict()
        self._lock = Lock()

    def keep(self, clock: Clock, name: str, kind: str, ground: str) -> None:
        """Count one by the officer with this log-in name: `kind` of `tables.accesses.LISTS`, `ground` as for a look."""
        key, now = (name, kind, today(clock)), clock.now()
        with self._lock:
            count = self._counts.setdefault(key, _Count(ground, now, now))
            count.unwritten, count.last_at = count.unwritten + 1, now
            if count.written_at is not None and now - count.written_at < COUNT_EVERY:
                return
            before, times = count.written_at, count.unwritten
            count.unwritten, count.written_at = 0, now
            while len(self._counts) > MOST_KNOWN:
                self._counts.popitem(last=False)
        try:
            with brief_transaction(self.database) as session:
                _add(session, *key, count, times)
        except (SQLAlchemyError, Unavailable) as problem:
            log.warning("a count of lists waits for the database: %s", type(problem).__name__)
            with self._lock:
                count.unwritten, count.written_at = count.unwritten + times, before


def _add(session: Session, name: str, kind: str, day: date, count: _Count, times: int) -> None:
    officer_id = session.scalar(select(Officer.id).where(Officer.name == name))
    if officer_id is None:
        return
    insert_if_absent(
        session, ListAccess, officer_id=officer_id, seen_on=day, kind=kind, ground=count.ground, times=0,
        first_at=count.first_at, last_at=count.last_at,
    )  # fmt: skip
    key = (ListAccess.officer_id == officer_id, ListAccess.seen_on == day, ListAccess.kind == kind)
    session.execute(update(ListAccess).where(*key).values(times=ListAccess.times + times, last_at=count.last_at))


def forget_old(database: Engine, clock: Clock, keep: timedelta, limit: int = 1000) -> int:
    """Forget looks that are older than `keep`; how many."""
    with transaction(database) as session:
        return sum(_forget(session, table, today(clock) - keep, limit) for table in (Access, ListAccess))


def _forget(session: Session, table: type[Access] | type[ListAccess], before: date, limit: int) -> int:
    key = tuple(table.__table__.primary_key)
    rows = [tuple(row) for row in session.execute(select(*key).where(table.seen_on < before).limit(limit))]
    if rows:
        session.execute(delete(table).where(tuple_(*key).in_(rows)))
    return len(rows)
