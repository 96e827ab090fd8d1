"""Running processes: trial runs started, runs found and looked at, and what may be done to one from outside."""

from typing import Any

from api.conditions import CONDITION, etag, version_seen
from api.door import Act, Answer, Door
from api.schemas import InstanceOut, OpenedOut
from api.schemas_in import InstanceIn, RepeatHeader
from api.schemas_runs import (
    CorrectionIn,
    ForecastIn,
    ForecastOut,
    HistoryOut,
    MigrationIn,
    MoveForecastIn,
    MoveForecastOut,
    MoveIn,
    ReturnIn,
    RunDoneOut,
    RunOut,
    RunReasonIn,
    RunsIn,
    RunsOut,
)
from cases import crowds, drawings, steering
from cases.queries import runs
from cases.queries.run_shapes import RunSearch
from cases.steering import Hand

ONE = "/instances/<instance_id>"


def routes(door: Door) -> None:
    """Everything under `/instances`."""
    door.act("/instances", start_instance, InstanceIn, InstanceOut, state=201, headers=RepeatHeader)
    door.search("/instances/search", search_instances, RunsIn, RunsOut)
    door.read(ONE, get_instance, RunOut)
    door.read(f"{ONE}/history", get_history, HistoryOut)
    door.act(f"{ONE}/suspension", suspend_instance, RunReasonIn, RunDoneOut, headers=RepeatHeader)
    door.act(f"{ONE}/resumption", resume_instance, RunReasonIn, RunDoneOut, headers=RepeatHeader)
    door.act(f"{ONE}/cancellation", cancel_instance, RunReasonIn, RunDoneOut, **CONDITION)
    door.act(f"{ONE}/correction", correct_instance, CorrectionIn, RunDoneOut, **CONDITION)
    door.act(f"{ONE}/move", move_instance, MoveIn, RunDoneOut, **CONDITION)
    door.act(f"{ONE}/return", return_instance, ReturnIn, RunDoneOut, **CONDITION)
    door.act(f"{ONE}/migration", migrate_instance, MigrationIn, RunDoneOut, **CONDITION)
    door.search(f"{ONE}/move/forecast", forecast_move, MoveForecastIn, MoveForecastOut)
    door.search(f"{ONE}/forecast", forecast_instance, ForecastIn, ForecastOut)


def start_instance(act: Act, body: InstanceIn) -> Answer:
    """Start a trial run of the version in force and run it to its first waits."""
    changes = drawings.try_out(act.session, act.clock, act.officer, body.key, body.variables)
    out = InstanceOut(
        id=changes.instance.id, key=body.key, state=changes.instance.state, started_at=changes.instance.started_at,
        opened=[OpenedOut.of_task(task) for task in changes.opened], ended=changes.ended or "",
    )  # fmt: skip
    return Answer(out, 201)


def search_instances(act: Act, body: RunsIn) -> Answer:
    """Runs of the caller's units and trial runs, newest first."""
    return Answer(RunsOut.of(runs.find_runs(act.session, act.clock, act.officer, RunSearch(**dict(body)))))


def get_instance(act: Act, instance_id: str) -> Answer:
    """A run, where it stands and what may be done to it. The ETag is its version: send it back as If-Match."""
    page = runs.run_page(act.session, act.clock, act.officer, instance_id)
    return Answer(RunOut.of(page), headers={"ETag": etag(page.version)})


def get_history(act: Act, instance_id: str) -> Answer:
    """Who did what when to which element, how long it stood where, and the way it took; all from the journal."""
    return Answer(HistoryOut.of(runs.history_of(act.session, act.clock, act.officer, instance_id)))


def suspend_instance(act: Act, body: RunReasonIn, instance_id: str) -> Answer:
    """Stop a run where it stands."""
    hand = Hand(act.officer, instance_id, body.reason)
    return _done(steering.suspend(act.session, act.clock, hand))


def resume_instance(act: Act, body: RunReasonIn, instance_id: str) -> Answer:
    """Let a suspended run go on."""
    hand = Hand(act.officer, instance_id, body.reason)
    return _done(steering.resume(act.session, act.clock, hand))


def cancel_instance(act: Act, body: RunReasonIn, instance_id: str) -> Answer:
    """End a run before its time; its dossier is stopped."""
    return _done(steering.cancel(act.session, act.clock, _hand(act, instance_id, body)))


def correct_instance(act: Act, body: CorrectionIn, instance_id: str) -> Answer:
    """Correct variables wherever a token stands."""
    return _done(steering.correct(act.session, act.clock, _hand(act, instance_id, body), body.variables))


def move_instance(act: Act, body: MoveIn, instance_id: str) -> Answer:
    """Take a token to another element, out of a called process or into one too; the dossier's state follows it."""
    hand = _hand(act, instance_id, body)
    return _done(
        steering.move_token(act.session, act.clock, hand, body.token, body.element, body.dossier_state)
    )  # fmt: skip


def forecast_move(act: Act, body: MoveForecastIn, instance_id: str) -> Answer:
    """Try such a move without changing anything."""
    found = steering.foresee_move(act.session, act.clock, act.officer, instance_id, body.token, body.element)
    return Answer(MoveForecastOut.of(found))


def return_instance(act: Act, body: ReturnIn, instance_id: str) -> Answer:
    """Put a run back to just before a step was completed, and its dossier with it."""
    return _done(steering.go_back(act.session, act.clock, _hand(act, instance_id, body), body.task_id))


def migrate_instance(act: Act, body: MigrationIn, instance_id: str) -> Answer:
    """Carry a run to another version of its process."""
    hand = _hand(act, instance_id, body)
    return _done(steering.migrate(act.session, act.clock, hand, body.definition_id, body.mapping))


def forecast_instance(act: Act, body: ForecastIn, instance_id: str) -> Answer:
    """Try the migration of a run without changing anything."""
    found = crowds.forecast_one(
        act.session, act.clock, act.officer, instance_id, body.definition_id, body.mapping
    )  # fmt: skip
    return Answer(ForecastOut.of(found))


def _hand(act: Act, instance_id: str, body: RunReasonIn) -> Hand:
    return Hand(act.officer, instance_id, body.reason, version_seen())


def _done(changes: Any) -> Answer:
    run = changes.instance
    out = RunDoneOut(
        id=run.id, version=run.version, state=run.state, opened=[task.element for task in changes.opened],
        closed=[task.element for task in changes.closed],
    )  # fmt: skip
    return Answer(out, headers={"ETag": etag(run.version)})
