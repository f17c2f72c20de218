"""Runs migrations on the engine that the program hands over."""

from alembic import context

from academy.schema import metadata

engine = context.config.attributes["engine"]

with engine.connect() as connection:
    if engine.dialect.name == "sqlite":
        # A table that is made anew is taken away in between, and others refer to it by name.
        connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
    if engine.dialect.name == "sqlite":
        connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=ON")
