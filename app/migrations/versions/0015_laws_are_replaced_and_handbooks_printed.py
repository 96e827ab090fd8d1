"""laws are replaced and handbooks printed."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "law_replacement",
        sa.Column("number", sa.String(length=100), nullable=False),
        sa.Column("replaced_by", sa.String(length=100), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("written_by", sa.String(length=100), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number <> replaced_by", name=op.f("ck_law_replacement_by_another")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_law_replacement")),
    )
    op.create_table(
        "handbook",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("definition_id", sa.String(length=32), nullable=True),
        sa.Column("design_id", sa.String(length=32), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("facts_digest", sa.String(length=64), nullable=False),
        sa.Column("ordered_by", sa.String(length=100), nullable=False),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.CheckConstraint("(definition_id IS NULL) <> (design_id IS NULL)", name=op.f("ck_handbook_of_one")),
        sa.ForeignKeyConstraint(["definition_id"], ["definition.id"], name=op.f("fk_handbook_definition_id")),
        sa.ForeignKeyConstraint(["design_id"], ["design.id"], name=op.f("fk_handbook_design_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handbook")),
        sa.UniqueConstraint("facts_digest", name=op.f("uq_handbook_facts_digest")),
    )
    with op.batch_alter_table("handbook", schema=None) as batch_op:
        batch_op.create_index("ix_handbook_definition", ["definition_id", "ordered_at"], unique=False)
        batch_op.create_index("ix_handbook_design", ["design_id", "ordered_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("handbook", schema=None) as batch_op:
        batch_op.drop_index("ix_handbook_design")
        batch_op.drop_index("ix_handbook_definition")

    op.drop_table("handbook")
    op.drop_table("law_replacement")
