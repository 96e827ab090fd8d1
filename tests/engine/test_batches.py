"""One act for many processes: row by row, once each, whoever dies in the middle; one that refuses stops nobody."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from engine import commands
from engine.batches import ActUnknown, BatchView, batch_rows, batch_view, run_batches
from engine.changes import Changes
from engine.definitions import forget_graphs
from engine.journal import entries
from engine.tables import Batch, Instance
from ground.clock import Clock
from ground.database import reading, transaction
from ground.errors import DatabaseBusy
from tests.engine.conftest import Hall
from tests.engine.drawing import Drawing


def one_step(step: str = "kiem_tra") -> Drawing:
    return Drawing("mot_buoc").start().user(step).end().line("bat_dau", step, "ket_thuc")


def three(hall: Hall) -> list[str]:
    hall.deploy(one_step())
    return [hall.start("mot_buoc", f"HS-{number}") for number in range(3)]


def ask(
    hall: Hall, act: str, instances: Sequence[str], key: str = "b1", arguments: Mapping[str, Any] | None = None
) -> Batch:
    return hall.act(
        lambda s: commands.open_batch(s, hall.clock, act, instances, "quy", "the law changes", key, arguments)
    )


def work(hall: Hall, limit: int = 50) -> int:
    forget_graphs()
    return run_batches(hall.database, hall.clock, hall.follow, limit)


def seen(hall: Hall, batch: Batch) -> BatchView:
    with reading(hall.database) as session:
        return batch_view(session, batch.id)


def states(hall: Hall, instances: Sequence[str]) -> list[str]:
    return [hall.instance(instance).state for instance in instances]


def test_every_process_of_a_batch_is_suspended_and_resumed_with_its_reason(hall: Hall) -> None:
    instances = three(hall)
    batch = ask(hall, "suspend", instances)
    assert states(hall, instances) == ["running"] * 3
    assert work(hall) == 3
    assert states(hall, instances) == ["suspended"] * 3
    view = seen(hall, batch)
    assert (view.state, view.total, view.done, view.waiting, view.refused) == ("ended", 3, 3, 0, 0)
    assert "instance_suspended" in hall.story(instances[0])
    ask(hall, "resume", instances, "b2")
    work(hall)
    assert states(hall, instances) == ["running"] * 3


def test_one_that_refuses_is_told_with_its_reason_and_the_others_go_on(hall: Hall) -> None:
    instances = three(hall)
    hall.finish(hall.tasks(instances[1])[0])
    batch = ask(hall, "cancel", [*instances, "nobody"])
    assert work(hall) == 4
    assert states(hall, instances) == ["cancelled", "ended", "cancelled"]
    with reading(hall.database) as session:
        refused = batch_rows(session, batch.id, "refused")
    assert [(row.instance_id, row.code) for row in refused] == [
        (instances[1], "instance_not_running"), ("nobody", "instance_unknown"),
    ]  # fmt: skip
    assert refused[0].params == {"state": "ended"}


def test_a_poisoned_process_is_told_and_the_others_go_on(hall: Hall) -> None:
    instances = three(hall)
    with transaction(hall.database) as session:
        session.execute(update(Instance).where(Instance.id == instances[0]).values(frontier=b"broken"))
    batch = ask(hall, "migrate", instances, arguments={"definition_id": hall.deploy(one_step("xem_xet")).id,
                                                       "mapping": {"kiem_tra": "xem_xet"}})  # fmt: skip
    work(hall)
    view = seen(hall, batch)
    assert (view.done, view.refused) == (2, 1)
    assert [task.element for task in hall.tasks(instances[1])] == ["xem_xet"]


def test_a_migration_that_is_refused_names_its_obstacles(hall: Hall) -> None:
    instances = three(hall)
    batch = ask(hall, "migrate", instances[:1], arguments={"definition_id": hall.deploy(one_step("xem_xet")).id})
    work(hall)
    with reading(hall.database) as session:
        (row,) = batch_rows(session, batch.id)
    assert (row.state, row.code) == ("refused", "migration_refused")
    assert row.params["obstacles"] == [["element_gone", "kiem_tra", "kiem_tra"]]


def test_the_incidents_of_many_processes_are_retried_at_once(hall: Hall) -> None:
    printing = Drawing("in_phieu").start().service("in_giay", "print_receipt").end()
    hall.deploy(printing.line("bat_dau", "in_giay", "ket_thuc"))
    instances = [hall.start("in_phieu") for _ in range(2)]
    hall.work()
    assert len(hall.incidents()) == 2
    hall.operations["print_receipt"] = lambda call: {}
    ask(hall, "retry", instances)
    work(hall)
    hall.work()
    assert states(hall, instances) == ["ended"] * 2
    assert hall.incidents() == []


def test_a_batch_goes_on_after_its_worker_died_and_nothing_is_done_twice(hall: Hall) -> None:
    instances = three(hall)
    batch = ask(hall, "suspend", instances)
    assert work(hall, limit=1) == 1

    def dies(session: Session, clock: Clock, changes: Changes) -> None:
        raise SystemExit

    with pytest.raises(SystemExit):
        run_batches(hall.database, hall.clock, dies)
    assert states(hall, instances) == ["suspended", "running", "running"]
    assert seen(hall, batch).waiting == 2
    assert work(hall) == 2
    assert all(hall.story(instance).count("instance_suspended") == 1 for instance in instances)
    assert work(hall) == 0


def test_a_busy_database_refuses_no_row(hall: Hall) -> None:
    batch = ask(hall, "suspend", three(hall))

    def busy(session: Session, clock: Clock, changes: Changes) -> None:
        raise DatabaseBusy

    with pytest.raises(DatabaseBusy):
        run_batches(hall.database, hall.clock, busy)
    assert seen(hall, batch).waiting == 3


def test_two_workers_share_a_batch(hall: Hall) -> None:
    hall.deploy(one_step())
    instances = [hall.start("mot_buoc", f"HS-{number}") for number in range(12)]
    batch = ask(hall, "suspend", instances)
    with ThreadPoolExecutor(2) as workers:
        done = list(workers.map(lambda _: work(hall), range(2)))
    assert sum(done) == 12
    work(hall)
    view = seen(hall, batch)
    assert (view.state, view.done) == ("ended", 12)
    assert all(hall.story(instance).count("instance_suspended") == 1 for instance in instances)


def test_the_same_key_asks_once(hall: Hall) -> None:
    instances = three(hall)
    first, second = ask(hall, "suspend", instances), ask(hall, "suspend", instances)
    assert first.id == second.id
    assert work(hall) == 3
    assert ask(hall, "suspend", instances).state == "ended"


def test_a_stopped_batch_leaves_the_rest_alone(hall: Hall) -> None:
    instances = three(hall)
    batch = ask(hall, "suspend", instances)
    work(hall, limit=1)
    hall.act(lambda s: commands.stop_batch(s, hall.clock, batch.id, "quy", "a mistake"))
    assert work(hall) == 0
    assert states(hall, instances) == ["suspended", "running", "running"]
    view = seen(hall, batch)
    assert (view.state, view.total, view.done, view.waiting) == ("cancelled", 3, 1, 0)


def test_a_batch_has_a_journal_of_its_own(hall: Hall) -> None:
    batch = ask(hall, "suspend", three(hall))
    work(hall)
    with reading(hall.database) as session:
        assert [entry.name for entry in entries(session, f"batch:{batch.id}")] == ["batch_opened", "batch_ended"]
        assert session.scalar(select(Batch.state)) == "ended"


def test_an_act_nobody_knows_is_refused(hall: Hall) -> None:
    with pytest.raises(ActUnknown):
        ask(hall, "burn", [])
