"""One act for many runs: asked for, watched row by row, stopped; migrations of a whole version, tried first."""

from api.conditions import batch_key
from api.door import Act, Answer, Door
from api.schemas_in import RepeatHeader
from api.schemas_runs import (
    BatchesOut,
    BatchIn,
    BatchOut,
    BatchRowOut,
    BatchRowsOut,
    ForecastOut,
    RowsIn,
    RunReasonIn,
    VersionForecastIn,
    VersionMigrationIn,
)
from cases import crowds


def routes(door: Door) -> None:
    """Everything under `/batches` and `/migrations`."""
    door.act("/batches", open_batch, BatchIn, BatchOut, state=202, headers=RepeatHeader)
    door.read("/batches", list_batches, BatchesOut)
    door.read("/batches/<batch_id>", get_batch, BatchOut)
    door.search("/batches/<batch_id>/rows", search_rows, RowsIn, BatchRowsOut)
    door.act("/batches/<batch_id>/stop", stop_batch, RunReasonIn, BatchOut, headers=RepeatHeader)
    door.search("/migrations/forecast", forecast_version, VersionForecastIn, ForecastOut)
    door.act("/migrations", migrate_version, VersionMigrationIn, BatchOut, state=202, headers=RepeatHeader)


def open_batch(act: Act, body: BatchIn) -> Answer:
    """Have something done to each of these runs; the worker does them one by one."""
    batch = crowds.open_batch(
        act.session, act.clock, act.officer, body.act, body.instances, body.reason, batch_key()
    )  # fmt: skip
    return _told(act, batch.id, 202)


def list_batches(act: Act) -> Answer:
    """The caller's batches, newest first."""
    views = crowds.batches_of(act.session, act.officer)
    return Answer(BatchesOut(rows=[BatchOut.of(view) for view in views]))


def get_batch(act: Act, batch_id: str) -> Answer:
    """How far a batch is."""
    return _told(act, batch_id)


def search_rows(act: Act, body: RowsIn, batch_id: str) -> Answer:
    """What came of each run of a batch, in the order asked for."""
    rows = crowds.rows_of(
        act.session, act.clock, act.officer, batch_id, body.state or None, body.after, body.limit
    )  # fmt: skip
    return Answer(BatchRowsOut(rows=[BatchRowOut.of(row) for row in rows]))


def stop_batch(act: Act, body: RunReasonIn, batch_id: str) -> Answer:
    """Leave alone the runs that were not tried yet; what was done stays done."""
    crowds.stop_batch(act.session, act.clock, act.officer, batch_id, body.reason)
    return _told(act, batch_id)


def forecast_version(act: Act, body: VersionForecastIn) -> Answer:
    """Try the migration of every live run of a version without changing anything: which would not go, and why."""
    found = crowds.forecast(
        act.session, act.clock, act.officer, body.from_definition_id, body.definition_id, body.mapping
    )  # fmt: skip
    return Answer(ForecastOut.of(found))


def migrate_version(act: Act, body: VersionMigrationIn) -> Answer:
    """Carry every live run of a version to another, as a batch."""
    batch = crowds.migrate_all(
        act.session, act.clock, act.officer, body.from_definition_id, body.definition_id, body.mapping, body.reason,
        batch_key(),
    )  # fmt: skip
    return _told(act, batch.id, 202)


def _told(act: Act, batch_id: str, state: int = 200) -> Answer:
    view = crowds.batch_for(act.session, act.clock, act.officer, batch_id)
    return Answer(BatchOut.of(view), state, {"Location": f"/api/v1/batches/{view.id}"} if state == 202 else {})
