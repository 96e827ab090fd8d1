"""An officer's list of steps, most urgent first, and the page of one step.

Fifty of a hundred thousand open steps are found without sorting: for each role held in each unit the index
`ix_step_term_free` gives its most urgent ones in order, and those few are merged.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select, union_all
from sqlalchemy.orm import Session

from cases.folding import patterns
from cases.form_fields import PAPERS
from cases.forms import filled, readable
from cases.law import calendar_of
from cases.people import Step, holders_of, reach_of, step_for
from cases.queries.dossiers import line_of, papers_of, results_of, slips_of
from cases.queries.lines import NONE, step_timing, task_line
from cases.queries.paging import bounded, cursor_of, read_cursor
from cases.queries.shapes import Colleague, Filters, Page, TaskLine, TaskPage
from cases.stepforms import choices, step_form
from cases.tables import Dossier, Officer, Person, StepTerm
from engine.queries import variables_of
from engine.tables import Task
from ground.clock import Clock

# The stages of a dossier each queue shows; None: all of them.
QUEUES: Mapping[str, tuple[str, ...] | None] = {
    "": None,
    "new": ("submitted",),
    "handling": ("accepted", "handling", "supplement", "payment"),
    "supplement": ("supplement",),
    "soon": None,
    "late": None,
    "return": ("finished",),
}


def inbox(session: Session, clock: Clock, officer: Officer, filters: Filters) -> Page[TaskLine]:
    """The steps in the officer's name and those free for his roles in his units, most urgent first."""
    ids = urgent_steps(session, clock, officer, filters, bounded(filters.limit) + 1)
    if ids is None:
        return Page(())
    rows = session.execute(
        select(StepTerm, Task, Dossier, Person)
        .join(ids, ids.c.task_id == StepTerm.task_id)
        .join(Task, Task.id == StepTerm.task_id)
        .join(Dossier, Dossier.id == StepTerm.dossier_id)
        .join(Person, Person.id == Dossier.person_id)
        .order_by(StepTerm.sort_at, StepTerm.task_id)
    ).all()
    limit, now = bounded(filters.limit), clock.now()
    lines = tuple(task_line(*row, now) for row in rows[:limit])
    last = rows[limit - 1][0] if len(rows) > limit else None
    return Page(lines, cursor_of(last.sort_at, last.task_id) if last is not None else "")


search_tasks = inbox


def urgent_steps(session: Session, clock: Clock, officer: Officer, filters: Filters, limit: int) -> Any:
    """The ids of the most urgent steps of all lists the officer has, as a subquery; None when he has none."""
    parts = [
        part.order_by(StepTerm.sort_at, StepTerm.task_id).limit(limit).subquery().select()
        for part in _lists(session, clock, officer, filters)
    ]
    if not parts:
        return None
    merged = union_all(*parts).subquery()
    return select(merged.c.task_id).order_by(merged.c.sort_at, merged.c.task_id).limit(limit).subquery()


def _lists(session: Session, clock: Clock, officer: Officer, filters: Filters) -> Iterator[Select[str, datetime]]:
    """One select a list, each in the order of an index: mine, and the free ones of each role in each unit."""
    conditions = list(_conditions(clock, filters))
    base = select(StepTerm.task_id, StepTerm.sort_at).where(StepTerm.state != "closed", *conditions)
    if filters.text or filters.procedure:
        base = base.join(Dossier, Dossier.id == StepTerm.dossier_id)
    reach = reach_of(session, officer, clock)
    if filters.whose in ("mine", "both"):
        yield base.where(StepTerm.assignee == officer.name)
        for absent in reach.stands_for:
            yield base.where(StepTerm.assignee == absent)
    if filters.whose in ("free", "both"):
        free = base.where(StepTerm.assignee.is_(None))
        for role, units in sorted(reach.items()):
            for unit_id in sorted(units) if filters.role in ("", role) else ():
                yield free.where(StepTerm.role == role, StepTerm.unit_id == unit_id)
        for scope in reach.scopes:
            for unit_id in sorted(scope.units) if filters.role in ("", scope.role) else ():
                of_these = select(Dossier.id).where(Dossier.procedure.in_(scope.procedures))
                in_scope = free.where(StepTerm.role == scope.role, StepTerm.unit_id == unit_id)
                # What a role of his own covers is listed above already.
                if unit_id not in reach.get(scope.role, ()):
                    yield in_scope.where(StepTerm.dossier_id.in_(of_these))


def _conditions(clock: Clock, filters: Filters) -> Iterator[ColumnElement[bool]]:
    stages = QUEUES.get(filters.queue)
    if stages is not None:
        # A single stage is asked for by equality: only so an index that begins with it gives the order too.
        yield StepTerm.stage == stages[0] if len(stages) == 1 else StepTerm.stage.in_(stages)
    if filters.queue == "late" or filters.is_late:
        yield StepTerm.due_at < clock.now()
    if filters.queue == "soon":
        yield and_(StepTerm.warn_at <= clock.now(), StepTerm.due_at >= clock.now())
    if filters.role:
        yield StepTerm.role == filters.role
    if filters.procedure:
        yield Dossier.procedure == filters.procedure
    for pattern in patterns(filters.text):
        yield Dossier.look_up.like(pattern, escape="\\")
    if filters.cursor:
        at, task_id = read_cursor(filters.cursor)
        yield or_(StepTerm.sort_at > at, and_(StepTerm.sort_at == at, StepTerm.task_id > task_id))


def task_page(session: Session, clock: Clock, officer: Officer, task_id: str) -> TaskPage:
    """A step with its form, cut down to what its role may read and write. Raises `TaskNotFound`."""
    step = step_for(session, officer, task_id, clock)
    task, term, dossier = step.task, step.term, step.dossier
    form = step_form(session, task, dossier)
    is_open = task.state in ("open", "claimed")
    variables = variables_of(session, clock, task.instance_id, task.token) if is_open else {}
    known = variables | choices(session, clock, dossier, frozenset(_option_lists(form)))
    mine = task.assignee in (None, officer.name)
    timing = NONE if term is None or dossier is None else step_timing(calendar_of(dossier), term, clock.now())
    return TaskPage(
        task_id=task.id, version=task.version, element=task.element, name=task.name, role=task.role, state=task.state,
        assignee=task.assignee or "", opened_at=task.opened_at, step_due_at=term.due_at if term else None,
        timing=timing, legal_basis=task.properties.get("legalBasis", ""),
        form_id=task.form_id, form=filled(form, task.role, known),
        answers=readable(form, variables, task.role), may_claim=task.state == "open",
        may_release=task.state == "claimed" and task.assignee == officer.name, may_complete=is_open and mine,
        colleagues=_colleagues(session, clock, officer, step) if is_open and mine else (),
        code=dossier.code if dossier else "", dossier=line_of(session, dossier, clock.now()) if dossier else None,
        papers=papers_of(session, dossier), slips=slips_of(session, dossier), results=results_of(session, dossier),
    )  # fmt: skip


def _option_lists(node: Mapping[str, Any]) -> Iterator[str]:
    for component in node.get("components", ()):
        if component.get("type") == "filepicker":
            yield PAPERS
        elif component.get("valuesKey"):
            yield component["valuesKey"]
        yield from _option_lists(component)


def _colleagues(session: Session, clock: Clock, officer: Officer, step: Step) -> tuple[Colleague, ...]:
    task, term, procedure = step.task, step.term, step.dossier.procedure if step.dossier else ""
    if term is None:
        return ()
    others = (
        each for each in holders_of(session, task.role, term.unit_id, clock, procedure) if each.name != officer.name
    )
    return tuple(Colleague(each.name, each.full_name, each.title) for each in others)
