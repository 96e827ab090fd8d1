"""open dossiers are counted by version."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    when = sa.text("closed_at IS NULL")
    columns = ["definition_id", "state", "closed_at"]
    op.create_index("ix_dossier_version", "dossier", columns, sqlite_where=when, postgresql_where=when)


def downgrade() -> None:
    op.drop_index("ix_dossier_version", "dossier")
