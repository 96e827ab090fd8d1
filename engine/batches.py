"""One act for many instances: each in a transaction of its own, with its own answer, by whichever worker comes first.

A row's answer is written in the transaction of its act, so a worker that dies in the middle leaves it waiting, and
nothing is done twice. One instance that refuses or fails never stops the others.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import Engine, func, insert, select, update
from sqlalchemy.orm import Session

from engine import journal
from engine.changes import Changes
from engine.control import cancel, resume, retry, suspend
from engine.migration import migrate
from engine.states import check_move
from engine.tables import Batch, BatchRow, Incident, new_id
from engine.timers import Follow
from ground.clock import Clock
from ground.database import insert_if_absent, reading, transaction
from ground.errors import Invalid, NotFound, Problem, Unavailable

log = logging.getLogger("motcua.batches")
LIMIT_ROWS = 100_000

Act: TypeAlias = Callable[[Session, Clock, str, Batch], Iterable[Changes | None]]
NONE: Mapping[str, Act] = {}


class ActUnknown(Invalid):
    """Nothing named {act} can be done to many processes at once. Choose one of {acts}."""

    code = "act_unknown"


class BatchTooLarge(Invalid):
    """A batch of {count} processes is too large: at most {limit} at once. Divide it."""

    code = "batch_too_large"


class BatchUnknown(NotFound):
    """There is no such batch."""

    code = "batch_unknown"


@dataclass(frozen=True, slots=True)
class BatchView:
    """How far a batch is. What is neither waiting nor done nor refused was left alone when the batch was stopped."""

    id: str
    act: str
    arguments: Mapping[str, Any]
    reason: str
    state: str
    opened_at: datetime
    opened_by: str
    ended_at: datetime | None
    total: int
    waiting: int
    done: int
    refused: int


@dataclass(frozen=True, slots=True)
class RowView:
    """What came of one instance; `code` and `params` say why it was refused."""

    place: int
    instance_id: str
    state: str
    code: str
    params: Mapping[str, Any]
    settled_at: datetime | None


def open_batch(
    session: Session, clock: Clock, act: str, instances: Sequence[str], by: str, reason: str, key: str,
    arguments: Mapping[str, Any] | None = None, further: Mapping[str, Act] = NONE,
) -> Batch:  # fmt: skip
    """Ask for `suspend`, `resume`, `cancel`, `retry` or `migrate` of many instances; the worker does it.

    `key` is the sender's idempotency key: the same key gives back the batch that is there. `migrate` needs
    `definition_id` and may have a `mapping`; `retry` may be told the `code` and `element` of the incidents meant.
    `further` are acts whoever stands above knows besides. Raises `ActUnknown`, `BatchTooLarge`.
    """
    known = {**ACTS, **further}
    if act not in known:
        raise ActUnknown(act=act, acts=", ".join(known))
    wanted = list(dict.fromkeys(instances))
    if len(wanted) > LIMIT_ROWS:
        raise BatchTooLarge(count=len(wanted), limit=LIMIT_ROWS)
    new = insert_if_absent(
        session, Batch, id=new_id(), key=key, act=act, arguments=dict(arguments or {}), reason=reason, state="running",
        opened_at=clock.now(), opened_by=by, ended_at=None,
    )  # fmt: skip
    batch = session.scalars(select(Batch).where(Batch.key == key)).one()
    if new:
        _add_rows(session, batch, wanted)
        facts = {"act": act, "count": len(wanted), "arguments": dict(arguments or {}), "reason": reason}
        journal.append(session, clock, _chain(batch), "batch_opened", batch.id, by, facts)
    return batch


def _add_rows(session: Session, batch: Batch, instances: Sequence[str]) -> None:
    rows = [
        {"batch_id": batch.id, "place": place, "instance_id": instance_id, "state": "waiting", "params": {}}
        for place, instance_id in enumerate(instances)
    ]
    if rows:
        session.execute(insert(BatchRow), rows)


def stop_batch(session: Session, clock: Clock, batch_id: str, by: str, reason: str) -> Batch:
    """Leave alone the instances that were not tried yet. What was done stays done. Raises `BatchUnknown`."""
    batch = session.get(Batch, batch_id, with_for_update=True)
    if batch is None:
        raise BatchUnknown
    session.execute(
        update(BatchRow)
        .where(BatchRow.batch_id == batch_id, BatchRow.state == "waiting")
        .values(state="cancelled", settled_at=clock.now())
    )
    _end(session, clock, batch, "cancelled", by, {"reason": reason})
    return batch


def run_batches(
    database: Engine, clock: Clock, follow: Follow, limit: int = 50, further: Mapping[str, Act] = NONE
) -> int:
    """Do the next rows of the batches that run, oldest batch first; how many were settled by this worker."""
    acts = {**ACTS, **further}
    with reading(database) as session:
        waiting = session.execute(
            select(BatchRow.batch_id, BatchRow.place)
            .join(Batch, Batch.id == BatchRow.batch_id)
            .where(Batch.state == "running", BatchRow.state == "waiting")
            .order_by(Batch.opened_at, BatchRow.batch_id, BatchRow.place)
            .limit(limit)
        ).all()
    settled = sum(_settle(database, clock, follow, acts, row.batch_id, row.place) for row in waiting)
    _end_finished(database, clock)
    return settled


def _settle(database: Engine, clock: Clock, follow: Follow, acts: Mapping[str, Act], batch_id: str, place: int) -> bool:
    try:
        with transaction(database) as session:
            return _try(session, clock, follow, acts, batch_id, place)
    except Unavailable:
        raise  # not this instance's fault: the tick comes again
    except Problem as problem:
        return _refuse(database, clock, batch_id, place, problem.code, problem.params)
    except Exception as error:  # whatever is wrong with one instance, the others have their turn
        log.exception("row %s of batch %s failed", place, batch_id)
        return _refuse(database, clock, batch_id, place, "failed", {"cause": f"{type(error).__name__}: {error}"[:500]})


def _try(session: Session, clock: Clock, follow: Follow, acts: Mapping[str, Act], batch_id: str, place: int) -> bool:
    row = _take(session, batch_id, place)
    if row is None:
        return False
    batch = session.get_one(Batch, batch_id)
    for changes in acts[batch.act](session, clock, row.instance_id, batch):
        if changes is not None:
            follow(session, clock, changes)
    _answer(clock, row, "done")
    return True


def _take(session: Session, batch_id: str, place: int) -> BatchRow | None:
    """The row, locked, unless another worker is at it or was faster."""
    return session.scalar(
        select(BatchRow)
        .where(BatchRow.batch_id == batch_id, BatchRow.place == place, BatchRow.state == "waiting")
        .with_for_update(skip_locked=True)
    )


def _refuse(database: Engine, clock: Clock, batch_id: str, place: int, code: str, params: Mapping[str, object]) -> bool:
    with transaction(database) as session:
        row = _take(session, batch_id, place)
        if row is not None:
            row.code, row.params = code, {name: _plain(value) for name, value in params.items()}
            _answer(clock, row, "refused")
        return row is not None


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | float | list | dict | None) else str(value)


def _answer(clock: Clock, row: BatchRow, state: str) -> None:
    check_move("batch row", row.state, state)
    row.state, row.settled_at = state, clock.now()


def _end_finished(database: Engine, clock: Clock) -> None:
    waiting = select(BatchRow.place).where(BatchRow.batch_id == Batch.id, BatchRow.state == "waiting").exists()
    finished = select(Batch).where(Batch.state == "running", ~waiting)
    with reading(database) as session:
        if session.scalar(finished.limit(1)) is None:
            return
    with transaction(database) as session:
        for batch in session.scalars(finished.with_for_update(skip_locked=True)):
            _end(session, clock, batch, "ended", batch.opened_by, {})


def _end(session: Session, clock: Clock, batch: Batch, state: str, by: str, facts: dict[str, Any]) -> None:
    check_move("batch", batch.state, state)
    batch.state, batch.ended_at = state, clock.now()
    facts |= {"rows": _counts(session, batch.id)}
    journal.append(session, clock, _chain(batch), f"batch_{state}", batch.id, by, facts)
    session.flush()


def _chain(batch: Batch) -> str:
    return f"batch:{batch.id}"


def _counts(session: Session, batch_id: str) -> dict[str, int]:
    rows = session.execute(
        select(BatchRow.state, func.count().label("rows"))
        .where(BatchRow.batch_id == batch_id)
        .group_by(BatchRow.state)
        .order_by(BatchRow.state)
    )
    return {row.state: row.rows for row in rows}


def batch_view(session: Session, batch_id: str) -> BatchView:
    """One batch and how far it is. Raises `BatchUnknown`."""
    batch = session.get(Batch, batch_id)
    if batch is None:
        raise BatchUnknown
    counts = _counts(session, batch_id)
    return BatchView(
        id=batch.id, act=batch.act, arguments=batch.arguments, reason=batch.reason, state=batch.state,
        opened_at=batch.opened_at, opened_by=batch.opened_by, ended_at=batch.ended_at, total=sum(counts.values()),
        waiting=counts.get("waiting", 0), done=counts.get("done", 0), refused=counts.get("refused", 0),
    )  # fmt: skip


def batch_rows(
    session: Session, batch_id: str, state: str | None = None, after: int = -1, limit: int = 200
) -> list[RowView]:
    """What came of each instance, in the order asked for; a page of them, of one state if wanted."""
    query = select(BatchRow).where(BatchRow.batch_id == batch_id, BatchRow.place > after)
    if state is not None:
        query = query.where(BatchRow.state == state)
    return [
        RowView(row.place, row.instance_id, row.state, row.code, row.params, row.settled_at)
        for row in session.scalars(query.order_by(BatchRow.place).limit(limit))
    ]


def _suspend(session: Session, clock: Clock, instance_id: str, batch: Batch) -> Iterable[Changes]:
    yield suspend(session, clock, instance_id, batch.opened_by, batch.reason)


def _resume(session: Session, clock: Clock, instance_id: str, batch: Batch) -> Iterable[Changes]:
    yield resume(session, clock, instance_id, batch.opened_by, batch.reason)


def _cancel(session: Session, clock: Clock, instance_id: str, batch: Batch) -> Iterable[Changes]:
    yield cancel(session, clock, instance_id, batch.opened_by, batch.reason)


def _retry(session: Session, clock: Clock, instance_id: str, batch: Batch) -> Iterable[Changes | None]:
    """The incidents the instance has now that are meant; one that another retry solved by the way is passed over."""
    meant = [
        getattr(Incident, name) == batch.arguments[name] for name in ("code", "element") if name in batch.arguments
    ]
    open_now = (Incident.instance_id == instance_id, Incident.solved_at.is_(None), *meant)
    for incident_id in session.scalars(select(Incident.id).where(*open_now).order_by(Incident.opened_at)).all():
        if session.scalar(select(Incident.id).where(Incident.id == incident_id, *open_now)) is not None:
            yield retry(session, clock, incident_id, batch.opened_by)


def _migrate(session: Session, clock: Clock, instance_id: str, batch: Batch) -> Iterable[Changes]:
    target, mapping = str(batch.arguments.get("definition_id", "")), batch.arguments.get("mapping")
    yield migrate(session, clock, instance_id, target, mapping, batch.opened_by, batch.reason)


ACTS: Mapping[str, Act] = {
    "suspend": _suspend,
    "resume": _resume,
    "cancel": _cancel,
    "retry": _retry,
    "migrate": _migrate,
}
