"""What every test may ask for: a database of each kind, empty and its own; a clock that stands still."""

import gc
import importlib
import importlib.util
import os
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import URL, Engine, make_url

from ground.clock import FixedClock
from ground.database import Base, open_database
from tests.chromium import CHROMIUM, QUIET
from tests.postgres import ADDRESS, private_cluster
from tests.rooms import PostgresqlRoom, Rooms, SqliteRoom, empty_postgresql

# Tuesday 25 August 2026, 9:30 in Hà Nội.
MORNING = datetime(2026, 8, 25, 2, 30, tzinfo=UTC)
# Importing them fills the registry of tables.
TABLES = ("engine.tables", "cases.tables")


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at a working morning until the test moves it."""
    return FixedClock(MORNING)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. One for all tests of this process: its driver keeps an event loop in the thread."""
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def sqlite_rooms() -> Iterator[Rooms]:
    """The SQLite files this process lends to its tests."""
    with Rooms() as lent:
        yield lent


@pytest.fixture(scope="session")
def postgresql_rooms(postgresql_cluster: URL) -> Iterator[Rooms]:
    """The PostgreSQL databases this process lends to its tests; gone before their cluster is."""
    with Rooms() as lent:
        yield lent


@pytest.fixture
def database(request: pytest.FixtureRequest, database_url: str) -> Engine:
    """An open, empty database with every table; each test runs once on SQLite and once on PostgreSQL."""
    rooms: Rooms = request.getfixturevalue(f"{make_url(database_url).get_backend_name()}_rooms")
    return rooms.at(database_url).enter()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of `database`, for tests that start processes of their own."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def sqlite_url(sqlite_rooms: Rooms, sqlite_template: Path) -> str:
    """A SQLite file with every table and no row."""
    folder = sqlite_template.with_suffix(".room")
    folder.mkdir(exist_ok=True)
    return sqlite_rooms.lend(str(folder), lambda: SqliteRoom(sqlite_template, folder)).address


@pytest.fixture
def postgresql_url(postgresql_rooms: Rooms, postgresql_template: URL) -> str:
    """A PostgreSQL database with every table and no row."""
    return postgresql_rooms.lend(str(postgresql_template), lambda: PostgresqlRoom(postgresql_template)).address


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file each SQLite test starts from."""
    file = tmp_path_factory.mktemp("template") / "template.sqlite"
    create_tables(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgresql_template(postgresql_cluster: URL) -> Iterator[URL]:
    """The database each PostgreSQL test is copied from; one for each process of the test run."""
    with empty_postgresql(postgresql_cluster) as address:
        create_tables(address)
        yield make_url(address)


@pytest.fixture(scope="session")
def postgresql_cluster() -> Iterator[URL]:
    """The cluster that `./test` started, or a private one for this run."""
    with ExitStack() as cluster:
        yield make_url(os.environ.get(ADDRESS) or cluster.enter_context(private_cluster()))


def create_tables(address: str) -> None:
    """Every table, in an empty database."""
    for name in TABLES:
        if importlib.util.find_spec(name):
            importlib.import_module(name)
    database = open_database(address)
    Base.metadata.create_all(database)
    # Closing the last connection also folds SQLite's write-ahead log into the file that is copied.
    database.dispose()
