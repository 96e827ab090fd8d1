"""papers are scanned and results in force taken in."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "backlog_list",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("list_digest", sa.String(length=64), nullable=False),
        sa.Column("files_digest", sa.String(length=64), nullable=True),
        sa.Column("opened_by", sa.String(length=100), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_backlog_list_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backlog_list")),
    )
    with op.batch_alter_table("backlog_list", schema=None) as batch_op:
        batch_op.create_index("ix_backlog_list_unit", ["unit_id", "opened_at"], unique=False)

    op.create_table(
        "scan",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("dossier_id", sa.String(length=32), nullable=True),
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("component", sa.String(length=50), nullable=False),
        sa.Column("procedure", sa.String(length=100), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("file_kind", sa.String(length=10), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("pages_read", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("lease", sa.String(length=32), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("copy_digest", sa.String(length=64), nullable=True),
        sa.Column("signed_digest", sa.String(length=64), nullable=True),
        sa.Column("scanned_by", sa.String(length=100), nullable=False),
        sa.Column("scanned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_by", sa.String(length=100), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=300), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("issuer", sa.String(length=300), nullable=False),
        sa.Column("signed_by", sa.String(length=200), nullable=False),
        sa.Column("excerpt", sa.String(length=1000), nullable=False),
        sa.Column("owner", sa.String(length=300), nullable=False),
        sa.Column("owner_number", sa.String(length=20), nullable=False),
        sa.Column("valid_until_on", sa.Date(), nullable=True),
        sa.Column("proposals", sa.JSON(), nullable=False),
        sa.CheckConstraint("(state = 'reading') = (due_at IS NOT NULL)", name=op.f("ck_scan_reading_is_due")),
        sa.CheckConstraint(
            "(state IN ('approved', 'refused')) = (settled_at IS NOT NULL)", name=op.f("ck_scan_settled_has_instant")
        ),
        sa.CheckConstraint("kind IN ('component', 'result')", name=op.f("ck_scan_kind")),
        sa.CheckConstraint(
            "state IN ('reading', 'failed', 'waiting', 'approved', 'refused')", name=op.f("ck_scan_state")
        ),
        sa.CheckConstraint(
            "state NOT IN ('refused', 'failed') OR reason <> ''", name=op.f("ck_scan_refused_has_reason")
        ),
        sa.CheckConstraint(
            "state NOT IN ('waiting', 'approved') OR copy_digest IS NOT NULL", name=op.f("ck_scan_waiting_has_copy")
        ),
        sa.CheckConstraint("pages > 0 AND pages_read BETWEEN 0 AND pages", name=op.f("ck_scan_pages")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_scan_dossier_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_scan_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan")),
    )
    with op.batch_alter_table("scan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scan_digest"), ["digest"], unique=False)
        batch_op.create_index(batch_op.f("ix_scan_dossier_id"), ["dossier_id"], unique=False)
        batch_op.create_index(
            "ix_scan_due",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("state = 'reading'"),
            postgresql_where=sa.text("state = 'reading'"),
        )
        batch_op.create_index(
            "ix_scan_result",
            ["procedure", "state"],
            unique=False,
            sqlite_where=sa.text("kind = 'result'"),
            postgresql_where=sa.text("kind = 'result'"),
        )
        batch_op.create_index("ix_scan_unit", ["unit_id", "state", "scanned_at"], unique=False)

    op.create_table(
        "backlog_row",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("list_id", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("person", sa.String(length=300), nullable=False),
        sa.Column("person_number", sa.String(length=20), nullable=False),
        sa.Column("procedure", sa.String(length=100), nullable=False),
        sa.Column("valid_until_on", sa.Date(), nullable=True),
        sa.Column("file", sa.String(length=300), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=50), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("scan_id", sa.String(length=32), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'waiting') = (settled_at IS NULL)", name=op.f("ck_backlog_row_settled_has_instant")
        ),
        sa.CheckConstraint("state IN ('waiting', 'done', 'refused')", name=op.f("ck_backlog_row_state")),
        sa.ForeignKeyConstraint(["list_id"], ["backlog_list.id"], name=op.f("fk_backlog_row_list_id")),
        sa.ForeignKeyConstraint(["scan_id"], ["scan.id"], name=op.f("fk_backlog_row_scan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backlog_row")),
        sa.UniqueConstraint("list_id", "place", name=op.f("uq_backlog_row_list_id_place")),
    )
    with op.batch_alter_table("backlog_row", schema=None) as batch_op:
        batch_op.create_index("ix_backlog_row_result", ["procedure", "number"], unique=False)
        batch_op.create_index(batch_op.f("ix_backlog_row_scan_id"), ["scan_id"], unique=False)
        batch_op.create_index(
            "ix_backlog_row_waiting",
            ["list_id", "place"],
            unique=False,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )

    op.create_table(
        "scan_page",
        sa.Column("scan_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("dots", sa.Integer(), nullable=False),
        sa.Column("skew", sa.Double(), nullable=False),
        sa.Column("is_blank", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("word_count", sa.Integer(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("paper_digest", sa.String(length=64), nullable=True),
        sa.Column("picture_digest", sa.String(length=64), nullable=False),
        sa.Column("words_digest", sa.String(length=64), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_scan_page_number")),
        sa.ForeignKeyConstraint(["scan_id"], ["scan.id"], name=op.f("fk_scan_page_scan_id")),
        sa.PrimaryKeyConstraint("scan_id", "number", name=op.f("pk_scan_page")),
    )


def downgrade() -> None:
    op.drop_table("scan_page")
    with op.batch_alter_table("backlog_row", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_backlog_row_waiting",
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )
        batch_op.drop_index(batch_op.f("ix_backlog_row_scan_id"))
        batch_op.drop_index("ix_backlog_row_result")

    op.drop_table("backlog_row")
    with op.batch_alter_table("scan", schema=None) as batch_op:
        batch_op.drop_index("ix_scan_unit")
        batch_op.drop_index(
            "ix_scan_result", sqlite_where=sa.text("kind = 'result'"), postgresql_where=sa.text("kind = 'result'")
        )
        batch_op.drop_index(
            "ix_scan_due", sqlite_where=sa.text("state = 'reading'"), postgresql_where=sa.text("state = 'reading'")
        )
        batch_op.drop_index(batch_op.f("ix_scan_dossier_id"))
        batch_op.drop_index(batch_op.f("ix_scan_digest"))

    op.drop_table("scan")
    with op.batch_alter_table("backlog_list", schema=None) as batch_op:
        batch_op.drop_index("ix_backlog_list_unit")

    op.drop_table("backlog_list")
