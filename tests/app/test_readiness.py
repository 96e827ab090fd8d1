"""A server says it is ready while all it needs is there; each thing taken away is noticed, and it lives on."""

import shutil
from collections import namedtuple
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from app.factory import with_doors
from app.migrations import upgrade
from app.readiness import checks
from cases.desk import Desk
from documents.vault import Vault
from engine.beats import beat
from ground.clock import FixedClock
from ground.database import open_database
from tests.rooms import empty_postgresql

Disk = namedtuple("Disk", ("total", "used", "free"))


@pytest.fixture(params=["sqlite", "postgresql"])
def house(request: pytest.FixtureRequest, clock: FixedClock, tmp_path: Path) -> Iterator[Flask]:
    """A house whose database was made by its migrations, with a worker that has just ticked."""
    with ExitStack() as made:
        address = f"sqlite:///{tmp_path / 'empty.sqlite'}"
        if request.param == "postgresql":
            address = made.enter_context(empty_postgresql(request.getfixturevalue("postgresql_cluster")))
        database = open_database(address)
        made.callback(database.dispose)
        upgrade(database)
        beat(database, clock, "worker:1")
        yield with_doors(Desk(database, clock, Vault(tmp_path / "vault"), checks=checks(database, clock, tmp_path)))


def answer(house: Flask) -> int:
    client = house.test_client()
    assert client.get("/healthz").status_code == 200
    return client.get("/readyz").status_code


def database_of(house: Flask) -> Engine:
    desk: Desk = house.extensions["motcua"]
    return desk.database


def test_a_server_with_all_it_needs_is_ready(house: Flask) -> None:
    assert answer(house) == 200


def test_a_server_without_a_worker_is_not_ready(house: Flask, clock: FixedClock) -> None:
    clock.advance(timedelta(seconds=61))
    assert answer(house) == 503


def test_a_worker_that_ticks_again_makes_it_ready_again(house: Flask, clock: FixedClock) -> None:
    clock.advance(timedelta(seconds=61))
    beat(database_of(house), clock, "worker:1")
    assert answer(house) == 200


def test_a_server_before_tables_of_another_version_is_not_ready(house: Flask) -> None:
    with database_of(house).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    assert answer(house) == 503


def test_a_server_without_a_database_is_not_ready(clock: FixedClock, tmp_path: Path) -> None:
    away = open_database("postgresql+psycopg://nobody@127.0.0.1:1/away?connect_timeout=2")
    lost = with_doors(Desk(away, clock, Vault(tmp_path), checks=checks(away, clock, tmp_path)))
    assert answer(lost) == 503


def test_a_server_without_room_is_not_ready(house: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Disk(100 << 30, 99 << 30, 1 << 29))
    assert answer(house) == 503


def test_strangers_learn_nothing_of_what_is_amiss(house: Flask, clock: FixedClock) -> None:
    clock.advance(timedelta(seconds=61))
    assert house.test_client().get("/readyz").get_json() == {"state": "unready"}
