"""The schema's history, run from inside the program."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

MIGRATIONS = Path(__file__).parents[2] / "migrations"


def config_for(engine: Engine) -> Config:
    """Return Alembic's configuration for a database; there is no `alembic.ini` to forget."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["engine"] = engine
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database's schema up to `revision`."""
    command.upgrade(config_for(engine), revision)


def propose(engine: Engine, message: str) -> None:
    """Write a migration from what the database has to what the models say, for a person to mend."""
    command.revision(config_for(engine), message=message, autogenerate=True)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the database's schema back to `revision` (`base` takes everything away)."""
    command.downgrade(config_for(engine), revision)
