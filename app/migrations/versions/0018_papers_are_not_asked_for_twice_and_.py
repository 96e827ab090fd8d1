"""papers are not asked for twice and dossiers go to the archive."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

KINDS = "'receipt', 'supplement', 'refusal', 'apology', 'stop', 'control', 'register', 'handover', 'result_receipt'"


def upgrade() -> None:
    op.create_table(
        "national_answer",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("source", sa.String(length=50), nullable=False),
        sa.Column("owner_kind", sa.String(length=20), nullable=False),
        sa.Column("owner_identity", sa.String(length=20), nullable=False),
        sa.Column("procedure", sa.String(length=100), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("is_trial", sa.Boolean(), nullable=False),
        sa.Column("asked_by", sa.String(length=100), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('found', 'not_found', 'incomplete', 'not_connected')", name=op.f("ck_national_answer_outcome")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_national_answer")),
    )
    with op.batch_alter_table("national_answer", schema=None) as batch_op:
        batch_op.create_index("ix_national_answer_owner", ["owner_identity", "answered_at"], unique=False)

    op.create_table(
        "own_paper",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("owner_kind", sa.String(length=20), nullable=False),
        sa.Column("owner_identity", sa.String(length=20), nullable=False),
        sa.Column("component", sa.String(length=50), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("valid_until_on", sa.Date(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("owner_identity <> '' AND size > 0 AND pages >= 0", name=op.f("ck_own_paper_whole")),
        sa.CheckConstraint("owner_kind IN ('citizen', 'organisation')", name=op.f("ck_own_paper_owner_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_paper")),
    )
    with op.batch_alter_table("own_paper", schema=None) as batch_op:
        batch_op.create_index(
            "ix_own_paper_owner",
            ["owner_identity", "owner_kind"],
            unique=False,
            sqlite_where=sa.text("removed_at IS NULL"),
            postgresql_where=sa.text("removed_at IS NULL"),
        )

    op.create_table(
        "paper_consent",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("paper_id", sa.String(length=32), nullable=False),
        sa.Column("procedure", sa.String(length=100), nullable=False),
        sa.Column("is_once", sa.Boolean(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["paper_id"], ["own_paper.id"], name=op.f("fk_paper_consent_paper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_consent")),
    )
    with op.batch_alter_table("paper_consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_consent_paper_id"), ["paper_id"], unique=False)

    op.create_table(
        "legal_hold",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("dossier_id", sa.String(length=32), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("put_by", sa.String(length=100), nullable=False),
        sa.Column("put_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_because", sa.Text(), nullable=False),
        sa.Column("lifted_by", sa.String(length=100), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(lifted_at IS NULL) = (lifted_because = '')", name=op.f("ck_legal_hold_lifted_has_ground")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_legal_hold_dossier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
    )
    with op.batch_alter_table("legal_hold", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_legal_hold_dossier_id"), ["dossier_id"], unique=False)
        batch_op.create_index(
            "ix_legal_hold_one_open",
            ["dossier_id"],
            unique=True,
            sqlite_where=sa.text("lifted_at IS NULL"),
            postgresql_where=sa.text("lifted_at IS NULL"),
        )

    op.create_table(
        "paper_origin",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("dossier_id", sa.String(length=32), nullable=False),
        sa.Column("procedure", sa.String(length=100), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("component", sa.String(length=50), nullable=False),
        sa.Column("rung", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("source_id", sa.String(length=60), nullable=False),
        sa.Column("offered", sa.String(length=20), nullable=False),
        sa.Column("because", sa.String(length=500), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_by", sa.String(length=100), nullable=False),
        sa.CheckConstraint(
            "rung IN ('data', 'result', 'own', 'accepted', 'elsewhere', 'asked', 'new')",
            name=op.f("ck_paper_origin_rung"),
        ),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_paper_origin_dossier_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_paper_origin_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_origin")),
    )
    with op.batch_alter_table("paper_origin", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_origin_dossier_id"), ["dossier_id"], unique=False)
        batch_op.create_index("ix_paper_origin_figures", ["unit_id", "settled_at"], unique=False)

    op.create_table(
        "paper_use",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("paper_id", sa.String(length=32), nullable=False),
        sa.Column("consent_id", sa.String(length=32), nullable=False),
        sa.Column("dossier_id", sa.String(length=32), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_by", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["consent_id"], ["paper_consent.id"], name=op.f("fk_paper_use_consent_id")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_paper_use_dossier_id")),
        sa.ForeignKeyConstraint(["paper_id"], ["own_paper.id"], name=op.f("fk_paper_use_paper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_use")),
    )
    with op.batch_alter_table("paper_use", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_use_dossier_id"), ["dossier_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_paper_use_paper_id"), ["paper_id"], unique=False)

    op.create_table(
        "archive_list",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("slip_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=50), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("made_by", sa.String(length=100), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(length=100), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(state = 'proposed') = (decided_at IS NULL)", name=op.f("ck_archive_list_decided_has_instant")
        ),
        sa.CheckConstraint("state IN ('proposed', 'accepted', 'returned')", name=op.f("ck_archive_list_state")),
        sa.ForeignKeyConstraint(["slip_id"], ["slip.id"], name=op.f("fk_archive_list_slip_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_archive_list_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_list")),
    )
    with op.batch_alter_table("archive_list", schema=None) as batch_op:
        batch_op.create_index("ix_archive_list_unit", ["unit_id", "year"], unique=False)

    op.create_table(
        "archive_line",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("list_id", sa.String(length=32), nullable=False),
        sa.Column("dossier_id", sa.String(length=32), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("file_code", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=900), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("kept_for", sa.String(length=20), nullable=False),
        sa.Column("basis", sa.String(length=300), nullable=False),
        sa.Column("keep_until_on", sa.Date(), nullable=True),
        sa.Column("papers", sa.Integer(), nullable=False),
        sa.Column("is_live", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_archive_line_dossier_id")),
        sa.ForeignKeyConstraint(["list_id"], ["archive_list.id"], name=op.f("fk_archive_line_list_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_line")),
        sa.UniqueConstraint("list_id", "ordinal", name=op.f("uq_archive_line_list_id_ordinal")),
    )
    with op.batch_alter_table("archive_line", schema=None) as batch_op:
        batch_op.create_index(
            "ix_archive_line_one_live",
            ["dossier_id"],
            unique=True,
            sqlite_where=sa.text("is_live"),
            postgresql_where=sa.text("is_live"),
        )

    with op.batch_alter_table("citizen_visit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("store_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("online_draft", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reused", sa.JSON(), server_default="{}", nullable=False))

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(
            "ix_person_identity",
            ["identity"],
            unique=False,
            sqlite_where=sa.text("identity <> ''"),
            postgresql_where=sa.text("identity <> ''"),
        )
    _slips_may_be(f"{KINDS}, 'archive_list'")


def _slips_may_be(kinds: str) -> None:
    with op.batch_alter_table("slip", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_slip_kind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_slip_kind"), f"kind IN ({kinds})")


def downgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_person_identity",
            sqlite_where=sa.text("identity <> ''"),
            postgresql_where=sa.text("identity <> ''"),
        )
    with op.batch_alter_table("online_draft", schema=None) as batch_op:
        batch_op.drop_column("reused")

    with op.batch_alter_table("citizen_visit", schema=None) as batch_op:
        batch_op.drop_column("store_at")

    with op.batch_alter_table("archive_line", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_archive_line_one_live", sqlite_where=sa.text("is_live"), postgresql_where=sa.text("is_live")
        )

    op.drop_table("archive_line")
    with op.batch_alter_table("archive_list", schema=None) as batch_op:
        batch_op.drop_index("ix_archive_list_unit")

    op.drop_table("archive_list")
    op.execute("DELETE FROM slip WHERE kind = 'archive_list'")
    _slips_may_be(KINDS)
    with op.batch_alter_table("paper_use", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paper_use_paper_id"))
        batch_op.drop_index(batch_op.f("ix_paper_use_dossier_id"))

    op.drop_table("paper_use")
    with op.batch_alter_table("paper_origin", schema=None) as batch_op:
        batch_op.drop_index("ix_paper_origin_figures")
        batch_op.drop_index(batch_op.f("ix_paper_origin_dossier_id"))

    op.drop_table("paper_origin")
    with op.batch_alter_table("legal_hold", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_legal_hold_one_open",
            sqlite_where=sa.text("lifted_at IS NULL"),
            postgresql_where=sa.text("lifted_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_legal_hold_dossier_id"))

    op.drop_table("legal_hold")
    with op.batch_alter_table("paper_consent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paper_consent_paper_id"))

    op.drop_table("paper_consent")
    with op.batch_alter_table("own_paper", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_own_paper_owner",
            sqlite_where=sa.text("removed_at IS NULL"),
            postgresql_where=sa.text("removed_at IS NULL"),
        )

    op.drop_table("own_paper")
    with op.batch_alter_table("national_answer", schema=None) as batch_op:
        batch_op.drop_index("ix_national_answer_owner")

    op.drop_table("national_answer")
