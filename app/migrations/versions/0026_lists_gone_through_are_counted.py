"""lists gone through are counted."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

GROUNDS = "'task', 'counter', 'supervision', 'search', 'unit', 'system'"


def upgrade() -> None:
    op.create_table(
        "list_access",
        sa.Column("officer_id", sa.String(length=32), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("ground", sa.String(length=20), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('list', 'search', 'export')", name=op.f("ck_list_access_kind")),
        sa.CheckConstraint(f"ground IN ({GROUNDS})", name=op.f("ck_list_access_ground")),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_list_access_officer_id")),
        sa.PrimaryKeyConstraint("officer_id", "seen_on", "kind", name=op.f("pk_list_access")),
    )
    op.create_index("ix_list_access_seen_on", "list_access", ["seen_on"])


def downgrade() -> None:
    op.drop_index("ix_list_access_seen_on", table_name="list_access")
    op.drop_table("list_access")
