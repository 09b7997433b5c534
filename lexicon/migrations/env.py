"""alembic's way in. The store passes its own connection, already inside the one transaction."""

from alembic import context

from lexicon.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
