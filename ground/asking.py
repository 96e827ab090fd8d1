"""Questions that every act asks, put together once: their answers become rows of the session without SQLAlchemy working
out anew each time how.

For the one or two questions every request begins with; all others are asked of the session as usual.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Connection, Dialect, inspect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapper, Session
from sqlalchemy.orm.attributes import QueryableAttribute, instance_state

from ground.flush import awaits, looked_at
from ground.sending import Ready

# The statement, and for the places of a line that need it what makes a value of what the driver gave.
Made: TypeAlias = tuple[Ready, list[tuple[int, Callable[[Any], Any]]]]


class Question:
    """A `select()` of rows and values, of whose answer at most one line is expected; `without`: columns left out, which
    are read when somebody asks for them. Fractions of PostgreSQL are not read here: the house stores none.
    """

    def __init__(self, statement: Any, without: Sequence[QueryableAttribute[Any]] = ()) -> None:
        self._parts = [_Part(each, {column.key for column in without}) for each in statement.column_descriptions]
        columns = [column for part in self._parts for column in part.columns]
        self._statement = statement.with_only_columns(*columns, maintain_column_froms=True)
        self._columns = columns
        self._tables = looked_at(self._statement)
        self._ready: dict[str, Made] = {}

    def one_or_none(self, session: Session, **values: Any) -> tuple[Any, ...] | None:
        """The line of the answer: a row of the session or a plain value for each thing selected; None without one."""
        if awaits(session, self._tables):
            session.flush()
        connection = session.connection()
        ready, readers = self._on(connection.dialect)
        lines = _answer(connection, ready, values)
        if not lines:
            return None
        (line,) = lines
        read = list(line)
        for place, reader in readers:
            read[place] = reader(read[place])
        remaining = iter(read)
        return tuple([part.taken(session, remaining) for part in self._parts])

    def _on(self, dialect: Dialect) -> Made:
        if dialect.name not in self._ready:
            kinds = (column.type.dialect_impl(dialect) for column in self._columns)
            readers = [(place, kind.result_processor(dialect, None)) for place, kind in enumerate(kinds)]
            known = [(place, reader) for place, reader in readers if reader is not None]
            self._ready[dialect.name] = Ready(self._statement, dialect), known
        return self._ready[dialect.name]


def _answer(connection: Connection, ready: Ready, values: dict[str, Any]) -> list[Any]:
    kind: Any = connection.dialect.loaded_dbapi.Error
    driver: Any = connection.connection.dbapi_connection
    cursor = driver.cursor()
    try:
        ready.send(connection, cursor, (values,))
        lines: list[Any] = cursor.fetchall()
    except kind as error:
        raise DBAPIError.instance(ready.words, None, error, kind, dialect=connection.dialect) from error
    finally:
        cursor.close()
    return lines


class _Part:
    """One thing selected: a whole row, or one value."""

    def __init__(self, described: Any, without: set[str]) -> None:
        is_row = isinstance(described["expr"], type)
        self._mapper: Mapper[Any] | None = inspect(described["expr"]) if is_row else None
        keys = self._mapper.column_attrs.keys() if self._mapper is not None else ()
        self._keys = [key for key in keys if key not in without]
        self._left_out = [key for key in keys if key in without]
        self._primary = [str(column.key) for column in self._mapper.primary_key] if self._mapper is not None else []
        self.columns = [getattr(described["expr"], key) for key in self._keys] if is_row else [described["expr"]]

    def taken(self, session: Session, line: Any) -> Any:
        """This part of a line: the next value, or the row the next values are of."""
        if self._mapper is None:
            return next(line)
        values = {key: next(line) for key in self._keys}
        key = self._mapper.identity_key_from_primary_key(tuple([values[name] for name in self._primary]))
        known = session.identity_map.get(key)
        if known is None:
            return self._new(session, key, values)
        # What this act has written already stays.
        written = instance_state(known).committed_state
        known.__dict__.update({name: value for name, value in values.items() if name not in written})
        return known

    def _new(self, session: Session, key: Any, values: dict[str, Any]) -> Any:
        assert self._mapper is not None
        row = self._mapper.class_manager.new_instance()
        row.__dict__.update(values)
        state = instance_state(row)
        state.key, state.session_id = key, session.hash_key
        session.identity_map.add(state)
        if self._left_out:
            state._expire_attributes(row.__dict__, self._left_out)
        return row
