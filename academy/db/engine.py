"""Engines: SQLite as careful as a server, PostgreSQL as it is."""

from typing import Any

from sqlalchemy import Connection, Engine, FromClause, create_engine, event, make_url
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler

from academy.kernel.text import harmless

BEGIN_WRITING = "academy_begin_writing"
_BUSY_MILLISECONDS = 15_000


class _HintingCompiler(SQLiteCompiler):
    """Writes the hints of statements (`INDEXED BY …`), which SQLAlchemy leaves out for SQLite."""

    def get_from_hint_text(self, table: FromClause, text: str | None) -> str | None:
        """Write a hint as it is, behind its table."""
        del table
        return text


def open_engine(url: str) -> Engine:
    """Return an engine for a database address (`sqlite:///…` or `postgresql+psycopg://…`)."""
    if make_url(url).get_backend_name() == "sqlite":
        return _open_sqlite(url)
    return create_engine(url, pool_pre_ping=True, pool_size=8, max_overflow=8)


def _open_sqlite(url: str) -> Engine:
    engine = create_engine(url)
    engine.dialect.statement_compiler = _HintingCompiler
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(raw: Any, _record: object) -> None:
    """Make one connection keep its promises.

    `synchronous=FULL`, because what a page calls saved survives a power cut. `isolation_level=None`
    stops Python's own transactions, which begin too late to be told how.
    """
    raw.isolation_level = None
    raw.create_function("harmless", 1, harmless, deterministic=True)
    cursor = raw.cursor()
    for pragma in (
        f"busy_timeout={_BUSY_MILLISECONDS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "cache_size=-16000",
        "mmap_size=268435456",
        "temp_store=MEMORY",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Take the writer's lock at once when writing.

    A transaction that reads first and writes later can find that somebody wrote in between, and
    SQLite then refuses it without waiting.
    """
    writing = connection.get_execution_options().get(BEGIN_WRITING, False)
    driver: Any = connection.connection.dbapi_connection
    driver.execute("BEGIN IMMEDIATE" if writing else "BEGIN")
