"""The completion report as a file."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from academy.db import audit
from academy.files import spreadsheet
from academy.files.workbook import Column, Shape
from academy.reporting.policy import Scope
from academy.reporting.queries import report
from academy.reporting.rules import COLUMNS, NUMBERS, Filters, Format, csv_header, json_lines

_WIDTHS = {"learner_name": 28, "email": 32, "organisation": 32, "course_title": 32}
_USUAL_WIDTH = 20
_SHAPE = Shape(
    "Completions",
    tuple(Column(name, _WIDTHS.get(name, _USUAL_WIDTH), name in NUMBERS) for name in COLUMNS),
)


def note_export(
    session: Session,
    *,
    actor_id: UUID | None,
    scope: Scope,
    filters: Filters,
    format_: Format,
    now: datetime,
) -> None:
    """Write down who takes which rows away, and how many, before the first of them leaves.

    Before, because what is cut off half-way has left as well.
    """
    chosen = {key: str(value) for key, value in asdict(filters).items() if value is not None}
    audit.record(
        session,
        actor_id=actor_id,
        action="report.exported",
        subject="report:completions",
        now=now,
        format=format_.value,
        rows=report.count(session, scope, filters),
        **chosen,
    )


def export(
    session: Session, *, scope: Scope, filters: Filters, format_: Format, mark: bool = False
) -> Iterator[bytes]:
    """Yield the report as a file of that format; `mark` puts a byte order mark before CSV.

    The session's transaction stays open until the last block: what is read is one moment's truth.
    In CSV and XLSX texts are made harmless; in JSON Lines they are as people wrote them.
    """
    if format_ is Format.CSV:
        yield csv_header(mark=mark)
        yield from report.as_csv(session, scope, filters)
    elif format_ is Format.JSONL:
        for batch in report.batches(session, scope, filters):
            yield json_lines(batch)
    else:
        yield from spreadsheet.blocks(
            _SHAPE, report.batches(session, scope, filters, harmless=True)
        )
