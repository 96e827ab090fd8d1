"""the law of the desk."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "number_note",
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("book", sa.String(length=50), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("serial", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('reserved', 'cancelled')", name=op.f("ck_number_note_kind")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_number_note_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "book", "year", "serial", name=op.f("pk_number_note")),
    )
    op.create_table(
        "signing_authority",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("officer_id", sa.String(length=32), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("form", sa.String(length=5), nullable=False),
        sa.Column("head_title", sa.String(length=200), nullable=False),
        sa.Column("procedures", sa.JSON(), nullable=False),
        sa.Column("basis", sa.String(length=300), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.CheckConstraint("form IN ('', 'TM', 'KT', 'TL', 'TUQ', 'Q')", name=op.f("ck_signing_authority_form")),
        sa.CheckConstraint("until_on >= from_on", name=op.f("ck_signing_authority_order")),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_signing_authority_officer_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_signing_authority_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_authority")),
    )
    with op.batch_alter_table("signing_authority", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_signing_authority_officer_id"), ["officer_id"], unique=False)

    op.create_table(
        "apology",
        sa.Column("dossier_id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("new_due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("drafted_by", sa.String(length=100), nullable=False),
        sa.Column("draft_digest", sa.String(length=64), nullable=True),
        sa.Column("signed_by", sa.String(length=100), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'signed') = (signed_at IS NOT NULL)", name=op.f("ck_apology_signed_has_instant")),
        sa.CheckConstraint("state IN ('drafted', 'signed', 'needless')", name=op.f("ck_apology_state")),
        sa.CheckConstraint("new_due_at > due_at", name=op.f("ck_apology_later")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_apology_dossier_id")),
        sa.PrimaryKeyConstraint("dossier_id", name=op.f("pk_apology")),
    )
    with op.batch_alter_table("apology", schema=None) as batch_op:
        batch_op.create_index(
            "ix_apology_open",
            ["drafted_at"],
            unique=False,
            sqlite_where=sa.text("state = 'drafted'"),
            postgresql_where=sa.text("state = 'drafted'"),
        )

    op.create_table(
        "consultation",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("dossier_id", sa.String(length=32), nullable=False),
        sa.Column("agency", sa.String(length=300), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("papers", sa.JSON(), nullable=False),
        sa.Column("silence", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("asked_by", sa.String(length=100), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("extended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("opinion", sa.String(length=20), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.String(length=100), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'answered') = (answered_at IS NOT NULL)", name=op.f("ck_consultation_answered_has_instant")
        ),
        sa.CheckConstraint("opinion IN ('', 'agreed', 'objected', 'remarked')", name=op.f("ck_consultation_opinion")),
        sa.CheckConstraint("silence IN ('wait', 'consent', 'report')", name=op.f("ck_consultation_silence")),
        sa.CheckConstraint("state IN ('open', 'answered', 'silent', 'cancelled')", name=op.f("ck_consultation_state")),
        sa.CheckConstraint("due_at > asked_at", name=op.f("ck_consultation_order")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_consultation_dossier_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_consultation_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
    )
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consultation_dossier_id"), ["dossier_id"], unique=False)
        batch_op.create_index(
            "ix_consultation_next",
            ["next_at"],
            unique=False,
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_consultation_unit",
            ["unit_id", "due_at"],
            unique=False,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.create_table(
        "payment",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("dossier_id", sa.String(length=32), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("receipt_number", sa.String(length=50), nullable=False),
        sa.Column("taken_by", sa.String(length=100), nullable=False),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refunded_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("way IN ('cash', 'card', 'transfer', 'online')", name=op.f("ck_payment_way")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payment_amount")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_payment_dossier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        sa.UniqueConstraint("receipt_number", name=op.f("uq_payment_receipt_number")),
    )
    with op.batch_alter_table("payment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_payment_dossier_id"), ["dossier_id"], unique=False)

    op.create_table(
        "rating",
        sa.Column("dossier_id", sa.String(length=32), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("channel IN ('counter', 'online')", name=op.f("ck_rating_channel")),
        sa.CheckConstraint("level IN ('very_satisfied', 'satisfied', 'unsatisfied')", name=op.f("ck_rating_level")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_rating_dossier_id")),
        sa.PrimaryKeyConstraint("dossier_id", name=op.f("pk_rating")),
    )
    op.create_table(
        "ticket",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("day_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("called_by", sa.String(length=100), nullable=False),
        sa.Column("place", sa.String(length=30), nullable=False),
        sa.Column("served_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dossier_id", sa.String(length=32), nullable=True),
        sa.CheckConstraint("served_at IS NULL OR called_at IS NOT NULL", name=op.f("ck_ticket_called_before_served")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_ticket_dossier_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_ticket_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket")),
        sa.UniqueConstraint("unit_id", "day_on", "number", name=op.f("uq_ticket_unit_id_day_on_number")),
    )
    with op.batch_alter_table("dossier", schema=None) as batch_op:
        batch_op.add_column(sa.Column("supplement_leave", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("representative", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("identified_by", sa.String(length=30), server_default="", nullable=False))
        batch_op.add_column(sa.Column("request", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("sets", sa.Integer(), server_default="1", nullable=False))
        batch_op.add_column(sa.Column("return_way", sa.String(length=20), server_default="counter", nullable=False))
        batch_op.add_column(sa.Column("post_number", sa.String(length=50), server_default="", nullable=False))
        batch_op.add_column(sa.Column("answer_by_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("promised_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("apology_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("register_volume", sa.String(length=50), server_default="", nullable=False))
        batch_op.add_column(sa.Column("register_serial", sa.Integer(), nullable=True))
        batch_op.create_index(
            "ix_dossier_apology",
            ["apology_at"],
            unique=False,
            sqlite_where=sa.text("apology_at IS NOT NULL"),
            postgresql_where=sa.text("apology_at IS NOT NULL"),
        )

    with op.batch_alter_table("dossier_paper", schema=None) as batch_op:
        batch_op.add_column(sa.Column("certified", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("source", sa.String(length=20), server_default="brought", nullable=False))
        batch_op.add_column(sa.Column("reference", sa.String(length=200), server_default="", nullable=False))
        batch_op.add_column(sa.Column("issued_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("valid_until_on", sa.Date(), nullable=True))

    with op.batch_alter_table("pause", schema=None) as batch_op:
        batch_op.add_column(sa.Column("key", sa.String(length=50), server_default="", nullable=False))
        batch_op.add_column(sa.Column("basis", sa.String(length=300), server_default="", nullable=False))
        batch_op.add_column(sa.Column("evidence", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("paused_by", sa.String(length=100), server_default="", nullable=False))
        batch_op.add_column(sa.Column("at_most_until_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(
            "ix_pause_at_most",
            ["at_most_until_at"],
            unique=False,
            sqlite_where=sa.text("until_at IS NULL AND at_most_until_at IS NOT NULL"),
            postgresql_where=sa.text("until_at IS NULL AND at_most_until_at IS NOT NULL"),
        )

    with op.batch_alter_table("result", schema=None) as batch_op:
        batch_op.add_column(sa.Column("signed_as", sa.String(length=200), server_default="", nullable=False))

    _slips_of_a_unit()

    with op.batch_alter_table("substitution", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reason", sa.String(length=300), server_default="", nullable=False))

    with op.batch_alter_table("supplement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("allowed_by", sa.String(length=100), server_default="", nullable=False))
        batch_op.add_column(sa.Column("allowed_reason", sa.Text(), server_default="", nullable=False))

    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("valid_from_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("valid_until_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("successor_code", sa.String(length=50), server_default="", nullable=False))


def _slips_of_a_unit() -> None:
    """A slip may belong to a unit in place of a dossier, and there are two kinds more."""
    checks = {
        "ck_slip_kind": "kind IN ('receipt', 'supplement', 'refusal', 'apology', 'stop', 'control', 'register', "
        "'handover', 'result_receipt')",
        "ck_slip_belongs": "dossier_id IS NOT NULL OR unit_id IS NOT NULL",
    }
    with op.batch_alter_table("slip", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unit_id", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("scope", sa.JSON(), server_default="{}", nullable=False))
        batch_op.add_column(sa.Column("paper_size", sa.String(length=2), server_default="", nullable=False))
        batch_op.alter_column("dossier_id", existing_type=sa.VARCHAR(length=32), nullable=True)
        batch_op.create_index(batch_op.f("ix_slip_unit_id"), ["unit_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_slip_unit_id"), "unit", ["unit_id"], ["id"])
        batch_op.drop_constraint(op.f("ck_slip_kind"), type_="check")
        for name, condition in checks.items():
            batch_op.create_check_constraint(op.f(name), condition)


# What each table had gained, to be taken back: columns, and indexes on them.
GAINED = {
    "unit": (("successor_code", "valid_until_on", "valid_from_on"), ()),
    "supplement": (("allowed_reason", "allowed_by"), ()),
    "substitution": (("reason",), ()),
    "result": (("signed_as",), ()),
    "pause": (("at_most_until_at", "paused_by", "evidence", "basis", "key"), ("ix_pause_at_most",)),
    "dossier_paper": (("valid_until_on", "issued_on", "reference", "source", "certified"), ()),
    "dossier": (
        ("register_serial", "register_volume", "apology_at", "promised_at", "answer_by_at", "post_number",
         "return_way", "sets", "request", "identified_by", "representative", "supplement_leave"),
        ("ix_dossier_apology",),
    ),
}  # fmt: skip


def downgrade() -> None:
    """Back to the desk of the first tables: slips of a unit, and what only the new tables hold, are lost."""
    _slips_of_a_dossier()
    for table, (columns, indexes) in GAINED.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for index in indexes:
                batch_op.drop_index(index)
            for column in columns:
                batch_op.drop_column(column)
    for table in ("ticket", "rating", "payment", "consultation", "apology", "signing_authority", "number_note"):
        op.drop_table(table)


def _slips_of_a_dossier() -> None:
    """Slips belong to a dossier again, and there are two kinds less."""
    op.execute("DELETE FROM slip WHERE dossier_id IS NULL OR kind IN ('handover', 'result_receipt')")
    kinds = "kind IN ('receipt', 'supplement', 'refusal', 'apology', 'stop', 'control', 'register')"
    with op.batch_alter_table("slip", schema=None) as batch_op:
        for name in ("ck_slip_kind", "ck_slip_belongs"):
            batch_op.drop_constraint(op.f(name), type_="check")
        batch_op.create_check_constraint(op.f("ck_slip_kind"), kinds)
        batch_op.drop_constraint(op.f("fk_slip_unit_id"), type_="foreignkey")
        batch_op.drop_index(op.f("ix_slip_unit_id"))
        batch_op.alter_column("dossier_id", existing_type=sa.VARCHAR(length=32), nullable=False)
        for column in ("paper_size", "scope", "unit_id"):
            batch_op.drop_column(column)
