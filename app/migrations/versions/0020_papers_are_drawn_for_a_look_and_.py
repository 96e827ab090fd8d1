"""papers are drawn for a look and verdicts stay."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paper_trial",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("template", sa.String(length=100), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("ordered_by", sa.String(length=100), nullable=False),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("fault", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_trial")),
    )
    with op.batch_alter_table("paper_trial", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_trial_ordered_at"), ["ordered_at"], unique=False)

    op.create_table(
        "file_verdict",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("file_id", sa.String(length=32), nullable=False),
        sa.Column("finding", sa.String(length=20), nullable=False),
        sa.Column("signatures", sa.JSON(), nullable=False),
        sa.Column("changed_after", sa.Boolean(), nullable=False),
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column("account_name", sa.String(length=200), nullable=False),
        sa.Column("signer_is", sa.String(length=10), nullable=False),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("judged_by", sa.String(length=100), nullable=False),
        sa.CheckConstraint("signer_is IN ('same', 'other', 'none')", name=op.f("ck_file_verdict_signer_is")),
        sa.ForeignKeyConstraint(["file_id"], ["paper_file.id"], name=op.f("fk_file_verdict_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_verdict")),
    )
    with op.batch_alter_table("file_verdict", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_file_verdict_file_id"), ["file_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("file_verdict", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_file_verdict_file_id"))

    op.drop_table("file_verdict")
    with op.batch_alter_table("paper_trial", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paper_trial_ordered_at"))

    op.drop_table("paper_trial")
