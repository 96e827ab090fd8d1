"""What every table of the desk is made with."""

from typing import Any
from uuid import uuid4

from sqlalchemy import CheckConstraint, text


def new_id() -> str:
    """A fresh row id: 32 hexadecimal digits."""
    return uuid4().hex


def when(condition: str) -> dict[str, Any]:
    """An index over the rows of one condition only, in both databases."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


def one_of(column: str, values: tuple[str, ...], name: str) -> CheckConstraint:
    """A CHECK that a column holds one of these values."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=name)
