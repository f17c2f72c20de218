"""The completion report, beside the database's own CSV copy of the same query."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import make_url
from sqlalchemy.orm import Session

from academy.db.engine import open_engine
from academy.reporting import queries, service
from academy.reporting.policy import EVERYTHING
from academy.reporting.queries.cells import PLAIN
from academy.reporting.queries.report import rows
from academy.reporting.rules import Format, Report
from bench.memory import peak
from bench.stores import ROOT, Store
from bench.table import Budget

_MEGABYTES, _ARROW = 150, 60
"""What an export may take, and what Arrow takes on top, before it writes a row."""
_PAST = "as-of"


def measure(store: Store) -> Iterator[Budget]:
    """Measure the report in a process of its own: its rate, and the most memory it ever had."""
    copied, reported = _run(store, "copy"), _run(store, "csv")
    number = f"{reported['rows']:,} rows"
    rate, own = (each["rows"] / each["seconds"] for each in (reported, copied))
    yield Budget(f"the database's own CSV copy ({store.name})", own, "rows/s", note=copied["how"])
    yield Budget(
        f"completion report, CSV ({store.name})", rate, "rows/s", own / 3, at_least=True,
        note=f"{rate / own:.2f} of the copy",
    )  # fmt: skip
    past = _run(store, _PAST)
    yield Budget(
        f"completion report as of a day, CSV ({store.name})", past["rows"] / past["seconds"],
        "rows/s", note=f"{past['peak']:.0f} MB at most",
    )  # fmt: skip
    for format_ in (each for each in Format if each.has_rows):
        found = reported if format_ is Format.CSV else _run(store, format_.value)
        yield Budget(
            f"memory, exporting {format_.value} ({store.name})", found["peak"], "MB",
            _MEGABYTES + (_ARROW if format_ is Format.PARQUET else 0),
            note=f"{number}; {found['early']:.0f} MB after a tenth; {found['seconds']:.0f} s",
        )  # fmt: skip


def _run(store: Store, how: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.exporting", how],
        cwd=ROOT,
        env=store.environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout)


class _WithoutPandas:
    """Hides a library that only our tools bring: Arrow loads it where it is there."""

    def find_spec(self, name: str, *_: object) -> None:
        """Say that there is no such library."""
        if name == "pandas":
            raise ModuleNotFoundError(name)


def main() -> None:
    """Export once, to nowhere, and tell how it went."""
    sys.meta_path.insert(0, _WithoutPandas())
    from os import environ  # noqa: PLC0415 - only this process is told where the database is

    how, url = sys.argv[1], environ["DATABASE_URL"]
    with Session(open_engine(url)) as session:
        number = queries.count(session, EVERYTHING, Report())
        queries.first_rows(session, EVERYTHING, Report(), limit=1)  # a server is warm, too
        told = _copy(session, url) if how == "copy" else _export(session, how, number)
    print(json.dumps({"rows": number, "peak": peak(), **told}))


def _export(session: Session, how: str, number: int) -> dict[str, Any]:
    """Export everything in a format or, for `as-of`, as CSV of the day before yesterday."""
    is_past = how == _PAST
    day = datetime.now(UTC).date() - timedelta(days=2)
    report, format_ = Report(as_of=day if is_past else None), Format.CSV if is_past else Format(how)
    begun, early, size = perf_counter(), 0.0, 0
    blocks = service.export(session, scope=EVERYTHING, report=report, format_=format_)
    with Path("/dev/null").open("wb") as nowhere:
        for block in blocks:
            size += nowhere.write(block)
            if not early and size > number * 30:  # a row has some three hundred bytes
                early = peak()
    return {"seconds": perf_counter() - begun, "early": early or peak()}


def _copy(session: Session, url: str) -> dict[str, Any]:
    """Have the database write the same rows as CSV, without anything of ours in between."""
    statement = rows(session, EVERYTHING, Report(), dress=PLAIN)
    query = str(statement.compile(session.get_bind(), compile_kwargs={"literal_binds": True}))
    if make_url(url).get_backend_name() == "postgresql":
        return _copy_postgresql(session, statement)
    return _copy_sqlite(session, make_url(url).database or "", query)


def _copy_postgresql(session: Session, statement: Any) -> dict[str, Any]:
    compiled = statement.compile(session.get_bind(), compile_kwargs={"render_postcompile": True})
    begun = perf_counter()
    cursor: Any = session.connection().connection.cursor()
    copying = f"COPY ({compiled}) TO STDOUT WITH (FORMAT csv)"
    with Path("/dev/null").open("wb") as nowhere, cursor.copy(copying, compiled.params) as copy:
        nowhere.writelines(copy)
    return {"seconds": perf_counter() - begun, "how": "COPY"}


def _copy_sqlite(session: Session, path: str, query: str) -> dict[str, Any]:
    shell = shutil.which("sqlite3")
    begun = perf_counter()
    if shell:
        with Path("/dev/null").open("wb") as nowhere:
            subprocess.run(
                [shell, "-csv", "-header", path],
                input=f"PRAGMA cache_size=-16000;\n{query};".encode(),
                stdout=nowhere,
                check=True,
            )
        return {"seconds": perf_counter() - begun, "how": "sqlite3 -csv"}
    import csv  # noqa: PLC0415 - only where the shell is missing

    cursor: Any = session.connection().connection.cursor()
    with Path("/dev/null").open("w", encoding="utf-8") as nowhere:
        csv.writer(nowhere).writerows(cursor.execute(query))
    return {"seconds": perf_counter() - begun, "how": "csv.writer(cursor): no sqlite3 here"}


if __name__ == "__main__":
    main()
