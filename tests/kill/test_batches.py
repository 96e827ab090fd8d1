"""A batch goes on where a killed worker left it: every process is done, and none of them twice."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, select

from app.migrations import upgrade
from engine import commands, journal
from engine.batches import BatchView, batch_view
from engine.model import Known
from engine.tables import Entry
from ground.clock import SystemClock
from ground.database import open_database, reading, transaction
from tests.app.commands import Office
from tests.engine.drawing import Drawing
from tests.house.code import ROOT
from tests.rooms import empty_postgresql

PROCESSES = 140
# The worker is killed once so many are done, each time by the one that follows it.
KILLED_AT = (20, 80)
SECONDS = 120


@pytest.fixture(params=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    """An office with its tables, on each database."""
    if request.param == "sqlite":
        yield ready(tmp_path, f"sqlite:///{tmp_path / 'motcua.sqlite'}")
        return
    cluster: URL = request.getfixturevalue("postgresql_cluster")
    with empty_postgresql(cluster) as address:
        yield ready(tmp_path, address)


def ready(home: Path, address: str) -> Office:
    database = open_database(address)
    upgrade(database)
    database.dispose()
    return Office(home, address)


def asked(database: Engine) -> tuple[str, list[str]]:
    """A batch that is to suspend many processes."""
    clock = SystemClock()
    drawing = Drawing("mot_buoc").start().user("kiem_tra").end().line("bat_dau", "kiem_tra", "ket_thuc")
    with transaction(database) as session:
        commands.deploy(session, clock, drawing.bundle(), Known(), "lam", activate=True)
        started = [commands.start(session, clock, "mot_buoc", {}, f"HS-{n}", "binh") for n in range(PROCESSES)]
        instances = [changes.instance.id for changes in started]
        batch = commands.open_batch(session, clock, "suspend", instances, "quy", "the law changes", "b1")
        return batch.id, instances


def worker(office: Office) -> "subprocess.Popen[bytes]":
    with (office.home / "worker.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "app.cli", "worker"], cwd=ROOT, env=office.environment, stdin=subprocess.DEVNULL,
            stdout=log, stderr=log,
        )  # fmt: skip


def until(database: Engine, batch: str, enough: Callable[[BatchView], bool]) -> BatchView:
    """Watch the batch until that much is done."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        with reading(database) as session:
            view = batch_view(session, batch)
        if enough(view):
            return view
        time.sleep(0.01)
    raise TimeoutError(f"{view.done} of {view.total} after {SECONDS} s")


def test_every_process_is_done_once_however_often_the_worker_is_killed(office: Office) -> None:
    database = open_database(office.database)
    batch, instances = asked(database)
    left = []
    for number in KILLED_AT:
        process = worker(office)
        until(database, batch, lambda view, number=number: view.done >= number)  # type: ignore[misc]
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        left.append(until(database, batch, lambda view: True).waiting)
    assert all(left), "the worker was faster than the killer"
    process = worker(office)
    view = until(database, batch, lambda view: view.state == "ended")
    process.send_signal(signal.SIGTERM)
    process.wait(60)
    assert (view.done, view.refused, view.waiting) == (PROCESSES, 0, 0)
    with reading(database) as session:
        told = Counter(session.scalars(select(Entry.chain).where(Entry.name == "instance_suspended")))
        assert told == dict.fromkeys(instances, 1)
        assert journal.verify(session) == []
    database.dispose()
