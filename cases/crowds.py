"""One act for many processes, asked for by an officer within his units: batches, causes of incidents, migrations."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from cases.handling import ReasonMissing
from cases.people import ADMINISTRATOR, reach_of, require_role
from cases.steering import Renamed, in_reach, roles_for
from cases.tables import Officer
from engine import batches, commands
from engine.batches import BatchUnknown, BatchView, RowView
from engine.causes import Cause, causes, incidents_of
from engine.migration import Forecast as RunForecast
from engine.migration import Hindered
from engine.store import InstanceUnknown
from engine.tables import Batch, BatchRow, Incident, Instance
from ground.clock import Clock
from ground.errors import NotFound

__all__ = [
    "CauseUnknown", "RunForecast", "batch_for", "batches_of", "cause_for", "causes_for", "dossiers_of", "forecast",
    "forecast_one", "migrate_all", "open_batch", "retry_cause", "rows_of", "running_of", "stop_batch",
]  # fmt: skip

LIVE = ("running", "suspended")
# Desk work that hangs on no process is tried again at once, not by a batch of processes.
LIMIT_JOBS = 500


class CauseUnknown(NotFound):
    """Nothing stands still for this cause any more, or it lies outside your units."""

    code = "cause_unknown"


def open_batch(
    session: Session, clock: Clock, officer: Officer, act: str, instances: Sequence[str], reason: str, key: str,
    arguments: Mapping[str, Any] | None = None,
) -> Batch:  # fmt: skip
    """Have this done to each of these processes. Raises `RoleMissing`, `InstanceUnknown`, and like the engine's."""
    require_role(session, clock, officer, *roles_for(act))
    if not reason.strip():
        raise ReasonMissing
    wanted = list(dict.fromkeys(instances))
    if len(_within(session, clock, officer, wanted, act)) < len(wanted):
        raise InstanceUnknown
    key = f"{officer.id}:{key}"
    return commands.open_batch(session, clock, act, wanted, officer.name, reason, key, arguments)


def _within(session: Session, clock: Clock, officer: Officer, instances: Sequence[str], act: str) -> set[str]:
    """Those of them this officer may do this to."""
    mine = in_reach(reach_of(session, officer, clock), act)
    found: set[str] = set()
    for first in range(0, len(instances), 500):
        some = instances[first : first + 500]
        found.update(session.scalars(select(Instance.id).where(Instance.id.in_(some), mine)))
    return found


def stop_batch(session: Session, clock: Clock, officer: Officer, batch_id: str, reason: str) -> Batch:
    """Leave alone what was not tried yet. Raises `BatchUnknown`."""
    batch_for(session, clock, officer, batch_id)
    return commands.stop_batch(session, clock, batch_id, officer.name, reason)


def batch_for(session: Session, clock: Clock, officer: Officer, batch_id: str) -> BatchView:
    """How far a batch is: for who asked for it, and for administrators of all its processes. Raises `BatchUnknown`."""
    view = batches.batch_view(session, batch_id)
    if view.opened_by == officer.name:
        return view
    reach = reach_of(session, officer, clock)
    foreign = select(BatchRow.place).where(
        BatchRow.batch_id == batch_id, ~exists().where(Instance.id == BatchRow.instance_id, in_reach(reach))
    )
    if ADMINISTRATOR not in reach or session.scalar(foreign.limit(1)) is not None:
        raise BatchUnknown
    return view


def rows_of(
    session: Session, clock: Clock, officer: Officer, batch_id: str, state: str | None = None, after: int = -1,
    limit: int = 200,
) -> list[RowView]:  # fmt: skip
    """What came of each process of a batch, in the order asked for. Raises `BatchUnknown`."""
    batch_for(session, clock, officer, batch_id)
    return batches.batch_rows(session, batch_id, state, after, limit)


def dossiers_of(session: Session, rows: Sequence[RowView]) -> Mapping[str, str]:
    """What the processes of these rows are called, by their ids: the codes of their dossiers."""
    ids = [row.instance_id for row in rows]
    found = session.execute(select(Instance.id, Instance.business_key).where(Instance.id.in_(ids)))
    return {row.id: row.business_key for row in found}


def batches_of(session: Session, officer: Officer, limit: int = 50) -> list[BatchView]:
    """The batches this officer asked for, newest first."""
    newest = select(Batch.id).where(Batch.opened_by == officer.name).order_by(Batch.opened_at.desc()).limit(limit)
    return [batches.batch_view(session, batch_id) for batch_id in session.scalars(newest)]


def running_of(session: Session, officer: Officer) -> list[BatchView]:
    """Those of them that are still at work."""
    running = select(Batch.id).where(Batch.state == "running", Batch.opened_by == officer.name)
    return [batches.batch_view(session, batch_id) for batch_id in session.scalars(running.order_by(Batch.opened_at))]


def incidents_within(session: Session, clock: Clock, officer: Officer) -> ColumnElement[bool]:
    """The condition under which an incident is this officer's to see. Raises `RoleMissing`."""
    require_role(session, clock, officer, *roles_for("retry"))
    reach = reach_of(session, officer, clock)
    # Asked of the incident's own instance, which the statement joins already.
    of_process = and_(Incident.instance_id.is_not(None), in_reach(reach, "retry"))
    return or_(of_process, Incident.instance_id.is_(None)) if ADMINISTRATOR in reach else of_process


def causes_for(session: Session, clock: Clock, officer: Officer) -> list[Cause]:
    """Why processes and jobs of the officer's units stand still now, the most frequent cause first."""
    return causes(session, incidents_within(session, clock, officer))


def cause_for(session: Session, clock: Clock, officer: Officer, cause_id: str) -> tuple[Cause, list[Incident]]:
    """One cause with its open incidents, oldest first. Raises `CauseUnknown`."""
    mine = incidents_within(session, clock, officer)
    for cause in causes(session, mine):
        if cause.id == cause_id:
            return cause, incidents_of(session, cause, mine)
    raise CauseUnknown


def retry_cause(session: Session, clock: Clock, officer: Officer, cause_id: str, reason: str, key: str) -> Batch:
    """Try every incident of a cause again: a batch for processes, at once for desk work that hangs on none.

    Raises `CauseUnknown`.
    """
    cause, found = cause_for(session, clock, officer, cause_id)
    for incident in [each for each in found if each.instance_id is None][:LIMIT_JOBS]:
        commands.retry(session, clock, incident.id, officer.name)
    stuck = list(dict.fromkeys(each.instance_id for each in found if each.instance_id is not None))
    meant = {"code": cause.code, "element": cause.element}
    return open_batch(session, clock, officer, "retry", stuck, reason or cause.text or cause.code, key, meant)


def forecast(
    session: Session, clock: Clock, officer: Officer, definition_id: str, target_id: str, mapping: Renamed | None
) -> RunForecast:
    """What a migration of every live process of a version would do, in the officer's units. Changes nothing."""
    require_role(session, clock, officer, *roles_for("migrate"))
    whole = commands.plan_migration(session, definition_id, target_id, mapping)
    mine = _within(session, clock, officer, [*whole.ready, *(each.instance_id for each in whole.hindered)], "migrate")
    return RunForecast(
        tuple(each for each in whole.ready if each in mine),
        tuple(each for each in whole.hindered if each.instance_id in mine),
    )


def forecast_one(
    session: Session, clock: Clock, officer: Officer, instance_id: str, target_id: str, mapping: Renamed | None
) -> RunForecast:
    """The same for one process. Raises `InstanceUnknown`."""
    if not _within(session, clock, officer, [instance_id], "migrate"):
        raise InstanceUnknown
    found = commands.obstacles_of(session, instance_id, target_id, mapping)
    key = session.get_one(Instance, instance_id).business_key
    return RunForecast((), (Hindered(instance_id, key, found),)) if found else RunForecast((instance_id,), ())


def migrate_all(
    session: Session, clock: Clock, officer: Officer, definition_id: str, target_id: str, mapping: Renamed | None,
    reason: str, key: str,
) -> Batch:  # fmt: skip
    """Carry every live process of a version, in the officer's units, to another: those that cannot are told why."""
    require_role(session, clock, officer, *roles_for("migrate"))
    mine = in_reach(reach_of(session, officer, clock), "migrate")
    live = select(Instance.id).where(Instance.definition_id == definition_id, Instance.state.in_(LIVE), mine)
    instances = session.scalars(live.order_by(Instance.started_at, Instance.id)).all()
    arguments = {"definition_id": target_id, "mapping": dict(mapping or {})}
    return open_batch(session, clock, officer, "migrate", instances, reason, key, arguments)
