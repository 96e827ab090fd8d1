"""versions are brought back and retired by proposal."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "version_proposal",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("definition_id", sa.String(length=32), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(length=64), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("decided_by", sa.String(length=64), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'open') = (decided_at IS NULL)", name=op.f("ck_version_proposal_open_undecided")),
        sa.CheckConstraint("act IN ('bring_back', 'retire')", name=op.f("ck_version_proposal_act")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_version_proposal_has_reason")),
        sa.CheckConstraint("state IN ('open', 'carried_out', 'declined')", name=op.f("ck_version_proposal_state")),
        sa.ForeignKeyConstraint(["definition_id"], ["definition.id"], name=op.f("fk_version_proposal_definition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version_proposal")),
    )
    with op.batch_alter_table("version_proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_version_proposal_definition_id"), ["definition_id"], unique=False)
        batch_op.create_index(
            "ux_version_proposal_open",
            ["definition_id"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )


def downgrade() -> None:
    with op.batch_alter_table("version_proposal", schema=None) as batch_op:
        batch_op.drop_index(
            "ux_version_proposal_open",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.drop_index(batch_op.f("ix_version_proposal_definition_id"))

    op.drop_table("version_proposal")
