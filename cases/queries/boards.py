"""What is deployed here: procedures, drawings, runs."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.bundle import BundleNotReadable, Procedure
from cases.procedure import ProcedureNotActive, procedure_of
from cases.queries.run_shapes import DefinitionLine, InstanceLine
from cases.queries.shapes import Component, ProcedureLine
from cases.rulepacks import pack_on
from cases.tables import Unit
from engine.definitions import in_force
from engine.tables import Definition, Instance, Task
from ground.clock import Clock, SystemClock, today


def unit_names(session: Session, ids: Iterable[str]) -> Mapping[str, str]:
    """The names of these units by id."""
    rows = session.execute(select(Unit.id, Unit.name).where(Unit.id.in_(set(ids))))
    return {row.id: row.name for row in rows}


def unit_codes(session: Session) -> tuple[tuple[str, str], ...]:
    """Every unit that has not ended: its code and name, by name."""
    rows = session.execute(select(Unit.code, Unit.name).where(Unit.valid_until_on.is_(None)).order_by(Unit.name))
    return tuple((row.code, row.name) for row in rows)


def procedures(session: Session, clock: Clock | None = None) -> tuple[ProcedureLine, ...]:
    """The procedures dossiers are received under now, by name."""
    lines = []
    clock = clock or SystemClock()
    for definition in in_force(session, today(clock)):
        try:
            lines.append(_line(definition, procedure_of(session, definition.id), clock))
        except BundleNotReadable:  # a bare drawing, for trial runs only
            continue
    return tuple(lines)


def procedure_of_slug(session: Session, slug: str) -> ProcedureLine:
    """One of them. Raises `ProcedureNotActive`."""
    for line in procedures(session):
        if line.slug == slug:
            return line
    raise ProcedureNotActive(procedure=slug)


def _line(definition: Definition, procedure: Procedure, clock: Clock) -> ProcedureLine:
    sheet = procedure.sheet
    pack = pack_on(today(clock))
    law = procedure.law(pack.key)
    return ProcedureLine(
        slug=procedure.slug, code=sheet.code, name=sheet.name, field=sheet.field, level=sheet.level,
        term=str(law.promised), basis=law.basis, fee=sheet.fee.amount, form_id=procedure.application,
        form=procedure.form(procedure.application),
        components=tuple(
            Component(
                each.code, each.name, each.originals, each.copies, each.replaced_by,
                each.valid or pack.reuse.kinds.get(each.code, ""), each.optional,
            )
            for each in sheet.component
        ),
        definition_id=definition.id, version=definition.version, fee_when=sheet.fee.when,
    )  # fmt: skip


def definitions(session: Session) -> tuple[DefinitionLine, ...]:
    """Every stored version, newest first."""
    newest = select(Definition).order_by(Definition.key, Definition.version.desc())
    return tuple(
        DefinitionLine(
            row.id, row.key, row.name, row.version, row.digest, row.state, row.deployed_at, row.deployed_by,
            row.approved_by or "", row.activated_at, row.valid_from_on, row.valid_to_on, row.approval_reference,
        )
        for row in session.scalars(newest)
    )  # fmt: skip


def instances(session: Session, limit: int = 200) -> tuple[InstanceLine, ...]:
    """The newest trial runs and dossiers' runs, with the steps they stand at."""
    rows = session.execute(
        select(Instance, Definition)
        .join(Definition, Definition.id == Instance.definition_id)
        .order_by(Instance.started_at.desc())
        .limit(limit)
    ).all()
    standing: dict[str, list[str]] = {}
    open_tasks = select(Task.instance_id, Task.element).where(
        Task.instance_id.in_([row[0].id for row in rows]), Task.state.in_(("open", "claimed"))
    )
    for instance_id, element in session.execute(open_tasks):
        standing.setdefault(instance_id, []).append(element)
    return tuple(
        InstanceLine(
            run.id, definition.key, definition.version, run.business_key, run.state, run.started_at, run.ended_at,
            run.ended_in or "", tuple(sorted(standing.get(run.id, ()))),
        )
        for run, definition in rows
    )  # fmt: skip
