"""Statements put together once and given to the driver as they are.

SQLAlchemy makes ready for an answer with every statement it carries out: a context, a result, its columns. Nobody asks
for any of that where a row is written, and it is more work than writing the row.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Connection, Dialect, Insert, Select, Update

Values: TypeAlias = Mapping[str, Any]
Bound: TypeAlias = dict[str, Any] | tuple[Any, ...]


class Ready:
    """A statement in the words of one database, and how its values are made ready for the driver there."""

    __slots__ = ("_always", "_makers", "_order", "words")

    def __init__(self, statement: Insert | Update | Select[Any], dialect: Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect)
        said = {name: bind.effective_value for name, bind in compiled.binds.items()}
        expanded = compiled.construct_expanded_state(said)
        self.words: str = expanded.statement
        self._order: Sequence[str] | None = expanded.positiontup
        kinds = {name: bind.type.dialect_impl(dialect) for name, bind in compiled.binds.items()}
        makers = {name: kind.bind_processor(dialect) for name, kind in kinds.items()}
        self._makers: dict[str, Callable[[Any], Any]] = {name: make for name, make in makers.items() if make}
        # What the statement itself says; the rest comes with each row.
        self._always = {name: value for name, value in said.items() if value is not None}

    def bound(self, values: Values) -> Bound:
        """The values as the driver takes them."""
        given = {**self._always, **values}
        ready = {**given, **{name: make(given[name]) for name, make in self._makers.items()}}
        return ready if self._order is None else tuple([ready[name] for name in self._order])

    def send(self, connection: Connection, cursor: Any, rows: Sequence[Values]) -> None:
        """Carry it out for each of these rows; whoever listens to the statements of the database hears it."""
        bound: list[Bound] = [self.bound(values) for values in rows]
        many = len(bound) > 1
        said: Any = bound if many else bound[0]
        connection.dispatch.before_cursor_execute(connection, cursor, self.words, said, None, many)
        if many:
            cursor.executemany(self.words, said)
        else:
            cursor.execute(self.words, said)
