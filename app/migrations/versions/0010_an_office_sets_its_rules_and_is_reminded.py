"""an office sets its rules, and is reminded of paper and fees."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None
REMINDERS = {"ix_dossier_fee": "fee_remind_at", "ix_dossier_paper": "paper_by_at"}


def upgrade() -> None:
    op.create_table(
        "pack_edition",
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("base", sa.String(length=20), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("valid_from_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("proposed_by", sa.String(length=100), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("decided_by", sa.String(length=100), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'proposed') = (decided_at IS NULL)", name=op.f("ck_pack_edition_decided_has_instant")
        ),
        sa.CheckConstraint("decided_by <> proposed_by", name=op.f("ck_pack_edition_four_eyes")),
        sa.CheckConstraint("state IN ('proposed', 'approved', 'rejected')", name=op.f("ck_pack_edition_state")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_pack_edition")),
    )
    with op.batch_alter_table("pack_edition", schema=None) as batch_op:
        batch_op.create_index("ix_pack_edition_in_force", ["base", "valid_from_on"], unique=False)
    with op.batch_alter_table("dossier", schema=None) as batch_op:
        for index, column in REMINDERS.items():
            batch_op.add_column(sa.Column(column, sa.DateTime(timezone=True), nullable=True))
            waiting = sa.text(f"{column} IS NOT NULL")
            batch_op.create_index(index, [column], unique=False, sqlite_where=waiting, postgresql_where=waiting)


def downgrade() -> None:
    with op.batch_alter_table("dossier", schema=None) as batch_op:
        for index, column in REMINDERS.items():
            batch_op.drop_index(index)
            batch_op.drop_column(column)
    op.drop_table("pack_edition")
