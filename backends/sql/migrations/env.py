"""Run by Alembic for each command; the connection comes from ``backends.sql.schema``."""

from alembic import context

from backends.sql.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite can't alter a column in place.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
