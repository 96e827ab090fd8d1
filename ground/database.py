"""The database: one declarative base, instants in UTC, and the two ways to open a session."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from time import monotonic
from typing import Any

import orjson
from sqlalchemy import DateTime, Dialect, Engine, MetaData, TypeDecorator, create_engine, event, inspect, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DisconnectionError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import ConnectionPoolEntry

from ground.cursor import LeanCursor
from ground.errors import DatabaseBusy, DiskFull
from ground.flush import OrderedSession

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
BUSY_SECONDS = 10
BRIEF_MILLISECONDS = 250
IDLE_SECONDS = 1.0
# What is bound to a statement may be anybody's name or number: it stays out of errors, and so out of the log.
JSON: dict[str, Any] = {
    "json_serializer": lambda value: orjson.dumps(value).decode(), "json_deserializer": orjson.loads,
    "hide_parameters": True,
}  # fmt: skip


class Base(DeclarativeBase):
    """The one registry of tables; constraint names are given so that migrations are the same on every database."""

    metadata = MetaData(naming_convention=NAMING)

    def __init__(self, **values: Any) -> None:
        """A new row. It is written whole, so nobody needs to be told of its values one by one.

        Raises `TypeError` for what is no column of it.
        """
        if unknown := values.keys() - _columns_of(type(self)):
            raise TypeError(f"{type(self).__name__} has no {', '.join(sorted(unknown))}")
        self.__dict__.update(values)


@cache
def _columns_of(table: type[Base]) -> frozenset[str]:
    return frozenset(inspect(table).column_attrs.keys())


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return _stored(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return _read(value)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        """As upstream, without a step between where the driver takes the instant as it is."""
        return _stored if self.impl_instance.bind_processor(dialect) is None else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: Any) -> Callable[[Any], Any] | None:
        """As upstream, without a step between where the driver gives an instant."""
        is_plain = self.impl_instance.result_processor(dialect, coltype) is None
        return _read if is_plain else super().result_processor(dialect, coltype)


def _stored(value: datetime | None) -> datetime | None:
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError("a naive instant cannot be stored")
    return value.astimezone(UTC)


def _read(value: datetime | None) -> datetime | None:
    if value is None:
        return None
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def open_database(url: str, **options: Any) -> Engine:
    """The database at `url` (SQLite or PostgreSQL), set up so that an acknowledged commit survives a power cut."""
    if url.startswith("sqlite"):
        return _open_sqlite(url, **options)
    connect: dict[str, Any] = {"connect_args": {"cursor_factory": LeanCursor}}
    database = create_engine(url, **JSON | connect | {"pool_size": 10, "max_overflow": 20} | options)
    _ping_when_idle(database)
    return database


def _ping_when_idle(database: Engine) -> None:
    """A connection that has lain about is asked whether it is still alive; one just used is not asked again."""

    @event.listens_for(database, "checkin")
    def _note(_connection: object, record: ConnectionPoolEntry) -> None:
        record.info["used"] = monotonic()

    @event.listens_for(database, "checkout")
    def _ask(connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
        if monotonic() - record.info.get("used", 0.0) <= IDLE_SECONDS:
            return
        try:
            database.dialect.do_ping(connection)
        except database.dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error


def _open_sqlite(url: str, **options: Any) -> Engine:
    database = create_engine(url, **JSON, connect_args={"timeout": BUSY_SECONDS, "isolation_level": None}, **options)

    @event.listens_for(database, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_SECONDS * 1000}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(database, "begin")
    def _begin(connection: Any) -> None:
        # A deferred transaction that turns into a writer fails at once when another one writes: writers say so first.
        reads = connection.get_execution_options().get("reads_only", False)
        connection.exec_driver_sql("BEGIN DEFERRED" if reads else "BEGIN IMMEDIATE")

    return database


@contextmanager
def transaction(database: Engine) -> Iterator[Session]:
    """A session that may write: committed when the block ends, rolled back when it raises.

    Raises `DatabaseBusy` when the lock cannot be had and `DiskFull` when there is no room.
    """
    with _clear_errors(), OrderedSession(database, expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def brief_transaction(database: Engine) -> Iterator[Session]:
    """As `transaction`, for what can wait: gives up with `DatabaseBusy` when a lock is not had in a quarter second."""
    with _clear_errors(), database.connect() as connection:
        raw: Any = connection.connection.driver_connection
        if database.dialect.name == "sqlite":
            raw.execute(f"PRAGMA busy_timeout={BRIEF_MILLISECONDS}")
        try:
            with OrderedSession(connection, expire_on_commit=False) as session, session.begin():
                if database.dialect.name != "sqlite":
                    session.execute(text(f"SET LOCAL lock_timeout = {BRIEF_MILLISECONDS}"))
                yield session
        finally:
            if database.dialect.name == "sqlite":
                raw.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")


@contextmanager
def reading(database: Engine) -> Iterator[Session]:
    """A session that only reads: one consistent view, never waits for writers, rolled back at the end."""
    with _clear_errors(), database.connect() as connection:
        connection = connection.execution_options(reads_only=True)
        with OrderedSession(connection, expire_on_commit=False) as session:
            yield session


def insert_if_absent(session: Session, table: type[Base], **values: object) -> bool:
    """Insert a row unless one with the same key is there already; whether it was inserted. Safe against a race."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).values(**values).on_conflict_do_nothing()
    return session.execute(statement.returning(*inspect(table).primary_key)).first() is not None


@contextmanager
def _clear_errors() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        told = str(error.orig).lower()
        if any(word in told for word in ("locked", "busy", "timeout", "deadlock")):
            raise DatabaseBusy from error
        if "full" in told or "no space" in told or "disk i/o" in told:
            raise DiskFull from error
        raise
