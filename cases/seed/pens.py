"""How rows of copies are written down: as SQLite's driver takes values, or as the text PostgreSQL's COPY reads.

Both write a whole chunk of rows at once, past SQLAlchemy: of a million dossiers every microsecond a value counts twice.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Protocol

import orjson
from sqlalchemy import Connection, Dialect

Row = Sequence[Any]


class Pen(Protocol):
    """What both of them can."""

    def value(self, kind: Any, value: Any) -> Any:
        """A value of a column of this type, as it is written."""

    def text(self, text: str) -> str:
        """A text, as it is written; what is put into it later must be letters, digits, blanks and plain marks only."""

    def number(self, number: int) -> Any:
        """A whole number."""

    def moving(self, at: datetime) -> Callable[[timedelta], Any]:
        """An instant, so much later."""

    def content(self, content: bytes) -> Any:
        """Bytes."""

    def write(self, connection: Connection, table: str, columns: Sequence[str], rows: list[Row]) -> None:
        """All these rows."""


class DriverPen:
    """SQLite: values as its driver takes them."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect

    def value(self, kind: Any, value: Any) -> Any:
        """Through the column's own type."""
        process = kind.dialect_impl(self.dialect).bind_processor(self.dialect)
        return process(value) if process is not None and value is not None else value

    def text(self, text: str) -> str:
        """As it is."""
        return text

    def number(self, number: int) -> Any:
        """As it is."""
        return number

    def moving(self, at: datetime) -> Callable[[timedelta], Any]:
        """The text SQLAlchemy keeps of an instant in UTC."""
        naive = at.astimezone(UTC).replace(tzinfo=None)
        return lambda shift: (naive + shift).isoformat(" ", "microseconds")

    def content(self, content: bytes) -> Any:
        """As they are."""
        return content

    def write(self, connection: Connection, table: str, columns: Sequence[str], rows: list[Row]) -> None:
        """One prepared statement for all rows."""
        driver: Any = connection.connection.dbapi_connection
        marks = ", ".join("?" * len(columns))
        driver.executemany(f'INSERT INTO "{table}" ({_named(columns)}) VALUES ({marks})', rows)  # noqa: S608


class CopyPen:
    """PostgreSQL: every value is text already when it is put into its row, with COPY's own escapes."""

    def value(self, _kind: Any, value: Any) -> str:
        """NULL is `\\N`; bytes are hexadecimal."""
        if value is None:
            return "\\N"
        if isinstance(value, bool):
            return "t" if value else "f"
        if isinstance(value, datetime | date):
            return value.isoformat()
        if isinstance(value, bytes):
            return self.content(value)
        return self.text(orjson.dumps(value).decode() if isinstance(value, dict | list) else str(value))

    def text(self, text: str) -> str:
        """Tabulators, line ends and backslashes are escaped."""
        return text.translate(_ESCAPES)

    def number(self, number: int) -> Any:
        """Its digits."""
        return str(number)

    def moving(self, at: datetime) -> Callable[[timedelta], Any]:
        """ISO text in UTC."""
        utc = at.astimezone(UTC)
        return lambda shift: (utc + shift).isoformat()

    def content(self, content: bytes) -> str:
        """Hexadecimal, its own backslash escaped."""
        return f"\\\\x{content.hex()}"

    def write(self, connection: Connection, table: str, columns: Sequence[str], rows: list[Row]) -> None:
        """One COPY."""
        driver: Any = connection.connection.dbapi_connection
        with driver.cursor().copy(f'COPY "{table}" ({_named(columns)}) FROM STDIN') as copy:
            copy.write("\n".join(map("\t".join, rows)) + "\n")


_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _named(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def pen_for(dialect: Dialect) -> Pen:
    """The pen of a database."""
    return CopyPen() if dialect.name == "postgresql" else DriverPen(dialect)
