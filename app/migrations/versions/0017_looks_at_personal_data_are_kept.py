"""looks at personal data are kept."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "access",
        sa.Column("dossier_id", sa.String(length=32), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("officer_id", sa.String(length=32), nullable=False),
        sa.Column("ground", sa.String(length=20), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "ground IN ('task', 'counter', 'supervision', 'search', 'unit', 'system')", name=op.f("ck_access_ground")
        ),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_access_dossier_id")),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_access_officer_id")),
        sa.PrimaryKeyConstraint("dossier_id", "seen_on", "officer_id", "ground", name=op.f("pk_access")),
    )
    with op.batch_alter_table("access", schema=None) as batch_op:
        batch_op.create_index("ix_access_officer", ["officer_id", "seen_on"], unique=False)
        batch_op.create_index("ix_access_seen_on", ["seen_on"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("access", schema=None) as batch_op:
        batch_op.drop_index("ix_access_seen_on")
        batch_op.drop_index("ix_access_officer")

    op.drop_table("access")
