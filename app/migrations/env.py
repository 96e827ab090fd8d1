"""Alembic asks this page how to run: on the connection it is given, inside the caller's transaction."""

from alembic import context

from app.migrations.tables import METADATA, is_ours

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    # SQLite cannot alter most things: Alembic copies the table instead.
    render_as_batch=True,
    compare_type=True,
    transactional_ddl=True,
    include_object=is_ours,
    render_item=context.config.attributes.get("render_item"),
)
context.run_migrations()
