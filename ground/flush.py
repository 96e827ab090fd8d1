"""How rows get from a session into the database: parents before children, the rows of a table together, once an act.

SQLAlchemy's own unit of work orders rows by relationships. The house has none, on purpose, and had to write again and
again in the middle of an act to keep its foreign keys. Here the order is that of the tables themselves, and a question
makes a session write first only where it looks into a table that is waiting to be written.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from functools import cache
from typing import Any, TypeAlias, cast
from weakref import WeakKeyDictionary

from sqlalchemy import (
    ClauseElement,
    Column,
    Connection,
    Dialect,
    Insert,
    Table,
    Update,
    bindparam,
    event,
    insert,
    update,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import InstanceState, Mapper, ORMExecuteState, Session, class_mapper
from sqlalchemy.orm.attributes import instance_state, set_committed_value
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.sql.util import find_tables

from ground.sending import Ready

State: TypeAlias = InstanceState[Any]
Row: TypeAlias = dict[str, Any]
OLD = "old_"
# So many new rows of one table go into one statement; more are sent one by one.
FEW = 8
PLAIN = "plain rows"


class OrderedSession(Session):
    """A session that writes in the order of the tables. Rows are deleted by `delete()` statements, never through it."""

    def get(self, *asked: Any, **options: Any) -> Any:
        """As upstream; but what was fetched by its key stays for the rest of the act, though nobody holds it."""
        row = super().get(*asked, **options)
        stay(self, row)
        return row

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        """Write everything that is new or changed. Raises `StaleDataError` when a versioned row has moved on."""
        new, changed = [instance_state(row) for row in self.new], [instance_state(row) for row in self.dirty]
        plain: dict[type, list[Row]] = self.info.pop(PLAIN, {})
        if new or changed or plain:
            _write(self.connection(), _sorted(new, changed, plain))
            self._register_persistent({*new, *changed})


def stay(session: Session, *rows: Any) -> None:
    """Let these rows stay for the rest of the act, though nobody holds them: they are not asked for again by key."""
    session.info.setdefault("fetched", []).extend(rows)


def put(session: Session, table: type, row: Row) -> None:
    """Insert this row with the next ones that are written; every column is said. For what nobody looks at again in
    this act: no object is held for it.
    """
    session.info.setdefault(PLAIN, {}).setdefault(table, []).append(row)


@event.listens_for(OrderedSession, "before_commit")
def _write_what_was_put(session: Session) -> None:
    if PLAIN in session.info:
        session.flush()


@event.listens_for(OrderedSession, "after_soft_rollback")
def _forget_what_was_put(session: Session, _undone: object) -> None:
    session.info.pop(PLAIN, None)


class _Waiting:
    """What is to be written to one table: rows whole, and rows that changed."""

    __slots__ = ("changed", "rows")

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.changed: list[State] = []


def _sorted(
    new: Sequence[State], changed: Sequence[State], plain: Mapping[type, list[Row]]
) -> list[tuple["_Plan", _Waiting]]:
    """What waits, table by table, parents first."""
    waiting: defaultdict[_Plan, _Waiting] = defaultdict(_Waiting)
    for state in new:
        plan = _plan(state.mapper)
        waiting[plan].rows.append(plan.values(state))
    for state in changed:
        waiting[_plan(state.mapper)].changed.append(state)
    for table, rows in plain.items():
        waiting[_plan(class_mapper(table))].rows += rows
    return sorted(waiting.items(), key=lambda pair: pair[0].rank)


def _write(connection: Connection, waiting: Sequence[tuple["_Plan", _Waiting]]) -> None:
    driver: Any = connection.connection.dbapi_connection
    updated: list[tuple[State, Any]] = []
    with _in_one_trip(connection, driver):
        inserting = driver.cursor()
        for plan, of_table in waiting:
            updated += [(state, plan.update(connection, driver, state)) for state in of_table.changed]
            if of_table.rows:
                plan.insert(connection, inserting, of_table.rows)
    for state, cursor in updated:
        # Known when the trip is over.
        if cursor is not None and cursor.rowcount != 1:
            raise StaleDataError(f"{state.class_.__name__} {state.identity} is not the row it was")


@contextmanager
def _in_one_trip(connection: Connection, driver: Any) -> Iterator[None]:
    """PostgreSQL takes statements one after another without being waited for; SQLite is no trip away."""
    kind: Any = connection.dialect.loaded_dbapi.Error
    try:
        with driver.pipeline() if hasattr(driver, "pipeline") else nullcontext():
            yield
    except kind as error:
        raise DBAPIError.instance(None, None, error, kind, dialect=connection.dialect) from error


@event.listens_for(OrderedSession, "do_orm_execute")
def _write_first_what_is_asked_for(asked: ORMExecuteState) -> None:
    if not (asked.is_select or asked.is_delete) or asked.session._is_clean():
        return
    if not awaits(asked.session, looked_at(cast(ClauseElement, asked.statement))):
        asked.update_execution_options(autoflush=False)


def awaits(session: Session, tables: frozenset[str]) -> bool:
    """Whether this session has something still to write into one of these tables."""
    if session._is_clean() and PLAIN not in session.info:
        return False
    waiting = {type(row).__tablename__ for row in (*session.new, *session.dirty)}
    waiting |= {table.__tablename__ for table in session.info.get(PLAIN, ())}
    return not waiting.isdisjoint(tables)


def looked_at(question: ClauseElement) -> frozenset[str]:
    """The tables a question looks into; of one that is put together once and asked again and again, found once."""
    if question not in _TABLES_OF:
        tables = find_tables(question, check_columns=True)
        _TABLES_OF[question] = frozenset(getattr(table, "name", "") for table in tables)
    return _TABLES_OF[question]


_TABLES_OF: WeakKeyDictionary[ClauseElement, frozenset[str]] = WeakKeyDictionary()


class _Plan:
    """How the rows of one class are written; put together once a process of the machine."""

    def __init__(self, mapper: Mapper[Any]) -> None:
        self.table = cast(Table, mapper.local_table)
        self.rank = self.table.metadata.sorted_tables.index(self.table)
        self.keys = tuple(map(str, self.table.columns.keys()))
        self.primary = tuple(str(column.key) for column in mapper.primary_key)
        self.version = "" if mapper.version_id_col is None else str(mapper.version_id_col.key)
        self.ready: dict[tuple[str, ...], Ready] = {}

    def insert(self, connection: Connection, cursor: Any, rows: Sequence[Row]) -> None:
        """Write whole new rows: a few in one statement, many as so many of one."""
        count = len(rows) if len(rows) <= FEW else 1
        given = rows if count == 1 else [{f"{key}{n}": row[key] for n, row in enumerate(rows) for key in self.keys}]
        ready = self._made((str(count),), connection.dialect, lambda: self._insert_of(count))
        ready.send(connection, cursor, given)

    def _insert_of(self, count: int) -> Insert:
        if count == 1:
            return insert(self.table)
        kinds = {key: self.table.columns[key].type for key in self.keys}
        rows = [{key: bindparam(f"{key}{n}", type_=kind) for key, kind in kinds.items()} for n in range(count)]
        return insert(self.table).values(rows)

    def values(self, state: State) -> dict[str, Any]:
        """Every column of a new row. What was not said gets its default, and the row knows it from now on."""
        known = state.dict
        for key in self.keys:
            if key not in known:
                set_committed_value(state.obj(), key, 1 if key == self.version else _default(self.table.columns[key]))
        return {key: known[key] for key in self.keys}

    def update(self, connection: Connection, driver: Any, state: State) -> Any:
        """Write what changed in a row, found by its key, and by its version where it has one: the cursor that did, or
        None when nothing has.
        """
        changed = tuple(key for key in self.keys if key in state.committed_state and _differs(state, key))
        if not changed:
            return None
        values = {key: state.dict[key] for key in changed}
        values |= {OLD + key: part for key, part in zip(self.primary, state.identity or (), strict=True)}
        if self.version:
            before = state.dict[self.version]
            set_committed_value(state.obj(), self.version, before + 1)
            values |= {OLD + self.version: before, self.version: before + 1}
        cursor = driver.cursor()
        ready = self._made(changed, connection.dialect, lambda: self._update_of(changed))
        ready.send(connection, cursor, (values,))
        return cursor

    def _made(self, name: tuple[str, ...], dialect: Dialect, statement: Callable[[], Insert | Update]) -> Ready:
        known = (dialect.name, *name)
        if known not in self.ready:
            self.ready[known] = Ready(statement(), dialect)
        return self.ready[known]

    def _update_of(self, changed: tuple[str, ...]) -> Update:
        versioned = (self.version,) if self.version else ()
        found_by = (self.table.columns[key] == bindparam(OLD + key) for key in (*self.primary, *versioned))
        written: dict[str, Any] = {key: bindparam(key) for key in (*changed, *versioned)}
        return update(self.table).where(*found_by).values(written)


@cache
def _plan(mapper: Mapper[Any]) -> _Plan:
    return _Plan(mapper)


def _default(column: Column[Any]) -> Any:
    default: Any = column.default
    if default is None:
        return None
    return default.arg(None) if default.is_callable else default.arg


def _differs(state: State, key: str) -> bool:
    return state.manager[key].impl.is_equal(state.dict[key], state.committed_state[key]) is not True
