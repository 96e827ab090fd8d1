"""dates of return are walked."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

COLUMNS = ["due_at", "id", "unit_id", "handling_unit_id", "closed_at"]


def upgrade() -> None:
    _made_anew(COLUMNS)


def downgrade() -> None:
    _made_anew(COLUMNS[:1])


def _made_anew(columns: list[str]) -> None:
    when = sa.text("closed_at IS NULL AND due_at IS NOT NULL")
    op.drop_index("ix_dossier_open_due", "dossier")
    op.create_index("ix_dossier_open_due", "dossier", columns, sqlite_where=when, postgresql_where=when)
