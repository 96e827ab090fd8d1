"""Roll-outs that were begun: how far each is, what came of every dossier, and which way leads back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.bundle import Procedure
from cases.crowds import batch_for
from cases.people import ADMINISTRATOR, require_role
from cases.procedure import procedure_of
from cases.studio.fates import name_of
from cases.studio.rolling import Version, version_of
from cases.tables import Dossier, Officer, Unit
from engine.batches import BatchUnknown, BatchView, batch_view
from engine.tables import Batch, BatchRow, Instance
from ground.clock import Clock

LATELY = 300


@dataclass(frozen=True, slots=True)
class RolledLine:
    """What came of one dossier; `why` it was refused, in words."""

    place: int
    code: str
    instance_id: str
    unit: str
    state: str
    why: str
    settled_at: datetime | None


@dataclass(frozen=True, slots=True)
class Rolled:
    """A roll-out with its rows, those that were refused first; `old` is None where the batch did not say, `by` a full
    name.
    """

    view: BatchView
    by: str
    old: Version | None
    new: Version
    lines: tuple[RolledLine, ...]


def rolled_out(
    session: Session, clock: Clock, officer: Officer, batch_id: str, words: Callable[[str, Mapping[str, Any]], str]
) -> Rolled:
    """A roll-out for whoever began it, and administrators of all its dossiers. Raises `BatchUnknown`, `RoleMissing`."""
    require_role(session, clock, officer, ADMINISTRATOR)
    view = batch_for(session, clock, officer, batch_id)
    if view.act != "migrate":
        raise BatchUnknown
    before = str(view.arguments.get("from") or "")
    rows = session.execute(
        select(BatchRow, Instance.business_key, Dossier.code, Unit.name)
        .outerjoin(Instance, Instance.id == BatchRow.instance_id)
        .outerjoin(Dossier, Dossier.instance_id == BatchRow.instance_id)
        .outerjoin(Unit, Unit.id == Dossier.handling_unit_id)
        .where(BatchRow.batch_id == batch_id)
        .order_by(BatchRow.state != "refused", BatchRow.place)
        .limit(2000)
    )
    names = procedure_of(session, before) if before else None
    lines = tuple(
        RolledLine(
            row.place, code or key or row.instance_id[:8], row.instance_id, unit or "", row.state,
            words(row.code, _named(names, row.params)) if row.code else "", row.settled_at,
        )
        for row, key, code, unit in rows
    )  # fmt: skip
    new = version_of(session, clock, officer, str(view.arguments.get("definition_id")))
    by = session.scalar(select(Officer.full_name).where(Officer.name == view.opened_by)) or view.opened_by
    return Rolled(view, by, version_of(session, clock, officer, before) if before else None, new, lines)


def _named(procedure: Procedure | None, params: Mapping[str, Any]) -> dict[str, Any]:
    """The same, its obstacles told by the names of the elements."""
    told = dict(params)
    if procedure is not None and "obstacles" in told:
        told["obstacles"] = [[reason, name_of(procedure, element), to] for reason, element, to in told["obstacles"]]
    return told


def roll_outs(session: Session, clock: Clock, officer: Officer, versions: frozenset[str]) -> list[BatchView]:
    """The newest roll-outs to one of these versions that the officer may look at."""
    newest = select(Batch).where(Batch.act == "migrate").order_by(Batch.opened_at.desc()).limit(LATELY)
    wanted = [row.id for row in session.scalars(newest) if row.arguments.get("definition_id") in versions]
    return [batch_view(session, each) for each in wanted if _may_look(session, clock, officer, each)]


def _may_look(session: Session, clock: Clock, officer: Officer, batch_id: str) -> bool:
    try:
        batch_for(session, clock, officer, batch_id)
    except BatchUnknown:
        return False
    return True
