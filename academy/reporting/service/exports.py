"""The completion report as a file."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from academy.db import audit
from academy.files import parquet, spreadsheet, workbook
from academy.files.workbook import Shape
from academy.reporting.policy import Scope
from academy.reporting.queries import report as queries
from academy.reporting.queries.cells import PLAIN, Dress
from academy.reporting.rules import Format, Kind, Report, column, csv_header, json_lines
from academy.reporting.rules.saved import chosen

Tell = Callable[[int], None]
"""Is told now and then how many rows have been written."""


def note_export(
    session: Session,
    *,
    actor_id: UUID | None,
    scope: Scope,
    report: Report,
    format_: Format,
    now: datetime,
) -> None:
    """Write down who takes which rows away, and how many, before the first of them leaves.

    Before, because what is cut off half-way has left as well.
    """
    told = chosen(report.filters)
    if report.as_of is not None:
        told["as_of"] = report.as_of.isoformat()
    audit.record(
        session,
        actor_id=actor_id,
        action="report.exported",
        subject="report:completions",
        now=now,
        format=format_.value,
        rows=queries.count(session, scope, report),
        **told,
    )


def export(
    session: Session,
    *,
    scope: Scope,
    report: Report,
    format_: Format,
    mark: bool = False,
    tell: Tell | None = None,
) -> Iterator[bytes]:
    """Yield the report's rows as a file of that format; `mark` puts a byte order mark before CSV.

    The session's transaction stays open until the last block: what is read is one moment's truth.
    In CSV and XLSX texts are made harmless; elsewhere they are as people wrote them. The same rows
    are the same bytes.
    """
    told = _Told(tell)
    if format_ is Format.CSV:
        yield csv_header(report.columns, mark=mark)
        yield from told.lines(queries.as_csv(session, scope, report))
        return
    dress = _DRESSES.get(format_, PLAIN)
    batches = told.rows(queries.batches(session, scope, report, dress=dress))
    if format_ is Format.JSONL:
        yield from (json_lines(report.columns, batch) for batch in batches)
    else:
        write = spreadsheet.blocks if format_ is Format.XLSX else parquet.blocks
        yield from write(shape_of(report), batches)


_DRESSES = {
    Format.XLSX: Dress(harmless=True, seconds=True),
    Format.PARQUET: Dress(seconds=True),
}


def shape_of(report: Report) -> Shape:
    """Return the report's columns as files with types have them."""
    known = [column(name) for name in report.columns]
    columns = (
        workbook.Column(each.name, each.width, each.kind is Kind.NUMBER, each.kind is Kind.MOMENT)
        for each in known
    )
    return Shape("Completions", tuple(columns))


class _Told:
    """Tells how many rows went by."""

    def __init__(self, tell: Tell | None) -> None:
        self._tell = tell or _nobody
        self._rows = 0

    def rows(self, batches: Iterator[Sequence[Any]]) -> Iterator[Sequence[Any]]:
        for batch in batches:
            yield batch
            self._count(len(batch))

    def lines(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        """Count lines: a text with a line end in it makes them a few too many."""
        for block in blocks:
            yield block
            self._count(block.count(b"\r\n"))

    def _count(self, more: int) -> None:
        self._rows += more
        self._tell(self._rows)


def _nobody(rows: int) -> None:
    del rows
