"""Databases lent to test after test: swept in between instead of made anew, so they remember how they were asked.

Making a PostgreSQL database costs more than most tests that use one, and a new `Engine` compiles every statement again.
"""

import sqlite3
import uuid
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from ground.database import Base, open_database

# What a test could change about the tables themselves: then the room is built anew, not swept.
SHAPE = text("""
    SELECT md5(string_agg(concat_ws(' ', relname, relnatts, relchecks, relhastriggers), ',' ORDER BY relname))
    FROM pg_class WHERE relnamespace = 'public'::regnamespace
""")


class Room(ABC):
    """A database that is as it was in the beginning whenever somebody comes in."""

    address: str
    database: Engine

    @abstractmethod
    def tidy(self) -> None:
        """Bring it back to how it was in the beginning."""

    def leave(self) -> None:
        """Close it for good."""
        self.database.dispose()

    def enter(self) -> Engine:
        """The open database; listeners that a test hangs on it go with the test."""
        return self.database.execution_options()


class SqliteRoom(Room):
    """A file that is copied again from its template."""

    def __init__(self, template: Path, folder: Path) -> None:
        self.template, self.file = template, folder / "motcua.sqlite"
        self.address = f"sqlite:///{self.file}"
        self.database = open_forgetful(self.address)

    def tidy(self) -> None:
        self.database.dispose()
        for page in self.file.parent.glob(f"{self.file.name}*"):
            page.unlink()
        self.file.write_bytes(self.template.read_bytes())


class PostgresqlRoom(Room):
    """A copy of a template whose rows are swept out and put back by one function inside it."""

    def __init__(self, template: URL) -> None:
        self.template = template
        self._build()

    def tidy(self) -> None:
        try:
            with self.database.begin() as connection:
                connection.execute(text("SET LOCAL lock_timeout = '2s'"))
                if connection.execute(SHAPE).scalar_one() == self.shape:
                    connection.execute(text("SELECT kept.sweep()"))
                    return
        except DBAPIError:
            self.database.dispose()  # somebody still holds a lock, or has taken the tables away
        self.leave()
        self._build()

    def leave(self) -> None:
        """Drop it."""
        self.database.dispose()
        self.made.close()

    def _build(self) -> None:
        self.made = ExitStack()
        self.address = self.made.enter_context(empty_postgresql(self.template, self.template.database))
        self.database = open_database(self.address)
        with self.database.begin() as connection:
            self.shape = connection.execute(SHAPE).scalar_one()
            filled = [name for name in _tables() if connection.execute(text(f'SELECT 1 FROM "{name}" LIMIT 1')).first()]
            for statement in _keeping(filled):
                connection.exec_driver_sql(statement)


def _tables() -> list[str]:
    return [table.name for table in Base.metadata.sorted_tables]


def _keeping(filled: list[str]) -> Iterator[str]:
    """What puts the rows of the beginning aside, and the function that sweeps everything else out.

    A row nobody has touched bears the number of a transaction before its table's `mark`; so nobody has to read what
    stands in it.
    """
    yield "CREATE SCHEMA kept"
    yield "CREATE TABLE kept.mark (name text PRIMARY KEY, since bigint, rows bigint)"
    lines = [
        f'IF EXISTS (SELECT FROM public."{name}") THEN DELETE FROM public."{name}"; END IF;'
        for name in _tables()
        if name not in filled
    ]
    for name in filled:
        yield f'CREATE TABLE kept."{name}" AS TABLE public."{name}"'
        yield f"INSERT INTO kept.mark SELECT '{name}', txid_current() + 1, count(*) FROM kept.\"{name}\""
        lines.append(
            f"IF EXISTS (SELECT FROM kept.mark m WHERE m.name = '{name}' AND (m.rows, 0) <> ("
            f' SELECT count(*), count(*) FILTER (WHERE t.xmin::text::bigint >= m.since) FROM public."{name}" t))'
            f' THEN DELETE FROM public."{name}"; INSERT INTO public."{name}" TABLE kept."{name}";'
            f" UPDATE kept.mark SET since = txid_current() + 1 WHERE name = '{name}'; END IF;"
        )
    # As a replica it asks no foreign key: the order of the tables does not matter.
    yield (
        "CREATE FUNCTION kept.sweep() RETURNS void LANGUAGE plpgsql SET session_replication_role = replica"
        f" AS $$ BEGIN {' '.join(lines)} END $$"
    )


class Rooms:
    """The rooms of one process of the test run, one for each template; they stay until the block ends."""

    def __init__(self) -> None:
        self._standing: dict[str, Room] = {}

    def lend(self, template: str, build: Callable[[], Room]) -> Room:
        """The tidy room of this template."""
        if template not in self._standing:
            self._standing[template] = build()
        self._standing[template].tidy()
        return self._standing[template]

    def at(self, address: str) -> Room:
        """The room with this address."""
        return next(room for room in self._standing.values() if room.address == address)

    def __enter__(self) -> "Rooms":
        return self

    def __exit__(self, *_: object) -> None:
        for room in self._standing.values():
            room.leave()


def open_forgetful(address: str) -> Engine:
    """A SQLite database that need not survive a power cut."""
    database = open_database(address)

    @event.listens_for(database, "connect")
    def _hurry(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA synchronous=OFF")

    return database


@contextmanager
def empty_postgresql(cluster: URL, template: str | None = "template1") -> Iterator[str]:
    """The address of a new database of the cluster, a copy of `template`, dropped when the block ends."""
    name = f"motcua_{uuid.uuid4().hex}"
    _administer(cluster, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield cluster.set(database=name).render_as_string(hide_password=False)
    finally:
        _administer(cluster, f'DROP DATABASE "{name}" WITH (FORCE)')


def _administer(cluster: URL, statement: str) -> None:
    database = create_engine(cluster.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with database.connect() as connection:
        connection.execute(text(statement))
    database.dispose()
