"""Who gave a step away may have it back."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

GIVEN = sa.text("state <> 'closed' AND given_by <> ''")


def upgrade() -> None:
    op.add_column("step_term", sa.Column("given_by", sa.String(100), nullable=False, server_default=""))
    op.create_index(
        "ix_step_term_given",
        "step_term",
        ["given_by", "sort_at", "task_id"],
        sqlite_where=GIVEN,
        postgresql_where=GIVEN,
    )


def downgrade() -> None:
    op.drop_index("ix_step_term_given", "step_term")
    op.drop_column("step_term", "given_by")
