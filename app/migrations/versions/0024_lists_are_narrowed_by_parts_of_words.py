"""lists are narrowed by parts of words; those of whole units are walked in every order."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

SQLITE = (
    "CREATE VIRTUAL TABLE search_part USING fts5(look_up, tokenize='trigram', detail='none', columnsize=0)",
    "INSERT INTO search_part(rowid, look_up) SELECT l.serial, d.look_up FROM dossier d "
    "JOIN search_line l ON l.dossier_id = d.id WHERE d.closed_at IS NULL ORDER BY l.serial",
    "CREATE TRIGGER search_part_new AFTER INSERT ON search_line BEGIN INSERT INTO search_part(rowid, look_up) "
    "SELECT new.serial, look_up FROM dossier WHERE id = new.dossier_id AND closed_at IS NULL; END",
    "CREATE TRIGGER search_part_gone AFTER DELETE ON search_line BEGIN "
    "DELETE FROM search_part WHERE rowid = old.serial; END",
    "CREATE TRIGGER search_part_closed AFTER UPDATE OF closed_at ON dossier WHEN new.closed_at IS NOT NULL BEGIN "
    "DELETE FROM search_part WHERE rowid = (SELECT serial FROM search_line WHERE dossier_id = new.id); END",
)
# Without the right to the extension lists are walked through as before.
POSTGRESQL = (
    "DO $$ BEGIN CREATE EXTENSION IF NOT EXISTS pg_trgm; "
    "CREATE INDEX IF NOT EXISTS ix_dossier_parts ON dossier USING gin (look_up gin_trgm_ops) "
    "WITH (gin_pending_list_limit = 512) WHERE closed_at IS NULL; "
    "EXCEPTION WHEN insufficient_privilege OR feature_not_supported OR undefined_file OR undefined_object THEN NULL; "
    "END $$",
)
ORDERS = ("opened_at", "code", "sort_name")


def upgrade() -> None:
    when = sa.text("state <> 'closed'")
    for column in ORDERS:
        columns = ["unit_id", column, "task_id"]
        op.create_index(
            f"ix_step_term_all_{column}", "step_term", columns, sqlite_where=when, postgresql_where=when
        )  # fmt: skip
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    for column in ORDERS:
        op.drop_index(f"ix_step_term_all_{column}", "step_term")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP INDEX IF EXISTS ix_dossier_parts")
        return
    for name in ("new", "gone", "closed"):
        op.execute(f"DROP TRIGGER search_part_{name}")
    op.execute("DROP TABLE search_part")
