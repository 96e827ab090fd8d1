"""A locked database and a full disk are told as such, and nothing half-done is left behind."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, event, text

import ground.database
from ground.clock import FixedClock
from ground.database import open_database
from tests.api.conftest import Caller, intake
from tests.cast import open_doors


@pytest.fixture
def impatient(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """A database that waits for a lock only a moment."""
    monkeypatch.setattr(ground.database, "BUSY_SECONDS", 0.1)
    opened = open_database(sqlite_url)
    yield opened
    opened.dispose()


@pytest.fixture
def office(impatient: Engine, clock: FixedClock, tmp_path: Path) -> Flask:
    """Both doors on the impatient database."""
    return open_doors(impatient, clock, tmp_path)


def test_a_locked_database_asks_for_another_try(impatient: Engine, binh: Caller) -> None:
    with impatient.connect() as other:
        other.execute(text("SELECT 1"))  # its transaction holds the writer's lock
        answer = binh.receive()
        assert (answer.status_code, answer.get_json()["code"]) == (503, "database_busy")
        assert answer.headers["Retry-After"]
        assert binh.post("/dossiers/search", {}).get_json()["rows"] == []
    assert binh.receive().status_code == 201


def test_a_full_disk_is_told_and_nothing_is_half_done(impatient: Engine, binh: Caller) -> None:
    long = intake(applicant={"full_name": "An", "address": "x" * 500})
    with impatient.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
    impatient.dispose()

    @event.listens_for(impatient, "connect")
    def _shrink(connection: object, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")  # type: ignore[attr-defined]

    answers = [binh.post("/dossiers", long) for _ in range(30)]
    received = [answer for answer in answers if answer.status_code == 201]
    refused = [answer for answer in answers if answer.status_code != 201]
    assert {(answer.status_code, answer.get_json()["code"]) for answer in refused} == {(503, "disk_full")}
    found = binh.post("/dossiers/search", {"limit": 100}).get_json()["rows"]
    assert {row["code"] for row in found} == {answer.get_json()["code"] for answer in received}


def test_what_nobody_foresaw_is_told_without_our_insides(
    impatient: Engine, binh: Caller, caplog: pytest.LogCaptureFixture
) -> None:
    with impatient.begin() as connection:
        connection.execute(text("ALTER TABLE person RENAME TO gone"))
    answer = binh.receive()
    assert (answer.status_code, answer.get_json()["code"]) == (500, "problem")
    assert "person" not in answer.get_data(as_text=True)
    assert answer.get_json()["error_id"] in caplog.text
