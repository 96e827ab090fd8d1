"""procedures are designed in the house."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "design_file",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_design_file")),
    )
    op.create_table(
        "design",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("based_on", sa.String(length=32), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.Column("holder", sa.String(length=64), nullable=False),
        sa.Column("holder_window", sa.String(length=32), nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("definition_id", sa.String(length=32), nullable=True),
        sa.CheckConstraint("(state = 'handed_in') = (definition_id IS NOT NULL)", name=op.f("ck_design_handed_in")),
        sa.CheckConstraint("state IN ('open', 'handed_in', 'dropped')", name=op.f("ck_design_state")),
        sa.CheckConstraint("number > 0", name=op.f("ck_design_number")),
        sa.ForeignKeyConstraint(["based_on"], ["definition.id"], name=op.f("fk_design_based_on")),
        sa.ForeignKeyConstraint(["definition_id"], ["definition.id"], name=op.f("fk_design_definition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_design")),
    )
    with op.batch_alter_table("design", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_design_slug"), ["slug"], unique=False)

    op.create_table(
        "design_version",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("design_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.String(length=64), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["design_id"], ["design.id"], name=op.f("fk_design_version_design_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_design_version")),
        sa.UniqueConstraint("design_id", "number", name=op.f("uq_design_version_design_id_number")),
    )


def downgrade() -> None:
    op.drop_table("design_version")
    with op.batch_alter_table("design", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_design_slug"))

    op.drop_table("design")
    op.drop_table("design_file")
