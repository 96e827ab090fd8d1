"""What every test may ask for: a database of each kind, empty and its own; a clock that stands still."""

import importlib
import importlib.util
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, create_engine, make_url, text

from ground.clock import FixedClock
from ground.database import Base, open_database
from tests.postgres import ADDRESS, private_cluster

# Tuesday 25 August 2026, 9:30 in Hà Nội.
MORNING = datetime(2026, 8, 25, 2, 30, tzinfo=UTC)
# Importing them fills the registry of tables.
TABLES = ("engine.tables", "cases.tables")


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at a working morning until the test moves it."""
    return FixedClock(MORNING)


@pytest.fixture
def database(database_url: str) -> Iterator[Engine]:
    """An open, empty database with every table; each test runs once on SQLite and once on PostgreSQL."""
    opened = open_database(database_url)
    yield opened
    opened.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of `database`, for tests that start processes of their own."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A SQLite file with every table and no row."""
    file = tmp_path / "motcua.sqlite"
    shutil.copyfile(sqlite_template, file)
    return f"sqlite:///{file}"


@pytest.fixture
def postgresql_url(postgresql_template: URL) -> Iterator[str]:
    """A PostgreSQL database with every table and no row, dropped after the test."""
    with empty_postgresql(postgresql_template, template=postgresql_template.database) as address:
        yield address


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


@contextmanager
def empty_postgresql(cluster: URL, template: str | None = "template1") -> Iterator[str]:
    """The address of a new database of the cluster, a copy of `template`, dropped when the block ends."""
    name = f"motcua_{uuid.uuid4().hex}"
    _administer(cluster, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield cluster.set(database=name).render_as_string(hide_password=False)
    finally:
        _administer(cluster, f'DROP DATABASE "{name}" WITH (FORCE)')


def create_tables(address: str) -> None:
    """Every table, in an empty database."""
    for name in TABLES:
        if importlib.util.find_spec(name):
            importlib.import_module(name)
    database = open_database(address)
    Base.metadata.create_all(database)
    # Closing the last connection also folds SQLite's write-ahead log into the file that is copied.
    database.dispose()


def _administer(cluster: URL, statement: str) -> None:
    database = create_engine(cluster.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with database.connect() as connection:
        connection.execute(text(statement))
    database.dispose()
