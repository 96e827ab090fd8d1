"""overviews read indexes alone."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

OPEN = "state <> 'closed'"
ASKED = "closed_at IS NULL AND supplement_count > 0"
RECEIVED = ["submitted_at", "id", "unit_id", "handling_unit_id", "procedure", "finished_at"]
BOARD = [
    "unit_id", "procedure", "procedure_name", "assignee", "element", "sort_at", "soon_at", "paused_at", "due_at",
    "opened_at", "task_id", "state",
]  # fmt: skip


def upgrade() -> None:
    op.create_index("ix_instance_started", "instance", ["started_at"])
    op.drop_index("ix_dossier_submitted", "dossier")
    op.create_index("ix_dossier_submitted", "dossier", RECEIVED)
    _where("ix_dossier_asked", "dossier", ["due_at"], ASKED)
    op.drop_index("ix_step_term_late", "step_term")
    _where("ix_step_term_late", "step_term", ["unit_id", "due_at", "task_id"], OPEN)
    _where("ix_step_term_board", "step_term", BOARD, OPEN)


def _where(name: str, table: str, columns: list[str], condition: str) -> None:
    when = sa.text(condition)
    op.create_index(name, table, columns, sqlite_where=when, postgresql_where=when)


def downgrade() -> None:
    op.drop_index("ix_step_term_board", "step_term")
    op.drop_index("ix_step_term_late", "step_term")
    _where("ix_step_term_late", "step_term", ["unit_id", "due_at"], OPEN)
    op.drop_index("ix_dossier_asked", "dossier")
    op.drop_index("ix_dossier_submitted", "dossier")
    op.create_index("ix_dossier_submitted", "dossier", ["submitted_at"])
    op.drop_index("ix_instance_started", "instance")
