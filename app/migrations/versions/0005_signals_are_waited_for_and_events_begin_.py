"""signals are waited for and events begin processes."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "entrance",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("definition_id", sa.String(length=32), nullable=False),
        sa.Column("process", sa.String(length=64), nullable=False),
        sa.Column("element", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left", sa.Integer(), nullable=False),
        sa.Column("interval", sa.Text(), nullable=False),
        sa.CheckConstraint("due_at IS NULL OR kind = 'timer'", name=op.f("ck_entrance_timer_has_due")),
        sa.CheckConstraint("kind IN ('timer', 'message', 'signal')", name=op.f("ck_entrance_kind")),
        sa.ForeignKeyConstraint(["definition_id"], ["definition.id"], name=op.f("fk_entrance_definition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entrance")),
        sa.UniqueConstraint(
            "definition_id", "process", "element", name=op.f("uq_entrance_definition_id_process_element")
        ),
    )
    with op.batch_alter_table("entrance", schema=None) as batch_op:
        batch_op.create_index(
            "ix_entrance_due",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("due_at IS NOT NULL"),
            postgresql_where=sa.text("due_at IS NOT NULL"),
        )
        batch_op.create_index("ix_entrance_name", ["kind", "name"], unique=False)

    op.create_table(
        "listener",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("instance_id", sa.String(length=32), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("element", sa.String(length=200), nullable=False),
        sa.Column("signal", sa.String(length=100), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name=op.f("fk_listener_instance_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listener")),
        sa.UniqueConstraint("instance_id", "token", name=op.f("uq_listener_instance_id_token")),
    )
    with op.batch_alter_table("listener", schema=None) as batch_op:
        batch_op.create_index("ix_listener_signal", ["signal", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("listener", schema=None) as batch_op:
        batch_op.drop_index("ix_listener_signal")

    op.drop_table("listener")
    with op.batch_alter_table("entrance", schema=None) as batch_op:
        batch_op.drop_index("ix_entrance_name")
        batch_op.drop_index(
            "ix_entrance_due",
            sqlite_where=sa.text("due_at IS NOT NULL"),
            postgresql_where=sa.text("due_at IS NOT NULL"),
        )

    op.drop_table("entrance")
