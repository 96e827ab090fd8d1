"""late steps are justified."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "justification",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("dossier_id", sa.String(length=32), nullable=False),
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.Column("step", sa.String(length=500), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("of", sa.String(length=100), nullable=False),
        sa.Column("asked_by", sa.String(length=100), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'accepted') = (settled_at IS NOT NULL)", name=op.f("ck_justification_accepted_has_instant")
        ),
        sa.CheckConstraint("state = 'asked' OR answer <> ''", name=op.f("ck_justification_answered_has_words")),
        sa.CheckConstraint("state IN ('asked', 'answered', 'accepted')", name=op.f("ck_justification_state")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_justification_dossier_id")),
        sa.ForeignKeyConstraint(["task_id"], ["step_term.task_id"], name=op.f("fk_justification_task_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_justification_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_justification")),
    )
    with op.batch_alter_table("justification", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_justification_dossier_id"), ["dossier_id"], unique=False)
        batch_op.create_index("ix_justification_of", ["of", "state", "asked_at"], unique=False)
        batch_op.create_index("ix_justification_unit", ["unit_id", "state", "asked_at"], unique=False)
        batch_op.create_index(
            "ux_justification_open",
            ["task_id"],
            unique=True,
            sqlite_where=sa.text("state <> 'accepted'"),
            postgresql_where=sa.text("state <> 'accepted'"),
        )


def downgrade() -> None:
    with op.batch_alter_table("justification", schema=None) as batch_op:
        batch_op.drop_index(
            "ux_justification_open",
            sqlite_where=sa.text("state <> 'accepted'"),
            postgresql_where=sa.text("state <> 'accepted'"),
        )
        batch_op.drop_index("ix_justification_unit")
        batch_op.drop_index("ix_justification_of")
        batch_op.drop_index(batch_op.f("ix_justification_dossier_id"))

    op.drop_table("justification")
