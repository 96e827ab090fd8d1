"""a number nobody came for is put aside; one called again keeps when it was called first."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("announced_at", "left_at"):
        op.add_column("ticket", sa.Column(name, sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    for name in ("announced_at", "left_at"):
        op.drop_column("ticket", name)
