"""What lists and searches need beside the rows of the steps: words to be found by, filters kept, columns chosen."""

from datetime import datetime
from typing import Any

from sqlalchemy import DDL, JSON, ForeignKey, Index, String, Table, Text, event
from sqlalchemy.orm import Mapped, mapped_column

from cases.tables.parts import new_id
from ground.database import Base, Instant


class SearchLine(Base):
    """The words a dossier is found by (code, applicant, procedure, content), folded, one blank between two.

    `serial` grows with each dossier received: the newest are found first, without sorting. Beside the applicant's words
    stand one for each unit whose dossier it is and one for its procedure: what an officer may not see is passed over
    inside the index.
    """

    __tablename__ = "search_line"

    serial: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossier.id"), unique=True)
    words: Mapped[str] = mapped_column(Text)


# The index over the words is each database's own: FTS5 and its triggers here, a GIN index over the words there. Neither
# needs an extension. Revision 0009 says the same to databases that are there already.
SQLITE_SEARCH = (
    "CREATE VIRTUAL TABLE search_word USING fts5(words, content='search_line', content_rowid='serial', "
    "tokenize='ascii', detail='none', columnsize=0)",
    "CREATE TRIGGER search_line_new AFTER INSERT ON search_line BEGIN "
    "INSERT INTO search_word(rowid, words) VALUES (new.serial, new.words); END",
    "CREATE TRIGGER search_line_gone AFTER DELETE ON search_line BEGIN "
    "INSERT INTO search_word(search_word, rowid, words) VALUES ('delete', old.serial, old.words); END",
    "CREATE TRIGGER search_line_changed AFTER UPDATE OF words ON search_line BEGIN "
    "INSERT INTO search_word(search_word, rowid, words) VALUES ('delete', old.serial, old.words); "
    "INSERT INTO search_word(rowid, words) VALUES (new.serial, new.words); END",
)
POSTGRESQL_SEARCH = (
    "CREATE INDEX ix_search_line_words ON search_line USING gin (array_to_tsvector(string_to_array(words, ' ')))",
)
# Lists are narrowed by parts of words: three letters in a row are what this index knows of the open dossiers.
SQLITE_PARTS = (
    "CREATE VIRTUAL TABLE search_part USING fts5(look_up, tokenize='trigram', detail='none', columnsize=0)",
    "CREATE TRIGGER search_part_new AFTER INSERT ON search_line BEGIN INSERT INTO search_part(rowid, look_up) "
    "SELECT new.serial, look_up FROM dossier WHERE id = new.dossier_id AND closed_at IS NULL; END",
    "CREATE TRIGGER search_part_gone AFTER DELETE ON search_line BEGIN "
    "DELETE FROM search_part WHERE rowid = old.serial; END",
    "CREATE TRIGGER search_part_closed AFTER UPDATE OF closed_at ON dossier WHEN new.closed_at IS NOT NULL BEGIN "
    "DELETE FROM search_part WHERE rowid = (SELECT serial FROM search_line WHERE dossier_id = new.id); END",
)
# What fills it where dossiers are there already.
SQLITE_PARTS_FILLED = (
    "DELETE FROM search_part",
    "INSERT INTO search_part(rowid, look_up) SELECT l.serial, d.look_up FROM dossier d "
    "JOIN search_line l ON l.dossier_id = d.id WHERE d.closed_at IS NULL ORDER BY l.serial",
)
# PostgreSQL has it in an extension that comes with it. Where that may not be had lists are walked through instead.
POSTGRESQL_PARTS = (
    "DO $$ BEGIN CREATE EXTENSION IF NOT EXISTS pg_trgm; "
    "CREATE INDEX IF NOT EXISTS ix_dossier_parts ON dossier USING gin (look_up gin_trgm_ops) "
    "WITH (gin_pending_list_limit = 512) WHERE closed_at IS NULL; "
    "EXCEPTION WHEN insufficient_privilege OR feature_not_supported OR undefined_file OR undefined_object THEN NULL; "
    "END $$",
)


def _index_words() -> None:
    table: Any = SearchLine.__table__
    assert isinstance(table, Table)
    of_kinds = {"sqlite": SQLITE_SEARCH + SQLITE_PARTS, "postgresql": POSTGRESQL_SEARCH + POSTGRESQL_PARTS}
    for kind, statements in of_kinds.items():
        for statement in statements:
            event.listen(table, "after_create", DDL(statement).execute_if(dialect=kind))  # type: ignore[no-untyped-call]


_index_words()


class SavedFilter(Base):
    """A list somebody wants to come back to: `query` as it stands in the address. One officer's, or a role's of a unit
    and all below it.
    """

    __tablename__ = "saved_filter"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    officer_id: Mapped[str] = mapped_column(ForeignKey("officer.id"))
    role: Mapped[str] = mapped_column(String(50), default="")
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str] = mapped_column(String(60))
    query: Mapped[str] = mapped_column(String(1000))
    saved_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        Index("ix_saved_filter_officer", "officer_id", "role"),
        Index("ix_saved_filter_role", "role", "unit_id"),
    )


class ListChoice(Base):
    """How an officer wants his lists: the columns shown, in their order."""

    __tablename__ = "list_choice"

    officer_id: Mapped[str] = mapped_column(ForeignKey("officer.id"), primary_key=True)
    columns: Mapped[list[str]] = mapped_column(JSON)
