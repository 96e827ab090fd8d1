"""PostgreSQL's cursor, with one habit less: it describes the columns of an answer only to who asks.

SQLAlchemy learns the columns of a statement once and keeps them with it; afterwards it only asks whether there are any.
The driver would describe every column of every answer anew, which is a sixth of all it does.
"""

from collections.abc import Iterator, Sequence
from typing import Any, overload

from psycopg import Column, Cursor


class Columns(Sequence[Column]):
    """The columns of the answer a cursor stands at, described when they are looked at."""

    def __init__(self, cursor: "LeanCursor") -> None:
        self._cursor = cursor

    def __len__(self) -> int:
        return len(self._cursor.described())

    def __iter__(self) -> Iterator[Column]:
        return iter(self._cursor.described())

    @overload
    def __getitem__(self, index: int) -> Column: ...

    @overload
    def __getitem__(self, index: slice) -> list[Column]: ...

    def __getitem__(self, index: int | slice) -> Column | list[Column]:
        return self._cursor.described()[index]


class LeanCursor(Cursor[Any]):
    """As the driver's own, but for `description`, which is a sequence that is filled when it is read."""

    @property
    def description(self) -> Any:
        answer = self.pgresult
        return Columns(self) if answer is not None and answer.nfields else None

    def described(self) -> list[Column]:
        """The columns of the answer it stands at."""
        return super().description or []
