"""A database while it is filled in bulk: without the indexes, references and word index that grow with every row.

What is taken away is built again from the tables' own description when all is in: one sorted pass over the whole costs
a fraction of a million single insertions, and PostgreSQL then checks every reference it is given back.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import Connection, Engine, Table, inspect
from sqlalchemy.schema import AddConstraint, CreateIndex, DropConstraint, DropIndex, ExecutableDDLElement

from cases.tables.lists import (
    POSTGRESQL_PARTS,
    POSTGRESQL_SEARCH,
    SQLITE_PARTS,
    SQLITE_PARTS_FILLED,
    SQLITE_SEARCH,
)
from ground.database import BUSY_SECONDS, Base

Say = Callable[[str], None]
Statement = ExecutableDDLElement | str
FILLED = (
    "person", "instance", "dossier", "task", "step_term", "timer", "subscription", "pause", "supplement", "result",
    "dossier_paper", "entry", "payload", "head", "search_line",
)  # fmt: skip
BUSY = f"{BUSY_SECONDS * 1000}"
# What is set while it is filled, and what after.
HASTE: Mapping[str, Sequence[tuple[str, str, str]]] = {
    # A rollback journal holds only what was there before, of an archive that grows nearly nothing; after a kill the
    # last chunk is taken back all the same. Where somebody else has the database open its journal stays as it is.
    "sqlite": (
        ("busy_timeout", "0", "0"), ("journal_mode", "TRUNCATE", "WAL"), ("busy_timeout", BUSY, BUSY),
        ("synchronous", "OFF", "FULL"), ("foreign_keys", "OFF", "ON"), ("cache_size", "-500000", "-2000"),
        ("temp_store", "MEMORY", "DEFAULT"),
    ),
    "postgresql": (("synchronous_commit", "off", "DEFAULT"), ("maintenance_work_mem", "'512MB'", "DEFAULT")),
}  # fmt: skip
_MAKE = [statement for statement in SQLITE_SEARCH + SQLITE_PARTS if "CREATE TRIGGER" in statement]
_TRIGGERS = [statement.split()[2] for statement in _MAKE]
_WORDS = ("ix_search_line_words", "ix_dossier_parts")


@contextmanager
def bare(database: Engine, say: Say) -> Iterator[Connection]:
    """The connection to fill by. While the block runs the tables that are filled have only their keys; interrupted,
    they stay so until a filling is brought to its end.
    """
    with database.connect() as connection, _hurried(connection):
        _run(connection, _burdens(connection))
        yield connection
        dress(connection, say)


def is_bare(database: Engine) -> bool:
    """Whether a filling was interrupted before its indexes were built."""
    with database.connect() as connection:
        return bool(list(_missing(connection)))


def dress(connection: Connection, say: Say) -> None:
    """Give the tables back whatever of their indexes and references is not there."""
    began = time.perf_counter()
    count = _run(connection, list(_missing(connection)))
    say(f"{count} chỉ mục và ràng buộc (indexes and references), {time.perf_counter() - began:,.0f} s")


@contextmanager
def _hurried(connection: Connection) -> Iterator[None]:
    _set(connection, is_over=False)
    try:
        yield
    finally:
        connection.rollback()
        _set(connection, is_over=True)


def _set(connection: Connection, is_over: bool) -> None:
    """SQLite is told outside a transaction, past SQLAlchemy, which would begin one."""
    wanted = [(name, after if is_over else during) for name, during, after in HASTE[connection.dialect.name]]
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.dbapi_connection
        for name, value in wanted:
            with suppress(sqlite3.OperationalError):
                driver.execute(f"PRAGMA {name}={value}")
        return
    with connection.begin():
        for name, value in wanted:
            connection.exec_driver_sql(f"SET {name} = {value}")


def _run(connection: Connection, statements: list[Statement]) -> int:
    for statement in statements:
        with connection.begin():
            if isinstance(statement, str):
                connection.exec_driver_sql(statement)
            else:
                connection.execute(statement)
    return len(statements)


def _tables() -> list[Table]:
    return [table for table in Base.metadata.sorted_tables if table.name in FILLED]


def _burdens(connection: Connection) -> list[Statement]:
    """What to take away."""
    found: list[Statement] = [DropIndex(index, if_exists=True) for table in _tables() for index in table.indexes]
    if connection.dialect.name == "sqlite":
        return [*found, *(f"DROP TRIGGER IF EXISTS {name}" for name in _TRIGGERS)]
    found += [DropConstraint(key, if_exists=True) for table in _tables() for key in table.foreign_key_constraints]
    return [*found, *(f"DROP INDEX IF EXISTS {name}" for name in _WORDS)]


def _missing(connection: Connection) -> Iterator[Statement]:
    """What to build."""
    there = inspect(connection)
    is_sqlite = connection.dialect.name == "sqlite"
    for table in _tables():
        if not is_sqlite:
            known = {key["name"] for key in there.get_foreign_keys(table.name)}
            lost = (key for key in table.foreign_key_constraints if key.name not in known)
            yield from (AddConstraint(key) for key in lost)
        named = {index["name"] for index in there.get_indexes(table.name)}
        yield from (CreateIndex(index) for index in table.indexes if index.name not in named)
    connection.rollback()
    yield from _words(connection, is_sqlite)
    connection.rollback()


def _words(connection: Connection, is_sqlite: bool) -> Iterator[Statement]:
    if not is_sqlite:
        has_parts = "EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm')"
        kinds = ((POSTGRESQL_SEARCH, "true"), (POSTGRESQL_PARTS, has_parts))
        for name, (statements, wanted) in zip(_WORDS, kinds, strict=True):
            lost = connection.exec_driver_sql(f"SELECT to_regclass('{name}') IS NULL AND {wanted}").scalar()
            yield from statements if lost else ()
        return
    asked = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'search@_%' ESCAPE '@'"
    if connection.exec_driver_sql(asked).scalar() != len(_TRIGGERS):
        # The index over the words reads all lines once more.
        yield "INSERT INTO search_word(search_word) VALUES ('rebuild')"
        yield from SQLITE_PARTS_FILLED
        yield from (each.replace("TRIGGER", "TRIGGER IF NOT EXISTS", 1) for each in _MAKE)
