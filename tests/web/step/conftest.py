"""One office for all stories at a step's page: dossiers that wait to be looked at, one for each who asks."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from sqlalchemy import Engine
from werkzeug.serving import make_server

from ground.clock import FixedClock
from ground.database import open_database
from tests.cast import open_doors
from tests.conftest import MORNING
from tests.web.conftest import Visitor, sitting, working

WAITING = 6


@pytest.fixture(scope="package")
def clock() -> FixedClock:
    """It stands still for all of them."""
    return FixedClock(MORNING)


@pytest.fixture(scope="package")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the office keeps."""
    return tmp_path_factory.mktemp("step")


@pytest.fixture(scope="package")
def quick_database(sqlite_template: Path, folder: Path) -> Iterator[Engine]:
    """The furnished office, once."""
    file = folder / "motcua.sqlite"
    file.write_bytes(sqlite_template.read_bytes())
    database = open_database(f"sqlite:///{file}")
    yield database
    database.dispose()


@pytest.fixture(scope="package")
def office(quick_database: Engine, clock: FixedClock, folder: Path) -> Flask:
    """Both its doors."""
    return open_doors(quick_database, clock, folder)


@pytest.fixture(scope="package")
def visit(office: Flask) -> Callable[[str], Visitor]:
    """Somebody of the cast at the pages."""
    return lambda name: Visitor(office.test_client(), name)


@pytest.fixture(scope="package")
def machine_work(quick_database: Engine, clock: FixedClock, folder: Path) -> Callable[[], None]:
    """Do all machine work that waits."""
    return working(quick_database, clock, folder)


@pytest.fixture(scope="package")
def address(office: Flask) -> Iterator[str]:
    """Where the office is served."""
    server = make_server("127.0.0.1", 0, office, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def sit_down(browser: Browser, address: str) -> Iterator[Callable[[str], Page]]:
    """An officer at a desk of his own, logged in; every complaint of the browser fails the test."""
    yield from sitting(browser, address)


@pytest.fixture(scope="package")
def waiting(visit: Callable[[str], Visitor], machine_work: Callable[[], None]) -> Iterator[str]:
    """Dossiers whose equipment may be checked by any specialist: each taken once."""
    return iter(ready(visit, machine_work, WAITING))


def ready(visit: Callable[[str], Visitor], work: Callable[[], None], count: int) -> list[str]:
    """So many of them."""
    binh, dung = visit("binh"), visit("dung")
    codes = [binh.receive() for _ in range(count)]
    for code in codes:
        binh.complete(code, outcome="accepted")
    work()
    for code in codes:
        dung.complete(code)
    return codes
