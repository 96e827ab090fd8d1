"""what was accepted, closed or looked at is found in its order."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_dossier_accepted": ("dossier", ["unit_id", "accepted_at"], "closed_at IS NULL AND accepted_at IS NOT NULL"),
    "ix_dossier_closed": ("dossier", ["unit_id", "closed_at", "id"], "closed_at IS NOT NULL"),
    "ix_access_seen_at": ("access", ["seen_at", "dossier_id"], ""),
}


def upgrade() -> None:
    for name, (table, columns, condition) in INDEXES.items():
        when = sa.text(condition) if condition else None
        op.create_index(name, table, columns, sqlite_where=when, postgresql_where=when)


def downgrade() -> None:
    for name, (table, _, _) in INDEXES.items():
        op.drop_index(name, table)
