"""Dossiers found: by words without diacritics, exact hits first; by state, procedure, unit, day and lateness; newest
first, or by their dates of return.

No search looks at more than `MOST_SEEN` dossiers: where narrow conditions pass over so many, the page ends early and
its `next` goes on from there. So a search among millions takes no longer than one among thousands.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, not_, or_, select, true
from sqlalchemy.orm import Session, aliased

from cases.folding import words
from cases.law import pauses_by_dossier
from cases.people import reach_of, visible
from cases.queries.lines import asked_until, dossier_line
from cases.queries.paging import MOST, bounded, cursor_of, place_cursor, read_cursor, read_place
from cases.queries.shapes import Criteria, DossierLine, Page
from cases.reach import DESK_ROLES, Reach, lane_units
from cases.searching import LIMIT_LETTERS, MOST_ASKED, Wanted, finding, is_unfinished, procedure_word, unit_word
from cases.tables import Dossier, Officer, Pause, Person, StepTerm, Unit
from ground.clock import VIETNAM, Clock
from ground.errors import Invalid

A_DAY = timedelta(days=1)
MOST_SEEN = 1500
# Where few of those found are meant, more are looked at together.
AT_ONCE = 500
# So often found as it stands, a word needs no longer ones beside it.
ENOUGH = 200
Found = list[tuple[Dossier, DossierLine]]
NEWEST = "-received"
# Each walks an index; what none has in order is not offered.
SORTS: Mapping[str, tuple[Any, bool]] = {
    NEWEST: (Dossier.submitted_at, True), "due": (Dossier.due_at, False), "-due": (Dossier.due_at, True),
}  # fmt: skip


class SortBesideText(Invalid):
    """What is searched by words comes with exact hits first: sort only what is searched without text."""

    code = "sort_beside_text"


@dataclass(frozen=True, slots=True)
class _Order:
    """By which instant, and which way."""

    column: Any
    is_falling: bool

    @classmethod
    def of(cls, sort: str) -> "_Order":
        return cls(*SORTS.get(sort, SORTS[NEWEST]))

    def beyond(self, place: tuple[datetime, str]) -> Iterator[ColumnElement[bool]]:
        """What follows this place; written so that the index is entered there, not at its beginning."""
        at, dossier_id = place
        yield self.column <= at if self.is_falling else self.column >= at
        passed = Dossier.id >= dossier_id if self.is_falling else Dossier.id <= dossier_id
        yield not_(and_(self.column == at, passed))

    def by(self) -> tuple[Any, Any]:
        return (self.column.desc(), Dossier.id.desc()) if self.is_falling else (self.column, Dossier.id)


@dataclass(frozen=True, slots=True)
class _Seeker:
    """Who looks, when, for what."""

    session: Session
    now: datetime
    reach: Reach
    officer: Officer
    criteria: Criteria

    def lines(self, ids: Sequence[str]) -> Found:
        """Those of these dossiers that are meant, in the same order."""
        if not ids:
            return []
        unit = aliased(Unit)
        rows = self.session.execute(
            select(Dossier, Person, unit)
            .join(Person, Person.id == Dossier.person_id)
            .join(unit, unit.id == Dossier.unit_id)
            # Found by their ids and nothing else: what else is asked of so few is looked at beside the way.
            .where(Dossier.id.in_(ids))
            .where(case((and_(true(), *_conditions(self)), 1), else_=0) == 1)
        ).all()
        foreign = {row[0].id for row in rows if not self._covers(row[0])}
        foreign -= self._held(foreign)
        rows = [row for row in rows if row[0].id not in foreign]
        pauses = pauses_by_dossier(self.session, [row[0].id for row in rows])
        asked = asked_until(self.session, [row[0].id for row in rows if row[0].state == "supplement"])
        found = {row[0].id: (row[0], dossier_line(*row, pauses, self.now, asked.get(row[0].id))) for row in rows}
        kept = (found[dossier_id] for dossier_id in ids if dossier_id in found)
        return [(dossier, line) for dossier, line in kept if line.timing.is_late or not self.criteria.is_late]

    def _covers(self, dossier: Dossier) -> bool:
        """As `visible` says it of rows."""
        scoped = (
            scope.units
            for scope in self.reach.scopes
            if scope.role not in DESK_ROLES and dossier.procedure in scope.procedures
        )
        return bool({dossier.unit_id, dossier.handling_unit_id} & lane_units(self.reach).union(*scoped))

    def _held(self, ids: set[str]) -> set[str]:
        """Those of them with a step in the officer's name."""
        if not ids:
            return set()
        mine = select(StepTerm.dossier_id).where(
            StepTerm.dossier_id.in_(ids), StepTerm.assignee == self.officer.name, StepTerm.state != "closed"
        )
        return set(self.session.scalars(mine))


def search_dossiers(session: Session, clock: Clock, officer: Officer, criteria: Criteria) -> Page[DossierLine]:
    """The dossiers of the officer's units, newest first or as `sort` says; of those searched by words the exact hits
    before the others. Which of them are late `due_state` alone decides. Raises `SortBesideText`, `CursorNotReadable`.
    """
    seeker = _Seeker(session, clock.now(), reach_of(session, officer, clock), officer, criteria)
    if not criteria.text.strip():
        by_rows = criteria.state or criteria.submitted_from or criteria.submitted_until or criteria.sort != NEWEST
        return _in_order(seeker, _Order.of(criteria.sort)) if by_rows else _received(seeker)
    if criteria.sort != NEWEST:
        raise SortBesideText
    asked = [word[:LIMIT_LETTERS] for word in words(criteria.text)[:MOST_ASKED]]
    return _by_words(seeker, asked) if asked else Page(())


def _received(seeker: _Seeker) -> Page[DossierLine]:
    """By the words of the units: newest first without sorting. Steps held elsewhere lead the first page."""
    limit, cursor = bounded(seeker.criteria.limit), seeker.criteria.cursor
    serial = _read(cursor)[1] if cursor else 0
    kept = [] if cursor else [("", line) for _, line in seeker.lines(_held_elsewhere(seeker))]
    own, beyond = _walk(seeker, [], "", serial, limit + 1 - len(kept))
    return _words_page(kept + own, limit, beyond)


def _held_elsewhere(seeker: _Seeker) -> Sequence[str]:
    """Of somebody who has no unit any more the dossiers whose steps he still holds."""
    if _units(seeker.reach):
        return ()
    held = select(StepTerm.dossier_id).where(StepTerm.assignee == seeker.officer.name, StepTerm.state != "closed")
    return seeker.session.scalars(held.distinct().limit(MOST)).all()


def _in_order(seeker: _Seeker, order: _Order) -> Page[DossierLine]:
    limit, cursor = bounded(seeker.criteria.limit), seeker.criteria.cursor
    kept: Found = []
    seen, place = 0, read_cursor(cursor) if cursor else None
    while len(kept) <= limit and seen < MOST_SEEN:
        rows = seeker.session.execute(_beyond(seeker, order, place).limit(limit + 1)).all()
        kept += seeker.lines([row.id for row in rows])
        seen += len(rows)
        if len(rows) <= limit:
            return _page(kept, order, limit, "")
        place = (rows[-1].place, rows[-1].id)
    return _page(kept, order, limit, cursor_of(*place) if place else "")


def _page(kept: Found, order: _Order, limit: int, beyond: str) -> Page[DossierLine]:
    lines = tuple(line for _, line in kept[:limit])
    last = kept[limit - 1][0] if len(kept) > limit else None
    return Page(lines, cursor_of(getattr(last, order.column.key), last.id) if last is not None else beyond)


def _beyond(seeker: _Seeker, order: _Order, place: tuple[datetime, str] | None) -> Any:
    """The ids of dossiers beyond this place in an order, by whichever index has them so."""
    seen = visible(seeker.reach, seeker.officer)
    wanted = [*_conditions(seeker), *(order.beyond(place) if place is not None else ())]
    if order.column is Dossier.due_at:
        # Whose they are stands in the index and is looked at beside the way; said so that no database expects few and
        # sorts those of a unit instead.
        seen = case((seen, 0), else_=1) != 1
        wanted += [Dossier.closed_at.is_(None), Dossier.due_at.is_not(None)]
    return select(Dossier.id, order.column.label("place")).where(seen, *wanted).order_by(*order.by())


def _by_words(seeker: _Seeker, asked: Sequence[str]) -> Page[DossierLine]:
    """First the dossiers that have every word as it stands, then those in which the last one is unfinished."""
    limit, cursor = bounded(seeker.criteria.limit), seeker.criteria.cursor
    stage, serial = ("e", 0) if not cursor else _read(cursor)
    kept: list[tuple[str, DossierLine]] = []
    if stage == "e":
        if not serial:
            kept = [("", line) for _, line in seeker.lines(_of_code(seeker))]
        exact, beyond = _walk(seeker, list(asked), "", serial, limit + 1 - len(kept))
        codes = {line.code for _, line in kept}
        kept += [(place, line) for place, line in exact if line.code not in codes]
        if len(kept) > limit or beyond:
            return _words_page(kept, limit, beyond)
        serial = 0
    if is_unfinished(asked[-1]) and not _is_frequent(seeker, asked[-1]):
        more, beyond = _walk(seeker, list(asked[:-1]), asked[-1], serial, limit + 1 - len(kept), asked)
        kept += more
        return _words_page(kept, limit, beyond)
    return _words_page(kept, limit, "")


def _words_page(kept: list[tuple[str, DossierLine]], limit: int, beyond: str) -> Page[DossierLine]:
    lines = tuple(line for _, line in kept[:limit])
    return Page(lines, kept[limit - 1][0] if len(kept) > limit else beyond)


def _read(cursor: str) -> tuple[str, int]:
    stage, serial = read_place(cursor, is_instant=False)
    return ("e" if stage == "e" else "u"), int(serial) if serial.isdecimal() else 0


def _of_code(seeker: _Seeker) -> Sequence[str]:
    code = seeker.criteria.text.strip().upper()
    return seeker.session.scalars(select(Dossier.id).where(Dossier.code == code)).all()


def _is_frequent(seeker: _Seeker, word: str) -> bool:
    return len(seeker.session.execute(finding(seeker.session, Wanted([word])).limit(ENOUGH)).all()) >= ENOUGH


def _walk(
    seeker: _Seeker, all_of: list[str], beginning: str, serial: int, limit: int, without: Sequence[str] = ()
) -> tuple[list[tuple[str, DossierLine]], str]:  # fmt: skip
    """Down from a serial (0: from the newest): each line with the cursor after it, and the cursor where it stopped."""
    stage, kept, seen = "u" if beginning else "e", list[tuple[str, DossierLine]](), 0
    while len(kept) < limit and seen < MOST_SEEN:
        some = limit if not seeker.criteria.is_late else AT_ONCE
        rows = seeker.session.execute(_found(seeker, all_of, beginning, serial, without).limit(some)).all()
        place = {row.dossier_id: place_cursor(stage, str(row.serial)) for row in rows}
        kept += [(place[dossier.id], line) for dossier, line in seeker.lines([row.dossier_id for row in rows])]
        seen += len(rows)
        if len(rows) < some:
            return kept, ""
        serial = rows[-1].serial
    return kept, kept[limit - 1][0] if len(kept) >= limit else place_cursor(stage, str(serial))


def _found(seeker: _Seeker, all_of: list[str], beginning: str, serial: int, without: Sequence[str]) -> Select[int, str]:
    every = [*all_of, *([procedure_word(seeker.criteria.procedure)] if seeker.criteria.procedure else ())]
    # Who reaches into no unit finds nothing: the word of none is on no line.
    units = [unit_word(unit) for unit in sorted(_units(seeker.reach))] or [unit_word("")]
    return finding(seeker.session, Wanted(every, units, beginning, without, serial))


def _units(reach: Reach) -> frozenset[str]:
    """The units in whose dossiers the officer looks; which of them he may see, `visible` decides."""
    scoped = (scope.units for scope in reach.scopes if scope.role not in DESK_ROLES)
    return lane_units(reach).union(*scoped)


def _conditions(seeker: _Seeker) -> Iterator[ColumnElement[bool]]:
    criteria = seeker.criteria
    if criteria.state:
        yield Dossier.state == criteria.state
    if criteria.procedure:
        yield Dossier.procedure == criteria.procedure
    if criteria.unit:
        unit_id = seeker.session.scalar(select(Unit.id).where(Unit.code == criteria.unit)) or ""
        yield or_(Dossier.unit_id == unit_id, Dossier.handling_unit_id == unit_id)
    if criteria.is_late:
        yield may_be_late(seeker.now)
    yield from _within(Dossier.submitted_at, criteria.submitted_from, criteria.submitted_until)
    yield from _within(Dossier.due_at, criteria.due_from, criteria.due_until)


def _within(column: Any, first: date | None, last: date | None) -> Iterator[ColumnElement[bool]]:
    """From the beginning of the first day to the end of the last one, in Vietnam."""
    if first:
        yield column >= datetime.combine(first, datetime.min.time(), VIETNAM)
    if last:
        yield column < datetime.combine(last + A_DAY, datetime.min.time(), VIETNAM)


def may_be_late(now: datetime) -> ColumnElement[bool]:
    """What no late dossier is without: only to look at fewer of them."""
    ended_or_now = func.coalesce(Dossier.finished_at, Dossier.returned_at, Dossier.closed_at, now)
    asked_late = (
        select(Pause.id)
        .where(Pause.dossier_id == Dossier.id, Pause.kind == "restart", Pause.from_at > Dossier.original_due_at)
        .exists()
    )
    return or_(ended_or_now > Dossier.due_at, Dossier.supplement_count > 1, asked_late)
