"""Rows of lists hold all that lists show; words are searched in an index; filters and columns are kept."""

import re
import unicodedata
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

OPEN = "state <> 'closed'"
FREE = "state <> 'closed' AND assignee IS NULL"
FURTHER = ("soon_at", "shelf", "state")
SHELVES = "shelf IN ('new', 'handling', 'supplement', 'opinion', 'return')"
# By name: the columns and the condition.
INDEXES = {
    "free": (("unit_id", "role", "sort_at", "task_id", *FURTHER, "assignee"), FREE),
    "free_shelf": (("unit_id", "role", "shelf", "sort_at", "task_id"), FREE),
    "free_opened_at": (("unit_id", "role", "opened_at", "task_id", *FURTHER, "assignee"), FREE),
    "free_code": (("unit_id", "role", "code", "task_id", *FURTHER, "assignee"), FREE),
    "free_sort_name": (("unit_id", "role", "sort_name", "task_id", *FURTHER, "assignee"), FREE),
    "mine": (("assignee", "sort_at", "task_id", *FURTHER), OPEN),
    "mine_shelf": (("assignee", "shelf", "sort_at", "task_id"), OPEN),
    "mine_opened_at": (("assignee", "opened_at", "task_id", *FURTHER), OPEN),
    "mine_code": (("assignee", "code", "task_id", *FURTHER), OPEN),
    "mine_sort_name": (("assignee", "sort_name", "task_id", *FURTHER), OPEN),
    "all": (("unit_id", "sort_at", "task_id", *FURTHER, "assignee"), OPEN),
    "all_shelf": (("unit_id", "shelf", "sort_at", "task_id"), OPEN),
    "role": (("role", "sort_at", "task_id"), FREE),
}
OLD = {
    "free": (("unit_id", "role", "sort_at", "task_id"), FREE),
    "free_stage": (("unit_id", "role", "stage", "sort_at", "task_id"), FREE),
    "mine": (("assignee", "sort_at", "task_id"), OPEN),
}
TEXTS = {"code": 50, "procedure": 100, "procedure_name": 500, "applicant": 300, "sort_name": 100, "calendar": 50}
SQLITE = (
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
POSTGRESQL = (
    "CREATE INDEX ix_search_line_words ON search_line USING gin (array_to_tsvector(string_to_array(words, ' ')))"
)


def upgrade() -> None:
    _tables()
    with op.batch_alter_table("step_term") as step_term:
        for name, size in TEXTS.items():
            step_term.add_column(sa.Column(name, sa.String(size), nullable=False, server_default=""))
        step_term.add_column(sa.Column("look_up", sa.Text(), nullable=False, server_default=""))
        step_term.add_column(sa.Column("shelf", sa.String(20), nullable=False, server_default="handling"))
        step_term.add_column(sa.Column("marks", sa.String(200), nullable=False, server_default=" "))
        step_term.add_column(sa.Column("note", sa.String(300), nullable=False, server_default=""))
        for name in ("soon_at", "dossier_due_at", "paused_at"):
            step_term.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
        step_term.create_check_constraint("shelf", SHELVES)
    _swap(OLD, INDEXES)
    _furnish()
    _words()


def _tables() -> None:
    text = sa.String
    op.create_table(
        "list_choice",
        sa.Column("officer_id", text(32), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_list_choice_officer_id"),
        sa.PrimaryKeyConstraint("officer_id", name="pk_list_choice"),
    )
    op.create_table(
        "saved_filter",
        sa.Column("id", text(32), nullable=False),
        sa.Column("officer_id", text(32), nullable=False),
        sa.Column("role", text(50), nullable=False),
        sa.Column("unit_id", text(32), nullable=True),
        sa.Column("name", text(60), nullable=False),
        sa.Column("query", text(1000), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_saved_filter_officer_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_saved_filter_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_saved_filter"),
    )
    op.create_index("ix_saved_filter_officer", "saved_filter", ["officer_id", "role"])
    op.create_index("ix_saved_filter_role", "saved_filter", ["role", "unit_id"])
    op.create_table(
        "search_line",
        sa.Column("serial", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("dossier_id", text(32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name="fk_search_line_dossier_id"),
        sa.PrimaryKeyConstraint("serial", name="pk_search_line"),
        sa.UniqueConstraint("dossier_id", name="uq_search_line_dossier_id"),
    )


def _swap(old: dict[str, tuple[tuple[str, ...], str]], new: dict[str, tuple[tuple[str, ...], str]]) -> None:
    for name in old:
        op.drop_index(f"ix_step_term_{name}", "step_term")
    for name, (columns, condition) in new.items():
        where = sa.text(condition)
        op.create_index(f"ix_step_term_{name}", "step_term", list(columns), sqlite_where=where, postgresql_where=where)


def _furnish() -> None:
    """Open steps get what their dossiers tell; urgency and badges follow at the dossier's next act."""
    told = {name: f"(SELECT d.{name} FROM dossier d WHERE d.id = step_term.dossier_id)" for name in (  # noqa: S608
        "code", "procedure", "procedure_name", "look_up", "calendar",
    )}  # fmt: skip
    told["dossier_due_at"] = "(SELECT d.due_at FROM dossier d WHERE d.id = step_term.dossier_id)"
    told["applicant"] = (
        "(SELECT p.full_name FROM dossier d JOIN person p ON p.id = d.person_id WHERE d.id = step_term.dossier_id)"
    )
    told["paused_at"] = (
        "(SELECT q.from_at FROM pause q WHERE q.dossier_id = step_term.dossier_id AND q.until_at IS NULL)"
    )
    told["shelf"] = (
        "(SELECT CASE d.state WHEN 'submitted' THEN 'new' WHEN 'supplement' THEN 'supplement' WHEN 'finished' THEN "
        "'return' ELSE 'handling' END FROM dossier d WHERE d.id = step_term.dossier_id)"
    )
    told["soon_at"] = "warn_at"
    setting = ", ".join(f"{name} = {found}" for name, found in told.items())
    op.execute(f"UPDATE step_term SET {setting} WHERE {OPEN}")  # noqa: S608 - nothing but this page's own words
    rows = op.get_bind().execute(sa.text(f"SELECT task_id, applicant FROM step_term WHERE {OPEN}"))  # noqa: S608
    for task_id, applicant in rows.all():
        parts = _split(applicant)
        named = {"name": " ".join(parts[-1:] + parts[:-1])[:100], "id": task_id}
        op.get_bind().execute(sa.text("UPDATE step_term SET sort_name = :name WHERE task_id = :id"), named)


def _words() -> None:
    bind = op.get_bind()
    if bind.dialect.name == "sqlite":
        for statement in SQLITE:
            op.execute(statement)
    asked = sa.text("SELECT id, look_up, unit_id, handling_unit_id, procedure FROM dossier ORDER BY submitted_at, id")
    found = bind.execute(asked).all()
    for first in range(0, len(found), 1000):
        lines = [{"id": row.id, "words": " ".join(_said(row))} for row in found[first : first + 1000]]
        bind.execute(sa.text("INSERT INTO search_line (dossier_id, words) VALUES (:id, :words)"), lines)
    if bind.dialect.name == "postgresql":
        op.execute(POSTGRESQL)


def _said(row: sa.Row[tuple[str, ...]]) -> Iterator[str]:
    yield from _split(row[1])
    for kind, key in (("zzu", row[2]), ("zzu", row[3]), ("zzp", row[4])):
        yield kind + re.sub("[^0-9a-z]", "", key)


def _split(text: str) -> list[str]:
    bare = "".join(each for each in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(each))
    bare = bare.replace("đ", "d").replace("y", "i")
    return "".join(each if each.isalnum() else " " for each in bare).split()


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in ("new", "gone", "changed"):
            op.execute(f"DROP TRIGGER search_line_{name}")
        op.execute("DROP TABLE search_word")
    _swap(INDEXES, OLD)
    with op.batch_alter_table("step_term") as step_term:
        step_term.drop_constraint(op.f("ck_step_term_shelf"), type_="check")
        for name in (*TEXTS, "look_up", "shelf", "marks", "note", "soon_at", "dossier_due_at", "paused_at"):
            step_term.drop_column(name)
    for name in ("search_line", "saved_filter", "list_choice"):
        op.drop_table(name)
