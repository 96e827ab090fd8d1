"""a result is approved by its bytes and may end."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None
CHECKS = {
    "ck_result_standing": "standing IN ('valid', 'replaced', 'withdrawn')",
    "ck_result_ended_has_time": "(standing = 'valid') = (ended_at IS NULL)",
}


def upgrade() -> None:
    with op.batch_alter_table("result", schema=None) as batch_op:
        batch_op.add_column(sa.Column("drafted_for", sa.String(length=100), server_default="", nullable=False))
        batch_op.add_column(sa.Column("approved_digest", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("approved_by", sa.String(length=100), server_default="", nullable=False))
        batch_op.add_column(sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("standing", sa.String(length=20), server_default="valid", nullable=False))
        batch_op.add_column(sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("ended_by", sa.String(length=100), server_default="", nullable=False))
        batch_op.add_column(sa.Column("ended_by_document", sa.String(length=200), server_default="", nullable=False))
        batch_op.add_column(sa.Column("ended_because", sa.Text(), server_default="", nullable=False))
        for name, condition in CHECKS.items():
            batch_op.create_check_constraint(op.f(name), condition)


def downgrade() -> None:
    with op.batch_alter_table("result", schema=None) as batch_op:
        for name in CHECKS:
            batch_op.drop_constraint(op.f(name), type_="check")
        batch_op.drop_column("ended_because")
        batch_op.drop_column("ended_by_document")
        batch_op.drop_column("ended_by")
        batch_op.drop_column("ended_at")
        batch_op.drop_column("standing")
        batch_op.drop_column("approved_at")
        batch_op.drop_column("approved_by")
        batch_op.drop_column("approved_digest")
        batch_op.drop_column("drafted_for")
