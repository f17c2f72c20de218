"""`flask db`: the schema."""

import click
from flask import current_app
from flask.cli import AppGroup

from academy.db import migrate
from academy.db.transaction import ENGINE

database = AppGroup("db", help="The database's schema.")


@database.command("upgrade")
def upgrade() -> None:
    """Bring the schema up to date; on an empty database, make it."""
    migrate.upgrade(current_app.extensions[ENGINE])
    click.echo("The schema is up to date.")


@database.command("downgrade")
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Take the schema back to REVISION."""
    migrate.downgrade(current_app.extensions[ENGINE], revision)
    click.echo(f"The schema is back at {revision}.")


@database.command("revision")
@click.option("-m", "--message", required=True, help="What the migration does.")
def revision(message: str) -> None:
    """Propose a migration: the difference between the models and this database."""
    migrate.propose(current_app.extensions[ENGINE], message)
    click.echo("Read the new file under migrations/versions, and mend it.")
