"""open dossiers are found alone."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

COLUMNS = ["submitted_at", "id", "instance_id", "unit_id", "handling_unit_id", "closed_at"]


def upgrade() -> None:
    when = sa.text("closed_at IS NULL")
    op.create_index("ix_dossier_open", "dossier", COLUMNS, sqlite_where=when, postgresql_where=when)


def downgrade() -> None:
    op.drop_index("ix_dossier_open", "dossier")
