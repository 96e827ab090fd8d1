"""The lists of open steps: the most urgent first, or in another order; narrowed, page by page, counted.

A list is looked into through as many index ranges as the officer has lists: what is in his name, and what is free for
each role in each unit. Each range gives its first rows in order, and those few are merged: nothing is sorted, nothing
counted off, and closed steps lie in none of these indexes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, func, literal, not_, or_, select, union_all
from sqlalchemy.orm import Session

from cases.folding import patterns
from cases.people import SUPERVISOR, lane_units, reach_of, visible
from cases.queries.ahead import due_within, foretold
from cases.queries.lines import step_line
from cases.queries.paging import bounded, place_cursor, read_place
from cases.queries.shapes import Filters, Page, TaskLine
from cases.queries.wordparts import few_with
from cases.reach import Reach
from cases.tables import Dossier, Officer, StepTerm, Unit
from engine.tables import Task
from ground.clock import Clock

QUEUES = ("", "new", "handling", "supplement", "opinion", "soon", "late", "return")
# Past so many a number says nothing more: it is shown as 99+.
CAP = 100
# More ranges than these are asked for together, and the database puts them in order.
MOST_RANGES = 24
SORTS: Mapping[str, Any] = {
    "left": StepTerm.sort_at, "arrived": StepTerm.opened_at, "code": StepTerm.code, "name": StepTerm.sort_name,
}  # fmt: skip
Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class _Order:
    """By which column, and which way."""

    column: Any
    is_falling: bool
    is_instant: bool

    @classmethod
    def of(cls, sort: str) -> "_Order":
        name = sort.removeprefix("-")
        name = name if name in SORTS else "left"
        return cls(SORTS[name], sort.startswith("-"), name in ("left", "arrived"))

    def by(self, column: Any, task_id: Any) -> tuple[Any, Any]:
        return (column.desc(), task_id.desc()) if self.is_falling else (column, task_id)

    def after(self, cursor: str) -> Condition:
        """What follows the row of the cursor; written so that the index is entered there, not at its beginning."""
        value, task_id = read_place(cursor, self.is_instant)
        here = self.column == value
        if self.is_falling:
            return and_(self.column <= value, not_(and_(here, StepTerm.task_id >= task_id)))
        return and_(self.column >= value, not_(and_(here, StepTerm.task_id <= task_id)))


def inbox(session: Session, clock: Clock, officer: Officer, filters: Filters) -> Page[TaskLine]:
    """The steps in the officer's name and those free for his roles in his units; by `whose` all of his units."""
    limit, order = bounded(filters.limit), _Order.of(filters.sort)
    ids = _first(session, clock, officer, filters, order, limit + 1)
    if ids is None:
        return Page(())
    rows = session.execute(
        select(StepTerm, Task, Dossier.state, Dossier.accepted_at)
        .join(ids, ids.c.task_id == StepTerm.task_id)
        .join(Task, Task.id == StepTerm.task_id)
        .join(Dossier, Dossier.id == StepTerm.dossier_id)
        .order_by(*order.by(order.column, StepTerm.task_id))
    ).all()
    lines = tuple(step_line(session, *row, clock.now()) for row in rows[:limit])
    last = rows[limit - 1][0] if len(rows) > limit else None
    return Page(lines, place_cursor(getattr(last, order.column.key), last.task_id) if last is not None else "")


search_tasks = inbox


def beside(session: Session, clock: Clock, officer: Officer, filters: Filters, task_id: str, way: int) -> str:
    """The step after this one in a list (`way` 1) or before it (-1), also when this one is no longer in it; empty at
    either end. Where it stood is told by its row, which stays.
    """
    term = session.get(StepTerm, task_id)
    if term is None:
        return ""
    falling = filters.sort.startswith("-") != (way < 0)
    sort = ("-" if falling else "") + filters.sort.removeprefix("-")
    order = _Order.of(sort)
    if term.state == "closed" and not order.is_instant:
        sort = "left"
        order = _Order.of(sort)
    cursor = place_cursor(getattr(term, order.column.key), term.task_id)
    found = inbox(session, clock, officer, replace(filters, sort=sort, cursor=cursor, limit=1))
    return found.rows[0].task_id if found.rows else ""


def first_with(session: Session, clock: Clock, officer: Officer, condition: Condition, limit: int) -> Any:
    """The ids of the most urgent steps in the officer's name or free for him of which this is true, as a subquery;
    None when he has no list.
    """
    return _first(session, clock, officer, Filters(), _Order.of("left"), limit, (condition,))


def _first(
    session: Session, clock: Clock, officer: Officer, filters: Filters, order: _Order, limit: int,
    further: Sequence[Condition] = (),
) -> Any:  # fmt: skip
    """The ids of the first steps of all lists the officer has, as a subquery; None when he has none."""
    narrowed = [*_narrowed(session, clock, filters), *further]
    if filters.cursor:
        narrowed.append(order.after(filters.cursor))
    base = select(StepTerm.task_id, order.column.label("place")).where(StepTerm.state != "closed", *narrowed)
    lists = ranges(session, clock, officer, filters)
    if not lists:
        return None
    few = few_with(session, filters.text)
    if few is not None:
        # By their dossiers; which lists a step lies in is looked at beside the way.
        base, lists = base.where(StepTerm.dossier_id.in_(few)), [case((or_(*lists), 1), else_=0) == 1]
    parts = [
        base.where(part).order_by(*order.by(order.column, StepTerm.task_id)).limit(limit).subquery().select()
        for part in lists
    ]
    merged = union_all(*parts).subquery()
    return select(merged.c.task_id).order_by(*order.by(merged.c.place, merged.c.task_id)).limit(limit).subquery()


def ranges(
    session: Session, clock: Clock, officer: Officer, filters: Filters, most: int = MOST_RANGES
) -> list[Condition]:  # fmt: skip
    """The lists an officer has: each one range of an index, disjoint. Of more than `most` those of a role are one."""
    reach = reach_of(session, officer, clock)
    if filters.whose == "all":
        units = sorted(reach.get(SUPERVISOR, frozenset()) | lane_units(reach))
        return [StepTerm.unit_id == unit for unit in units] if len(units) <= most else [StepTerm.unit_id.in_(units)]
    if filters.whose == "given":
        return [StepTerm.given_by == officer.name]
    found = []
    if filters.whose in ("mine", "both"):
        found += [StepTerm.assignee == name for name in (officer.name, *reach.stands_for)]
    if filters.whose in ("free", "both"):
        found += _free(reach, filters.role, most)
    return found


def _free(reach: Reach, wanted: str, most: int) -> Iterator[Condition]:
    free = StepTerm.assignee.is_(None)
    roles = {role: sorted(units) for role, units in sorted(reach.items()) if wanted in ("", role)}
    is_many = sum(map(len, roles.values())) > most
    for role, units in roles.items():
        of_role = and_(free, StepTerm.role == role)
        if is_many:
            yield and_(of_role, StepTerm.unit_id.in_(units))
        else:
            yield from (and_(of_role, StepTerm.unit_id == unit) for unit in units)
    for scope in reach.scopes:
        # What a role of his own covers is listed above already.
        units = sorted(scope.units - reach.get(scope.role, frozenset()))
        if units and wanted in ("", scope.role):
            yield and_(
                free, StepTerm.role == scope.role, StepTerm.unit_id.in_(units),
                StepTerm.procedure.in_(sorted(scope.procedures)),
            )  # fmt: skip


def _narrowed(session: Session, clock: Clock, filters: Filters) -> Iterator[Condition]:
    yield from in_queue(clock, filters.queue)
    if filters.is_late:
        yield from in_queue(clock, "late")
    if filters.due:
        yield from due_within(clock, filters.due)
    if filters.foretold:
        yield foretold(session, clock, filters.foretold)
    for column in (StepTerm.role, StepTerm.procedure, StepTerm.element):
        wanted = getattr(filters, column.key)
        if wanted:
            yield column == wanted
    if filters.unit:
        unit_id = session.scalar(select(Unit.id).where(Unit.code == filters.unit))
        yield StepTerm.unit_id == unit_id if unit_id is not None else false()
    if filters.holder:
        yield StepTerm.assignee.is_(None) if filters.holder == "-" else StepTerm.assignee == filters.holder
    if filters.mark:
        yield (
            StepTerm.note != ""
            if filters.mark == "note"
            else StepTerm.marks.contains(f" {filters.mark} ", autoescape=True)
        )
    holds = [StepTerm.look_up.like(pattern, escape="\\") for pattern in patterns(filters.text)]
    if holds:
        # As one: by the closed steps, whose rows hold no text, PostgreSQL would expect none and read all to find them.
        yield case((and_(*holds), 1), else_=0) == 1


def in_queue(clock: Clock, queue: str) -> Iterator[Condition]:
    """What makes a step lie in a queue: the shelf it was put on, or the clock."""
    if queue == "late":
        yield StepTerm.sort_at < clock.now()
    elif queue == "soon":
        yield StepTerm.sort_at >= clock.now()
        yield StepTerm.soon_at <= clock.now()
    elif queue:
        yield StepTerm.shelf == queue


def queue_counts(session: Session, clock: Clock, officer: Officer, whose: str = "both") -> Mapping[str, int]:
    """How many steps lie in each queue (dossiers in `supplement`), counted no further than `CAP`."""
    parts = ranges(session, clock, officer, Filters(whose=whose), most=0)
    counts = dict.fromkeys(QUEUES, 0)
    asked = [
        select(literal(queue).label("queue"), func.count().label("steps")).select_from(
            select(literal(1).label("one"))
            .where(StepTerm.state != "closed", part, *in_queue(clock, queue))
            .limit(CAP)
            .subquery()
        )
        for queue in QUEUES
        if queue != "supplement"
        for part in parts
    ]
    for queue, steps in session.execute(union_all(*asked)) if asked else ():
        counts[queue] = min(counts[queue] + steps, CAP)
    counts["supplement"] = _waiting(session, clock, officer)
    return counts


def _waiting(session: Session, clock: Clock, officer: Officer) -> int:
    """How many dossiers the officer may see wait for their applicants."""
    reach = reach_of(session, officer, clock)
    waits = Dossier.state == "supplement"
    if not lane_units(reach) and not reach.scopes:
        # Found by the few steps he holds, not among all that wait.
        waits = case((waits, 1), else_=0) == 1
    waiting = select(Dossier.id).where(waits, visible(reach, officer)).limit(CAP).subquery()
    return session.scalar(select(func.count()).select_from(waiting)) or 0
