"""the first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "batch",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.String(length=64), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'running') = (ended_at IS NULL)", name=op.f("ck_batch_end_has_time")),
        sa.CheckConstraint("state IN ('running', 'ended', 'cancelled')", name=op.f("ck_batch_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
        sa.UniqueConstraint("key", name=op.f("uq_batch_key")),
    )
    with op.batch_alter_table("batch", schema=None) as batch_op:
        batch_op.create_index(
            "ix_batch_running",
            ["opened_at"],
            unique=False,
            sqlite_where=sa.text("state = 'running'"),
            postgresql_where=sa.text("state = 'running'"),
        )

    op.create_table(
        "definition",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("deployed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deployed_by", sa.String(length=64), nullable=False),
        sa.Column("approved_by", sa.String(length=64), nullable=True),
        sa.Column("activated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("valid_from_on", sa.Date(), nullable=True),
        sa.Column("valid_to_on", sa.Date(), nullable=True),
        sa.Column("approval_reference", sa.String(length=200), nullable=False),
        sa.Column("version_tag", sa.String(length=100), nullable=False),
        sa.CheckConstraint("state = 'draft' OR activated_at IS NOT NULL", name=op.f("ck_definition_active_has_time")),
        sa.CheckConstraint("state IN ('draft', 'active', 'retired')", name=op.f("ck_definition_state")),
        sa.CheckConstraint("valid_to_on >= valid_from_on", name=op.f("ck_definition_valid_forward")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_definition")),
        sa.UniqueConstraint("key", "version", name=op.f("uq_definition_key_version")),
    )
    with op.batch_alter_table("definition", schema=None) as batch_op:
        batch_op.create_index(
            "ix_definition_active",
            ["key", "valid_from_on"],
            unique=False,
            sqlite_where=sa.text("state = 'active'"),
            postgresql_where=sa.text("state = 'active'"),
        )
        batch_op.create_index("ix_definition_digest", ["key", "digest"], unique=False)

    op.create_table(
        "entry",
        sa.Column("chain", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("payload_digest", sa.String(length=64), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("chain", "seq", name=op.f("pk_entry")),
    )
    op.create_table(
        "head",
        sa.Column("chain", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("chain", name=op.f("pk_head")),
    )
    with op.batch_alter_table("head", schema=None) as batch_op:
        batch_op.create_index(
            "ix_head_unsealed",
            ["chain"],
            unique=False,
            sqlite_where=sa.text("NOT sealed"),
            postgresql_where=sa.text("NOT sealed"),
        )

    op.create_table(
        "payload",
        sa.Column("chain", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("chain", "seq", name=op.f("pk_payload")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("full_name", sa.String(length=300), nullable=False),
        sa.Column("identity", sa.String(length=20), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.CheckConstraint("kind IN ('citizen', 'organisation')", name=op.f("ck_person_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_table(
        "seal",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heads", sa.LargeBinary(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_seal")),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=50), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("parent_id", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("calendar", sa.String(length=50), nullable=False),
        sa.Column("phone", sa.String(length=50), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("code", name=op.f("uq_unit_code")),
    )
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "batch_row",
        sa.Column("batch_id", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("instance_id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'waiting') = (settled_at IS NULL)", name=op.f("ck_batch_row_settled_has_time")),
        sa.CheckConstraint("state IN ('waiting', 'done', 'refused', 'cancelled')", name=op.f("ck_batch_row_state")),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_batch_row_batch_id")),
        sa.PrimaryKeyConstraint("batch_id", "place", name=op.f("pk_batch_row")),
        sa.UniqueConstraint("batch_id", "instance_id", name=op.f("uq_batch_row_batch_id_instance_id")),
    )
    with op.batch_alter_table("batch_row", schema=None) as batch_op:
        batch_op.create_index(
            "ix_batch_row_waiting",
            ["batch_id", "place"],
            unique=False,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )

    op.create_table(
        "code_counter",
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("day_on", sa.Date(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_code_counter_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "day_on", name=op.f("pk_code_counter")),
    )
    op.create_table(
        "definition_file",
        sa.Column("definition_id", sa.String(length=32), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["definition_id"], ["definition.id"], name=op.f("fk_definition_file_definition_id")),
        sa.PrimaryKeyConstraint("definition_id", "path", name=op.f("pk_definition_file")),
    )
    op.create_table(
        "instance",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("definition_id", sa.String(length=32), nullable=False),
        sa.Column("business_key", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("frontier", sa.LargeBinary(), nullable=False),
        sa.Column("standing", sa.JSON(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_by", sa.String(length=64), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_in", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            "(state IN ('ended', 'cancelled')) = (ended_at IS NOT NULL)", name=op.f("ck_instance_end_has_time")
        ),
        sa.CheckConstraint("state IN ('running', 'suspended', 'ended', 'cancelled')", name=op.f("ck_instance_state")),
        sa.ForeignKeyConstraint(["definition_id"], ["definition.id"], name=op.f("fk_instance_definition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instance")),
    )
    with op.batch_alter_table("instance", schema=None) as batch_op:
        batch_op.create_index("ix_instance_business_key", ["business_key"], unique=False)
        batch_op.create_index("ix_instance_definition", ["definition_id", "state"], unique=False)

    op.create_table(
        "number_book",
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=50), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_number_book_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "kind", "year", name=op.f("pk_number_book")),
    )
    op.create_table(
        "officer",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("full_name", sa.String(length=200), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_officer_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officer")),
        sa.UniqueConstraint("name", name=op.f("uq_officer_name")),
    )
    with op.batch_alter_table("officer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_officer_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "dossier",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=50), nullable=False),
        sa.Column("procedure", sa.String(length=100), nullable=False),
        sa.Column("procedure_name", sa.String(length=500), nullable=False),
        sa.Column("definition_id", sa.String(length=32), nullable=False),
        sa.Column("instance_id", sa.String(length=32), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("handling_unit_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("received_by", sa.String(length=100), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("clock_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("original_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("term", sa.String(length=20), nullable=False),
        sa.Column("rule_pack", sa.String(length=20), nullable=False),
        sa.Column("calendar", sa.String(length=50), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("look_up", sa.Text(), nullable=False),
        sa.Column("supplement_count", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("channel IN ('counter', 'online', 'post')", name=op.f("ck_dossier_channel")),
        sa.CheckConstraint(
            "state <> 'finished' OR finished_at IS NOT NULL", name=op.f("ck_dossier_finished_has_instant")
        ),
        sa.CheckConstraint(
            "state <> 'returned' OR returned_at IS NOT NULL", name=op.f("ck_dossier_returned_has_instant")
        ),
        sa.CheckConstraint(
            "state IN ('submitted', 'accepted', 'refused', 'handling', 'supplement', 'payment', 'withdrawal', 'stopped', 'finished', 'returned')",
            name=op.f("ck_dossier_state"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('accepted', 'handling') OR due_at IS NOT NULL", name=op.f("ck_dossier_accepted_has_due")
        ),
        sa.CheckConstraint("due_at IS NULL OR original_due_at IS NOT NULL", name=op.f("ck_dossier_due_has_original")),
        sa.ForeignKeyConstraint(["definition_id"], ["definition.id"], name=op.f("fk_dossier_definition_id")),
        sa.ForeignKeyConstraint(["handling_unit_id"], ["unit.id"], name=op.f("fk_dossier_handling_unit_id")),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name=op.f("fk_dossier_instance_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_dossier_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_dossier_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier")),
        sa.UniqueConstraint("code", name=op.f("uq_dossier_code")),
        sa.UniqueConstraint("instance_id", name=op.f("uq_dossier_instance_id")),
    )
    with op.batch_alter_table("dossier", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dossier_handling_unit_id"), ["handling_unit_id"], unique=False)
        batch_op.create_index(
            "ix_dossier_open_due",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL AND due_at IS NOT NULL"),
            postgresql_where=sa.text("closed_at IS NULL AND due_at IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_dossier_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_dossier_state", ["state", "submitted_at"], unique=False)
        batch_op.create_index("ix_dossier_submitted", ["submitted_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_dossier_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "inbox_message",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("message", sa.String(length=100), nullable=False),
        sa.Column("correlation", sa.String(length=200), nullable=False),
        sa.Column("variables", sa.JSON(), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("instance_id", sa.String(length=32), nullable=True),
        sa.CheckConstraint("(received_at IS NULL) = (instance_id IS NULL)", name=op.f("ck_inbox_message_received_by")),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name=op.f("fk_inbox_message_instance_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox_message")),
        sa.UniqueConstraint("key", name=op.f("uq_inbox_message_key")),
    )
    with op.batch_alter_table("inbox_message", schema=None) as batch_op:
        batch_op.create_index(
            "ix_inbox_message_waiting",
            ["message", "correlation"],
            unique=False,
            sqlite_where=sa.text("received_at IS NULL"),
            postgresql_where=sa.text("received_at IS NULL"),
        )

    op.create_table(
        "job",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("instance_id", sa.String(length=32), nullable=True),
        sa.Column("token", sa.String(length=32), nullable=True),
        sa.Column("element", sa.String(length=200), nullable=False),
        sa.Column("operation", sa.String(length=64), nullable=False),
        sa.Column("variables", sa.JSON(), nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("lease", sa.String(length=32), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'running') = (lease IS NOT NULL)", name=op.f("ck_job_running_has_lease")),
        sa.CheckConstraint(
            "(state IN ('done', 'cancelled')) = (settled_at IS NOT NULL)", name=op.f("ck_job_settled_has_time")
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'running', 'incident', 'done', 'cancelled')", name=op.f("ck_job_state")
        ),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name=op.f("fk_job_instance_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index(
            "ix_job_due",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("state IN ('waiting', 'running') AND NOT held"),
            postgresql_where=sa.text("state IN ('waiting', 'running') AND NOT held"),
        )
        batch_op.create_index("ix_job_instance", ["instance_id", "state"], unique=False)

    op.create_table(
        "request_key",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("officer_id", sa.String(length=32), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_request_key_officer_id")),
        sa.PrimaryKeyConstraint("key", "officer_id", name=op.f("pk_request_key")),
    )
    with op.batch_alter_table("request_key", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_request_key_at"), ["at"], unique=False)

    op.create_table(
        "role_holding",
        sa.Column("officer_id", sa.String(length=32), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=50), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_role_holding_officer_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_role_holding_unit_id")),
        sa.PrimaryKeyConstraint("officer_id", "unit_id", "role", name=op.f("pk_role_holding")),
    )
    op.create_table(
        "subscription",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("instance_id", sa.String(length=32), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("element", sa.String(length=200), nullable=False),
        sa.Column("message", sa.String(length=100), nullable=False),
        sa.Column("correlation", sa.String(length=200), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name=op.f("fk_subscription_instance_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
        sa.UniqueConstraint("instance_id", "token", name=op.f("uq_subscription_instance_id_token")),
    )
    with op.batch_alter_table("subscription", schema=None) as batch_op:
        batch_op.create_index("ix_subscription_message", ["message", "correlation"], unique=False)

    op.create_table(
        "substitution",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("officer_id", sa.String(length=32), nullable=False),
        sa.Column("substitute_id", sa.String(length=32), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("procedures", sa.JSON(), nullable=False),
        sa.CheckConstraint("from_at < until_at", name=op.f("ck_substitution_order")),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_substitution_officer_id")),
        sa.ForeignKeyConstraint(["substitute_id"], ["officer.id"], name=op.f("fk_substitution_substitute_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_substitution")),
    )
    with op.batch_alter_table("substitution", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_substitution_substitute_id"), ["substitute_id"], unique=False)

    op.create_table(
        "task",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("instance_id", sa.String(length=32), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("process", sa.String(length=64), nullable=False),
        sa.Column("element", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.Column("groups", sa.JSON(), nullable=False),
        sa.Column("form_id", sa.String(length=200), nullable=False),
        sa.Column("properties", sa.JSON(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("assignee", sa.String(length=64), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_by", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "(state = 'completed') = (completed_at IS NOT NULL)", name=op.f("ck_task_completed_has_time")
        ),
        sa.CheckConstraint("state <> 'claimed' OR assignee IS NOT NULL", name=op.f("ck_task_claimed_has_assignee")),
        sa.CheckConstraint("state IN ('open', 'claimed', 'completed', 'cancelled')", name=op.f("ck_task_state")),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name=op.f("fk_task_instance_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
    )
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.create_index("ix_task_instance", ["instance_id", "state"], unique=False)
        batch_op.create_index(
            "ix_task_open_assignee",
            ["assignee", "opened_at"],
            unique=False,
            sqlite_where=sa.text("state IN ('open', 'claimed')"),
            postgresql_where=sa.text("state IN ('open', 'claimed')"),
        )
        batch_op.create_index(
            "ix_task_open_role",
            ["role", "opened_at"],
            unique=False,
            sqlite_where=sa.text("state IN ('open', 'claimed')"),
            postgresql_where=sa.text("state IN ('open', 'claimed')"),
        )

    op.create_table(
        "timer",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("instance_id", sa.String(length=32), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("element", sa.String(length=200), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'waiting') = (settled_at IS NULL)", name=op.f("ck_timer_settled_has_time")),
        sa.CheckConstraint("state IN ('waiting', 'fired', 'cancelled')", name=op.f("ck_timer_state")),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name=op.f("fk_timer_instance_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timer")),
    )
    with op.batch_alter_table("timer", schema=None) as batch_op:
        batch_op.create_index(
            "ix_timer_due",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("state = 'waiting' AND NOT held"),
            postgresql_where=sa.text("state = 'waiting' AND NOT held"),
        )
        batch_op.create_index("ix_timer_instance", ["instance_id", "state"], unique=False)

    op.create_table(
        "web_session",
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("officer_id", sa.String(length=32), nullable=False),
        sa.Column("csrf", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_web_session_officer_id")),
        sa.PrimaryKeyConstraint("token_digest", name=op.f("pk_web_session")),
    )
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_web_session_ends_at"), ["ends_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_web_session_officer_id"), ["officer_id"], unique=False)

    op.create_table(
        "dossier_paper",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("dossier_id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=50), nullable=False),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("originals", sa.Integer(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("originals >= 0 AND copies >= 0", name=op.f("ck_dossier_paper_counts")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_dossier_paper_dossier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_paper")),
    )
    with op.batch_alter_table("dossier_paper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dossier_paper_dossier_id"), ["dossier_id"], unique=False)

    op.create_table(
        "incident",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("instance_id", sa.String(length=32), nullable=True),
        sa.Column("job_id", sa.String(length=32), nullable=True),
        sa.Column("token", sa.String(length=32), nullable=True),
        sa.Column("element", sa.String(length=200), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("solved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("solved_by", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name=op.f("fk_incident_instance_id")),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_incident_job_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
    )
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.create_index("ix_incident_instance", ["instance_id"], unique=False)
        batch_op.create_index(
            "ix_incident_open",
            ["code", "opened_at"],
            unique=False,
            sqlite_where=sa.text("solved_at IS NULL"),
            postgresql_where=sa.text("solved_at IS NULL"),
        )

    op.create_table(
        "notice",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("dossier_id", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("recipient", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_notice_dossier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notice_dossier_id"), ["dossier_id"], unique=False)

    op.create_table(
        "pause",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("dossier_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('restart', 'suspend', 'reception')", name=op.f("ck_pause_kind")),
        sa.CheckConstraint("until_at IS NULL OR until_at >= from_at", name=op.f("ck_pause_order")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_pause_dossier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pause")),
    )
    with op.batch_alter_table("pause", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pause_dossier_id"), ["dossier_id"], unique=False)
        batch_op.create_index(
            "ix_pause_one_open",
            ["dossier_id"],
            unique=True,
            sqlite_where=sa.text("until_at IS NULL"),
            postgresql_where=sa.text("until_at IS NULL"),
        )

    op.create_table(
        "result",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("dossier_id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("draft_digest", sa.String(length=64), nullable=False),
        sa.Column("signed_digest", sa.String(length=64), nullable=True),
        sa.Column("numbered_digest", sa.String(length=64), nullable=True),
        sa.Column("issued_digest", sa.String(length=64), nullable=True),
        sa.Column("signed_by", sa.String(length=100), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=True),
        sa.Column("book", sa.String(length=50), nullable=True),
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("serial", sa.Integer(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("numbered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('granted', 'refused')", name=op.f("ck_result_kind")),
        sa.CheckConstraint("state = 'drafted' OR signed_digest IS NOT NULL", name=op.f("ck_result_signed_has_bytes")),
        sa.CheckConstraint(
            "state IN ('drafted', 'signed') OR number IS NOT NULL", name=op.f("ck_result_numbered_has_number")
        ),
        sa.CheckConstraint(
            "state IN ('drafted', 'signed', 'numbered', 'issued', 'returned')", name=op.f("ck_result_state")
        ),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_result_dossier_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_result_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result")),
        sa.UniqueConstraint("dossier_id", "key", name=op.f("uq_result_dossier_id_key")),
        sa.UniqueConstraint("unit_id", "book", "year", "serial", name=op.f("uq_result_unit_id_book_year_serial")),
    )
    op.create_table(
        "slip",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("dossier_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("number", sa.String(length=50), nullable=False),
        sa.Column("job_key", sa.String(length=64), nullable=False),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('receipt', 'supplement', 'refusal', 'apology', 'stop', 'control', 'register')",
            name=op.f("ck_slip_kind"),
        ),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_slip_dossier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slip")),
        sa.UniqueConstraint("job_key", name=op.f("uq_slip_job_key")),
    )
    with op.batch_alter_table("slip", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slip_dossier_id"), ["dossier_id"], unique=False)

    op.create_table(
        "snapshot",
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.Column("instance_id", sa.String(length=32), nullable=False),
        sa.Column("definition_id", sa.String(length=32), nullable=False),
        sa.Column("frontier", sa.LargeBinary(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["definition_id"], ["definition.id"], name=op.f("fk_snapshot_definition_id")),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name=op.f("fk_snapshot_instance_id")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_snapshot_task_id")),
        sa.PrimaryKeyConstraint("task_id", name=op.f("pk_snapshot")),
    )
    with op.batch_alter_table("snapshot", schema=None) as batch_op:
        batch_op.create_index("ix_snapshot_instance", ["instance_id", "taken_at"], unique=False)
        batch_op.create_index("ix_snapshot_taken", ["taken_at"], unique=False)

    op.create_table(
        "step_term",
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.Column("dossier_id", sa.String(length=32), nullable=False),
        sa.Column("element", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=50), nullable=False),
        sa.Column("assignee", sa.String(length=100), nullable=True),
        sa.Column("term", sa.String(length=20), nullable=False),
        sa.Column("escalate_to", sa.String(length=50), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("warn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("escalate_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sort_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_step_term_closed_has_instant")
        ),
        sa.CheckConstraint("state <> 'closed' OR next_at IS NULL", name=op.f("ck_step_term_closed_is_not_swept")),
        sa.CheckConstraint(
            "state IN ('running', 'warned', 'breached', 'escalated', 'closed')", name=op.f("ck_step_term_state")
        ),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_step_term_dossier_id")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_step_term_task_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_step_term_unit_id")),
        sa.PrimaryKeyConstraint("task_id", name=op.f("pk_step_term")),
    )
    with op.batch_alter_table("step_term", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_step_term_dossier_id"), ["dossier_id"], unique=False)
        batch_op.create_index(
            "ix_step_term_free",
            ["unit_id", "role", "sort_at", "task_id"],
            unique=False,
            sqlite_where=sa.text("state <> 'closed' AND assignee IS NULL"),
            postgresql_where=sa.text("state <> 'closed' AND assignee IS NULL"),
        )
        batch_op.create_index(
            "ix_step_term_free_stage",
            ["unit_id", "role", "stage", "sort_at", "task_id"],
            unique=False,
            sqlite_where=sa.text("state <> 'closed' AND assignee IS NULL"),
            postgresql_where=sa.text("state <> 'closed' AND assignee IS NULL"),
        )
        batch_op.create_index(
            "ix_step_term_late",
            ["unit_id", "due_at"],
            unique=False,
            sqlite_where=sa.text("state <> 'closed'"),
            postgresql_where=sa.text("state <> 'closed'"),
        )
        batch_op.create_index(
            "ix_step_term_mine",
            ["assignee", "sort_at", "task_id"],
            unique=False,
            sqlite_where=sa.text("state <> 'closed'"),
            postgresql_where=sa.text("state <> 'closed'"),
        )
        batch_op.create_index(
            "ix_step_term_next",
            ["next_at"],
            unique=False,
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )

    op.create_table(
        "supplement",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("dossier_id", sa.String(length=32), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(length=100), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("answered_at IS NULL OR expired_at IS NULL", name=op.f("ck_supplement_one_end")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_supplement_dossier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplement")),
        sa.UniqueConstraint("dossier_id", "ordinal", name=op.f("uq_supplement_dossier_id_ordinal")),
    )
    op.create_table(
        "escalation",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.Column("dossier_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('warning', 'breach', 'escalation')", name=op.f("ck_escalation_kind")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_escalation_dossier_id")),
        sa.ForeignKeyConstraint(["task_id"], ["step_term.task_id"], name=op.f("fk_escalation_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation")),
        sa.UniqueConstraint("task_id", "kind", name=op.f("uq_escalation_task_id_kind")),
    )
    with op.batch_alter_table("escalation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_escalation_dossier_id"), ["dossier_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("escalation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_escalation_dossier_id"))

    op.drop_table("escalation")
    op.drop_table("supplement")
    with op.batch_alter_table("step_term", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_step_term_next",
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_step_term_mine",
            sqlite_where=sa.text("state <> 'closed'"),
            postgresql_where=sa.text("state <> 'closed'"),
        )
        batch_op.drop_index(
            "ix_step_term_late",
            sqlite_where=sa.text("state <> 'closed'"),
            postgresql_where=sa.text("state <> 'closed'"),
        )
        batch_op.drop_index(
            "ix_step_term_free_stage",
            sqlite_where=sa.text("state <> 'closed' AND assignee IS NULL"),
            postgresql_where=sa.text("state <> 'closed' AND assignee IS NULL"),
        )
        batch_op.drop_index(
            "ix_step_term_free",
            sqlite_where=sa.text("state <> 'closed' AND assignee IS NULL"),
            postgresql_where=sa.text("state <> 'closed' AND assignee IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_step_term_dossier_id"))

    op.drop_table("step_term")
    with op.batch_alter_table("snapshot", schema=None) as batch_op:
        batch_op.drop_index("ix_snapshot_taken")
        batch_op.drop_index("ix_snapshot_instance")

    op.drop_table("snapshot")
    with op.batch_alter_table("slip", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slip_dossier_id"))

    op.drop_table("slip")
    op.drop_table("result")
    with op.batch_alter_table("pause", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_pause_one_open", sqlite_where=sa.text("until_at IS NULL"), postgresql_where=sa.text("until_at IS NULL")
        )
        batch_op.drop_index(batch_op.f("ix_pause_dossier_id"))

    op.drop_table("pause")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notice_dossier_id"))

    op.drop_table("notice")
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_incident_open", sqlite_where=sa.text("solved_at IS NULL"), postgresql_where=sa.text("solved_at IS NULL")
        )
        batch_op.drop_index("ix_incident_instance")

    op.drop_table("incident")
    with op.batch_alter_table("dossier_paper", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dossier_paper_dossier_id"))

    op.drop_table("dossier_paper")
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_web_session_officer_id"))
        batch_op.drop_index(batch_op.f("ix_web_session_ends_at"))

    op.drop_table("web_session")
    with op.batch_alter_table("timer", schema=None) as batch_op:
        batch_op.drop_index("ix_timer_instance")
        batch_op.drop_index(
            "ix_timer_due",
            sqlite_where=sa.text("state = 'waiting' AND NOT held"),
            postgresql_where=sa.text("state = 'waiting' AND NOT held"),
        )

    op.drop_table("timer")
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_task_open_role",
            sqlite_where=sa.text("state IN ('open', 'claimed')"),
            postgresql_where=sa.text("state IN ('open', 'claimed')"),
        )
        batch_op.drop_index(
            "ix_task_open_assignee",
            sqlite_where=sa.text("state IN ('open', 'claimed')"),
            postgresql_where=sa.text("state IN ('open', 'claimed')"),
        )
        batch_op.drop_index("ix_task_instance")

    op.drop_table("task")
    with op.batch_alter_table("substitution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_substitution_substitute_id"))

    op.drop_table("substitution")
    with op.batch_alter_table("subscription", schema=None) as batch_op:
        batch_op.drop_index("ix_subscription_message")

    op.drop_table("subscription")
    op.drop_table("role_holding")
    with op.batch_alter_table("request_key", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_request_key_at"))

    op.drop_table("request_key")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index("ix_job_instance")
        batch_op.drop_index(
            "ix_job_due",
            sqlite_where=sa.text("state IN ('waiting', 'running') AND NOT held"),
            postgresql_where=sa.text("state IN ('waiting', 'running') AND NOT held"),
        )

    op.drop_table("job")
    with op.batch_alter_table("inbox_message", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_inbox_message_waiting",
            sqlite_where=sa.text("received_at IS NULL"),
            postgresql_where=sa.text("received_at IS NULL"),
        )

    op.drop_table("inbox_message")
    with op.batch_alter_table("dossier", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dossier_unit_id"))
        batch_op.drop_index("ix_dossier_submitted")
        batch_op.drop_index("ix_dossier_state")
        batch_op.drop_index(batch_op.f("ix_dossier_person_id"))
        batch_op.drop_index(
            "ix_dossier_open_due",
            sqlite_where=sa.text("closed_at IS NULL AND due_at IS NOT NULL"),
            postgresql_where=sa.text("closed_at IS NULL AND due_at IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_dossier_handling_unit_id"))

    op.drop_table("dossier")
    with op.batch_alter_table("officer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_officer_unit_id"))

    op.drop_table("officer")
    op.drop_table("number_book")
    with op.batch_alter_table("instance", schema=None) as batch_op:
        batch_op.drop_index("ix_instance_definition")
        batch_op.drop_index("ix_instance_business_key")

    op.drop_table("instance")
    op.drop_table("definition_file")
    op.drop_table("code_counter")
    with op.batch_alter_table("batch_row", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_batch_row_waiting",
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )

    op.drop_table("batch_row")
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_parent_id"))

    op.drop_table("unit")
    op.drop_table("seal")
    op.drop_table("person")
    op.drop_table("payload")
    with op.batch_alter_table("head", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_head_unsealed", sqlite_where=sa.text("NOT sealed"), postgresql_where=sa.text("NOT sealed")
        )

    op.drop_table("head")
    op.drop_table("entry")
    with op.batch_alter_table("definition", schema=None) as batch_op:
        batch_op.drop_index("ix_definition_digest")
        batch_op.drop_index(
            "ix_definition_active",
            sqlite_where=sa.text("state = 'active'"),
            postgresql_where=sa.text("state = 'active'"),
        )

    op.drop_table("definition")
    with op.batch_alter_table("batch", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_batch_running", sqlite_where=sa.text("state = 'running'"), postgresql_where=sa.text("state = 'running'")
        )

    op.drop_table("batch")
