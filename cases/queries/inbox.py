"""The page of one step."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy.orm import Session

from cases.form_fields import PAPERS
from cases.forms import filled, readable
from cases.law import calendar_of
from cases.people import Step, holders_of, step_for
from cases.queries.dossiers import line_of, papers_of, results_of, slips_of
from cases.queries.lines import NONE, step_timing
from cases.queries.shapes import Colleague, TaskPage
from cases.stepforms import choices, step_form
from cases.tables import Officer
from engine.queries import variables_of
from ground.clock import Clock


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
        form_id=task.form_id, form=filled(form, task.role, known, clock),
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
