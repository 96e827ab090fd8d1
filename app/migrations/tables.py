"""All tables in one place: naming their modules is what fills the registry."""

import cases.tables
import engine.tables
import engine.triggers
from ground.database import Base

TABLES = (engine.tables, engine.triggers, cases.tables)
METADATA = Base.metadata


def is_ours(_thing: object, name: str | None, kind: str, _is_stored: bool, _other: object) -> bool:
    """Whether Alembic compares it: words and their parts are indexed in each database's own way."""
    is_index = (name or "").startswith(("search_word", "search_part")) and kind == "table"
    return not is_index and name not in ("ix_search_line_words", "ix_dossier_parts")
