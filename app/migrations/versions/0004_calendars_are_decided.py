"""calendars are decided; a dossier has axes beside its handling."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

AXES = {
    "payment": ("none", "due", "paid", "cancelled", "refunded"),
    "delivery": ("none", "registered", "collecting", "delivered", "cancelled"),
    "sync": ("pending", "sent", "acknowledged", "failed"),
    "digitisation": ("none", "waiting", "approved", "rejected"),
}


def upgrade() -> None:
    op.create_table(
        "calendar_version",
        sa.Column("key", sa.String(length=50), nullable=False),
        sa.Column("base", sa.String(length=50), nullable=False),
        sa.Column("page", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_calendar_version")),
    )
    op.create_table(
        "calendar_decision",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("day_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.Column("basis", sa.String(length=300), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.String(length=100), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('holiday', 'substitute', 'swap_off', 'swap_work', 'closure', 'usual', 'week')",
            name=op.f("ck_calendar_decision_kind"),
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_calendar_decision_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_decision")),
    )
    with op.batch_alter_table("calendar_decision", schema=None) as batch_op:
        batch_op.create_index("ix_calendar_decision_unit", ["unit_id", "at"], unique=False)

    with op.batch_alter_table("dossier", schema=None) as batch_op:
        batch_op.add_column(sa.Column("payment", sa.String(length=20), server_default="none", nullable=False))
        batch_op.add_column(sa.Column("delivery", sa.String(length=20), server_default="none", nullable=False))
        batch_op.add_column(sa.Column("sync", sa.String(length=20), server_default="pending", nullable=False))
        batch_op.add_column(sa.Column("digitisation", sa.String(length=20), server_default="none", nullable=False))
        for axis, states in AXES.items():
            listed = ", ".join(f"'{state}'" for state in states)
            batch_op.create_check_constraint(op.f(f"ck_dossier_{axis}"), f"{axis} IN ({listed})")


def downgrade() -> None:
    with op.batch_alter_table("dossier", schema=None) as batch_op:
        for axis in AXES:
            batch_op.drop_constraint(op.f(f"ck_dossier_{axis}"), type_="check")
        batch_op.drop_column("digitisation")
        batch_op.drop_column("sync")
        batch_op.drop_column("delivery")
        batch_op.drop_column("payment")

    with op.batch_alter_table("calendar_decision", schema=None) as batch_op:
        batch_op.drop_index("ix_calendar_decision_unit")

    op.drop_table("calendar_decision")
    op.drop_table("calendar_version")
