"""The JSON door of a furnished office, and somebody of the cast at it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import URL, Engine, make_url
from werkzeug.test import TestResponse

from cases.follow import follow
from cases.scenarios.workshop import workshop
from engine.jobs import run_jobs
from ground.clock import FixedClock
from tests.cast import APPLICATION, MACHINES, PASSWORD, furnish_at, open_doors
from tests.rooms import empty_postgresql


class Caller:
    """One officer at the JSON door."""

    def __init__(self, client: FlaskClient, name: str) -> None:
        self.client = client
        answer = client.post("/api/v1/sessions", json={"name": name, "password": PASSWORD})
        self.headers = {"Authorization": f"Bearer {answer.get_json()['token']}"}

    def get(self, path: str) -> TestResponse:
        """GET under /api/v1."""
        return self.client.get(f"/api/v1{path}", headers=self.headers)

    def post(self, path: str, body: Any = None, **headers: str) -> TestResponse:
        """POST JSON under /api/v1; headers as `If_Match="…"`."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(f"/api/v1{path}", json=body if body is not None else {}, headers=self.headers | named)

    def receive(self, **changes: Any) -> TestResponse:
        """Hand in a declaration of machines."""
        return self.post("/dossiers", intake(**changes))

    def first_task(self, code: str) -> dict[str, Any]:
        """The open task of a dossier as this officer finds it."""
        rows = self.post("/tasks/search", {"text": code}).get_json()["rows"]
        return next(row for row in rows if row["code"] == code)

    def complete(self, task: dict[str, Any], answers: Any, **headers: str) -> TestResponse:
        """Complete a task in the version it was found in."""
        condition = {"If_Match": f'"{task["version"]}"'} | headers
        return self.post(f"/tasks/{task['task_id']}/completion", {"answers": answers}, **condition)


def intake(**changes: Any) -> dict[str, Any]:
    """The body of a good `POST /dossiers`, changed where the test wants."""
    return {"procedure": MACHINES, "applicant": {"full_name": "Nguyễn Văn An"}, "answers": dict(APPLICATION)} | changes


@pytest.fixture(scope="session")
def sqlite_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every SQLite test here starts from a copy of a furnished office."""
    file = tmp_path_factory.mktemp("furnished") / "furnished.sqlite"
    shutil.copyfile(sqlite_template, file)
    furnish_at(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgresql_template(postgresql_template: URL) -> Iterator[URL]:
    """Every PostgreSQL test here starts from a copy of a furnished office."""
    with empty_postgresql(postgresql_template, template=postgresql_template.database) as address:
        furnish_at(address)
        yield make_url(address)


@pytest.fixture
def office(database: Engine, clock: FixedClock, tmp_path: Path) -> Flask:
    """Both doors of a furnished office."""
    return open_doors(database, clock, tmp_path, four_eyes=True)


@pytest.fixture
def log_in(office: Flask) -> Callable[[str], Caller]:
    """Somebody of the cast at the JSON door."""
    return lambda name: Caller(office.test_client(), name)


@pytest.fixture
def binh(log_in: Callable[[str], Caller]) -> Caller:
    """Bình of the counter."""
    return log_in("binh")


@pytest.fixture
def machine_work(database: Engine, clock: FixedClock) -> Iterator[Callable[[], None]]:
    """Do all machine work that waits."""
    with workshop() as known:

        def work() -> None:
            while run_jobs(database, clock, known, follow):
                pass

        yield work
