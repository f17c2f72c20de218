"""Query results that leave as text: the same bytes from either store, in little memory.

The databases write moments, keys and cells themselves, because a million rows of twenty columns are
twenty million small Python calls otherwise.
"""

import csv
import io
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import BigInteger, Connection, Integer, Select, String, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from academy.kernel.text import FORMULA_PATTERN

_ROWS_AT_ONCE = 2_000
_BYTES_AT_ONCE = 256 * 1024
_PARTING = ("';'", "char(9)", "char(10)", "char(13)")
_SPACES_AND_QUOTES = "' ' || char(160, 12288, 8203, 65279, 39, 34, 96)"

Rows = Iterator[Sequence[Sequence[Any]]]


class iso_text(FunctionElement[str]):  # noqa: N801 - reads as an SQL function
    """A moment as `2026-11-23T08:30:00Z`."""

    type = String()
    inherit_cache = True


class epoch_seconds(FunctionElement[int]):  # noqa: N801 - reads as an SQL function
    """A moment as whole seconds since 1970 began."""

    type = BigInteger()
    inherit_cache = True


class whole_days(FunctionElement[int]):  # noqa: N801 - reads as an SQL function
    """How many whole days lie between two moments, the later one first."""

    type = Integer()
    inherit_cache = True


class key_text(FunctionElement[str]):  # noqa: N801 - reads as an SQL function
    """A key as a canonical, hyphenated UUID."""

    type = String()
    inherit_cache = True


class month_text(FunctionElement[str]):  # noqa: N801 - reads as an SQL function
    """The month of a moment in UTC, as `2026-11`."""

    type = String()
    inherit_cache = True


class cell_text(FunctionElement[str]):  # noqa: N801 - reads as an SQL function
    """A text that no spreadsheet runs, as `kernel.text.harmless` makes it."""

    type = String()
    inherit_cache = True


def schema_revision(session: Session) -> str:
    """Return which migration the database's schema is at."""
    return str(session.scalar(text("SELECT version_num FROM alembic_version")))


@contextmanager
def unmapped(connection: Connection) -> Generator[None]:
    """Put the map of SQLite's file away: a scan of everything would fill the memory with it."""
    if connection.dialect.name != "sqlite":
        yield
        return
    mapped = connection.exec_driver_sql("PRAGMA mmap_size").scalar_one()
    connection.exec_driver_sql("PRAGMA mmap_size=0")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA mmap_size={mapped}")


def row_batches(connection: Connection, statement: Select[*tuple[Any, ...]]) -> Rows:
    """Yield the rows some thousands at a time; no more than that is ever held."""
    if connection.dialect.name == "sqlite":
        return _raw_batches(connection, statement)
    return _partitions(connection, statement)


def csv_blocks(connection: Connection, statement: Select[*tuple[Any, ...]]) -> Iterator[bytes]:
    """Yield the rows as CSV (RFC 4180: CRLF, quotes only where needed), in UTF-8, without a header.

    On PostgreSQL the server writes it (COPY); nothing is ever held but one block.
    """
    if connection.dialect.name == "postgresql":
        return _copied(connection, statement)
    return (csv_block(batch) for batch in row_batches(connection, statement))


def csv_block(rows: Sequence[Sequence[Any]]) -> bytes:
    """Return these rows as CSV."""
    page = io.StringIO(newline="")
    csv.writer(page).writerows(rows)
    return page.getvalue().encode()


def _raw_batches(connection: Connection, statement: Select[*tuple[Any, ...]]) -> Rows:
    """Yield what SQLite's own cursor fetches: it holds one row at a time anyway."""
    with unmapped(connection), connection.execute(statement) as result:
        cursor: Any = result.cursor
        while batch := cursor.fetchmany(_ROWS_AT_ONCE):
            yield batch


def _partitions(connection: Connection, statement: Select[*tuple[Any, ...]]) -> Rows:
    options = {"yield_per": _ROWS_AT_ONCE}
    with connection.execute(statement, execution_options=options) as result:
        yield from result.partitions()


def _copied(connection: Connection, statement: Select[*tuple[Any, ...]]) -> Iterator[bytes]:
    compiled = statement.compile(
        dialect=connection.dialect, compile_kwargs={"render_postcompile": True}
    )
    wanted = f"COPY ({compiled}) TO STDOUT WITH (FORMAT csv)"
    cursor: Any = connection.connection.cursor()
    with cursor, cursor.copy(wanted, compiled.params) as copy:
        quoted = False
        for block in _gathered(copy):
            lines, quoted = _with_crlf(block, quoted=quoted)
            yield lines


def _gathered(pieces: Iterator[memoryview]) -> Iterator[bytes]:
    """Join small pieces: the server sends one for each row."""
    held, size = list[memoryview](), 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= _BYTES_AT_ONCE:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)


def _with_crlf(block: bytes, *, quoted: bool) -> tuple[bytes, bool]:
    """End the lines as RFC 4180 does; `quoted` tells whether the block begins inside quotes."""
    parts = block.split(b'"')
    for place in range(int(quoted), len(parts), 2):
        parts[place] = parts[place].replace(b"\n", b"\r\n")
    return b'"'.join(parts), quoted ^ (len(parts) % 2 == 0)


def _argument(element: FunctionElement[Any], compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses, **options)


@compiles(iso_text, "sqlite")
def _(element: iso_text, compiler: SQLCompiler, **options: Any) -> str:
    moment = _argument(element, compiler, **options)
    return f"substr({moment}, 1, 10) || 'T' || substr({moment}, 12, 8) || 'Z'"


@compiles(iso_text, "postgresql")
def _(element: iso_text, compiler: SQLCompiler, **options: Any) -> str:
    moment = _argument(element, compiler, **options)
    return f"to_char({moment} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"


@compiles(epoch_seconds, "sqlite")
def _(element: epoch_seconds, compiler: SQLCompiler, **options: Any) -> str:
    return _sqlite_seconds(_argument(element, compiler, **options))


@compiles(epoch_seconds, "postgresql")
def _(element: epoch_seconds, compiler: SQLCompiler, **options: Any) -> str:
    return _postgresql_seconds(_argument(element, compiler, **options))


@compiles(whole_days, "sqlite")
def _(element: whole_days, compiler: SQLCompiler, **options: Any) -> str:
    later, earlier = (compiler.process(each, **options) for each in element.clauses)
    return f"({_sqlite_seconds(later)} - {_sqlite_seconds(earlier)}) / 86400"


@compiles(whole_days, "postgresql")
def _(element: whole_days, compiler: SQLCompiler, **options: Any) -> str:
    later, earlier = (compiler.process(each, **options) for each in element.clauses)
    return f"({_postgresql_seconds(later)} - {_postgresql_seconds(earlier)}) / 86400"


def _sqlite_seconds(moment: str) -> str:
    return f"CAST(strftime('%s', {moment}) AS INTEGER)"


def _postgresql_seconds(moment: str) -> str:
    return f"CAST(floor(extract(epoch FROM {moment})) AS BIGINT)"


@compiles(month_text, "sqlite")
def _(element: month_text, compiler: SQLCompiler, **options: Any) -> str:
    return f"substr({_argument(element, compiler, **options)}, 1, 7)"


@compiles(month_text, "postgresql")
def _(element: month_text, compiler: SQLCompiler, **options: Any) -> str:
    return f"to_char({_argument(element, compiler, **options)} AT TIME ZONE 'UTC', 'YYYY-MM')"


@compiles(key_text, "sqlite")
def _(element: key_text, compiler: SQLCompiler, **options: Any) -> str:
    key = _argument(element, compiler, **options)
    parts = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
    return " || '-' || ".join(f"substr({key}, {start}, {length})" for start, length in parts)


@compiles(key_text, "postgresql")
def _(element: key_text, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST({_argument(element, compiler, **options)} AS TEXT)"


@compiles(cell_text, "sqlite")
def _(element: cell_text, compiler: SQLCompiler, **options: Any) -> str:
    """Ask Python only about the few texts that look as if: a call costs as much as ten columns."""
    cell = _argument(element, compiler, **options)
    parted = " OR ".join(f"instr({cell}, {mark})" for mark in _PARTING)
    begins = f"ltrim({cell}, {_SPACES_AND_QUOTES}) GLOB '[-=+@＝＋－＠]*'"
    other = f"unicode({cell}) NOT BETWEEN 65 AND 90 AND unicode({cell}) NOT BETWEEN 97 AND 122"
    suspect = f"({other} AND {begins}) OR {parted}"
    return f"CASE WHEN {suspect} THEN harmless({cell}) ELSE {cell} END"


@compiles(cell_text, "postgresql")
def _(element: cell_text, compiler: SQLCompiler, **options: Any) -> str:
    """Skip the regular expression where no letter of the text could begin a formula."""
    text = _argument(element, compiler, **options)
    pattern = _escaped(FORMULA_PATTERN.replace("'", "''"))
    return f"regexp_replace({text}, '{pattern}', '''', 'g')"


def _escaped(text: str) -> str:
    """Double the percent signs, which the driver would take for a parameter."""
    return text.replace("%", "%%")
