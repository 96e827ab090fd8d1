"""citizens and systems come in."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tries",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_tries")),
    )
    with op.batch_alter_table("tries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tries_failed_at"), ["failed_at"], unique=False)

    op.create_table(
        "system_token",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("officer_id", sa.String(length=32), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by", sa.String(length=100), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_system_token_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_system_token")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_system_token_token_digest")),
    )
    with op.batch_alter_table("system_token", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_system_token_officer_id"), ["officer_id"], unique=False)

    op.create_table(
        "citizen_visit",
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("csrf", sa.String(length=64), nullable=False),
        sa.Column("dossier_id", sa.String(length=32), nullable=True),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_citizen_visit_dossier_id")),
        sa.PrimaryKeyConstraint("token_digest", name=op.f("pk_citizen_visit")),
    )
    with op.batch_alter_table("citizen_visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_citizen_visit_dossier_id"), ["dossier_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_citizen_visit_ends_at"), ["ends_at"], unique=False)

    op.create_table(
        "online_draft",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("visit", sa.String(length=64), nullable=False),
        sa.Column("procedure", sa.String(length=100), nullable=False),
        sa.Column("typed", sa.JSON(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["visit"], ["citizen_visit.token_digest"], name=op.f("fk_online_draft_visit"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_online_draft")),
        sa.UniqueConstraint("visit", "procedure", name=op.f("uq_online_draft_visit_procedure")),
    )
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("browser", sa.String(length=200), server_default="", nullable=False))
        batch_op.add_column(sa.Column("address", sa.String(length=60), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.drop_column("address")
        batch_op.drop_column("browser")

    op.drop_table("online_draft")
    with op.batch_alter_table("citizen_visit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_citizen_visit_ends_at"))
        batch_op.drop_index(batch_op.f("ix_citizen_visit_dossier_id"))

    op.drop_table("citizen_visit")
    with op.batch_alter_table("system_token", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_system_token_officer_id"))

    op.drop_table("system_token")
    with op.batch_alter_table("tries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tries_failed_at"))

    op.drop_table("tries")
