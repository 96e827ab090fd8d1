"""All tables in one place: naming their modules is what fills the registry."""

import cases.tables
import engine.tables
import engine.triggers
from ground.database import Base

TABLES = (engine.tables, engine.triggers, cases.tables)
METADATA = Base.metadata


def is_ours(_thing: object, name: str | None, kind: str, _is_stored: bool, _other: object) -> bool:
    """Whether Alembic compares it: the words of the search are indexed in each database's own way."""
    return not (kind == "table" and (name or "").startswith("search_word")) and name != "ix_search_line_words"
