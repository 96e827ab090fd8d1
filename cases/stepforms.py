"""The form of a step and what it may look at: its variables, and the colleagues it offers to choose from."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.bundle import BundleNotReadable, read_forms
from cases.form_fields import PAPERS, Field, fields_of
from cases.law import pack_of
from cases.people import holders_of
from cases.procedure import procedure_of
from cases.tables import Dossier, DossierPaper
from engine.definitions import files_of
from engine.feel import parse
from engine.queries import variables_of
from engine.tables import Instance, Task
from ground.clock import Clock

# The components of the procedure, and the reasons of the rule pack for refusing, as options of a form.
COMPONENTS, REFUSALS = "procedure_components", "refusal_reasons"
EMPTY: Mapping[str, Any] = {"type": "default", "id": "none", "components": []}


def step_form(session: Session, task: Task, dossier: Dossier | None) -> Mapping[str, Any]:
    """The form a step is completed through; a step without one has an empty form."""
    if dossier is not None:
        return procedure_of(session, dossier.definition_id).form(task.form_id)
    definition_id = session.get_one(Instance, task.instance_id).definition_id
    try:
        return procedure_of(session, definition_id).form(task.form_id)
    except BundleNotReadable:
        return read_forms(files_of(session, definition_id)).get(task.form_id, EMPTY)


def form_context(
    session: Session, clock: Clock, task: Task, dossier: Dossier | None, form: Mapping[str, Any]
) -> dict[str, Any]:
    """What conditions and option lists of this form look at.

    The process is only woken where the form needs its variables.
    """
    fields = fields_of(form)
    typed = {field.key for field in fields if field.may_write(task.role) and not field.locked_if}
    needed = frozenset(_needed(fields)) - typed
    context = choices(session, clock, dossier, needed)
    if needed - context.keys():
        return variables_of(session, clock, task.instance_id, task.token) | context
    return context


def choices(session: Session, clock: Clock, dossier: Dossier | None, names: frozenset[str]) -> dict[str, Any]:
    """For each name that is a role of the procedure: the officers who hold it, as options; the papers of the dossier,
    the components of the procedure, the reasons for refusing.
    """
    if dossier is None:
        return {}
    papers = {PAPERS: _papers(session, dossier)} if PAPERS in names else {}
    sheet = procedure_of(session, dossier.definition_id).sheet
    roles = sheet.roles
    if COMPONENTS in names:
        papers[COMPONENTS] = [{"label": each.name, "value": each.code} for each in sheet.component]
    if REFUSALS in names:
        papers[REFUSALS] = [{"label": text, "value": key} for key, text in pack_of(dossier).desk.refusals.items()]
    return papers | {
        role: [
            {"label": officer.full_name, "value": officer.name}
            for officer in holders_of(session, role, _unit(dossier, roles[role].unit), clock, dossier.procedure)
        ]
        for role in names & roles.keys()
    }


def _papers(session: Session, dossier: Dossier) -> list[dict[str, str]]:
    """The papers the dossier has, as options: a form names a file by the code of its paper, never by its bytes."""
    held = select(DossierPaper.code, DossierPaper.name).where(DossierPaper.dossier_id == dossier.id)
    rows = session.execute(held.order_by(DossierPaper.received_at, DossierPaper.code))
    return [{"label": name, "value": code} for code, name in dict(rows.all()).items()]


def _unit(dossier: Dossier, kind: str) -> str:
    return dossier.unit_id if kind == "receiving" else dossier.handling_unit_id


def _needed(fields: tuple[Field, ...]) -> Iterator[str]:
    for field in fields:
        if field.options_from:
            yield field.options_from
        for condition in filter(None, (field.hide, field.required_if, field.locked_if)):
            yield from parse(condition).reads
        yield from set(_needed(field.fields)) - {inner.key for inner in field.fields}
