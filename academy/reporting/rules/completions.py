"""The completion report: what can be asked of it, and the files it is taken away in."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from academy.reporting.rules.columns import COLUMNS

AT_ONCE = 20_000
"""How many rows are sent while the asker waits; more of them are a run of their own."""
MOST_PERCENT = 100
BYTE_ORDER_MARK = "\ufeff".encode()
_MONTHS = 12

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Format(StrEnum):
    """The files a report can be taken away in. PDF is a summary: it has figures, and no rows."""

    CSV = "csv"
    XLSX = "xlsx"
    JSONL = "jsonl"
    PARQUET = "parquet"
    PDF = "pdf"

    @property
    def kind(self) -> str:
        """The media type."""
        return _KINDS[self]

    @property
    def has_rows(self) -> bool:
        """Whether the file holds the report's rows."""
        return self is not Format.PDF


_KINDS = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.JSONL: "application/jsonl; charset=utf-8",
    Format.PARQUET: "application/vnd.apache.parquet",
    Format.PDF: "application/pdf",
}


@dataclass(frozen=True, slots=True)
class Filters:
    """Which rows are asked for; what is `None` does not matter.

    `organisation` is where the learner belonged when the seat was taken; with `below`, those below
    that organisation count too. `country` is the learner's. Days are in UTC, scores in percent,
    first and last included; a seat without a score is in no range of scores.
    """

    course: str | None = None
    cohort: UUID | None = None
    country: str | None = None
    organisation: UUID | None = None
    below: bool = True
    language: str | None = None
    status: str | None = None
    enrolled_from: date | None = None
    enrolled_to: date | None = None
    completed_from: date | None = None
    completed_to: date | None = None
    score_from: int | None = None
    score_to: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it is asked for: which rows, which columns in which order, and of when.

    With `as_of`, it is as it stood at the end of that day (UTC), which has to be over; without, as
    it stands now.
    """

    filters: Filters = Filters()
    columns: tuple[str, ...] = COLUMNS
    as_of: date | None = None

    @property
    def ends_at(self) -> datetime | None:
        """The moment before which everything happened that an `as_of` report tells."""
        return None if self.as_of is None else midnight_after(self.as_of)


def midnight_after(day: date) -> datetime:
    """Return when a day is over in UTC."""
    return datetime.combine(day, time.min, UTC) + timedelta(days=1)


def is_over(day: date, now: datetime) -> bool:
    """Tell whether a day is over in UTC: only then will a report of it never change."""
    return day < now.astimezone(UTC).date()


def is_sent_at_once(report: Report, format_: Format, *, rows: int) -> bool:
    """Tell whether a file is sent while the asker waits; else it is made as a run."""
    return report.as_of is None and format_.has_rows and rows <= AT_ONCE


def csv_header(columns: Sequence[str], *, mark: bool) -> bytes:
    """Return the first line of the CSV; `mark` puts the byte order mark before it.

    The mark is how some spreadsheets learn that a file is UTF-8.
    """
    page = io.StringIO(newline="")
    csv.writer(page).writerow(columns)
    return (BYTE_ORDER_MARK if mark else b"") + page.getvalue().encode()


def json_lines(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return one JSON object a line, texts exactly as people wrote them: no program runs JSON."""
    return "".join(_encode(dict(zip(columns, row, strict=True))) + "\n" for row in rows).encode()


def months_between(first: str, last: str) -> Iterator[date]:
    """Yield the first day of every month from `2026-01` to `2026-11`, both included."""
    year, month = (int(part) for part in first.split("-"))
    while (year, month) <= tuple(int(part) for part in last.split("-")):
        yield date(year, month, 1)
        year, month = (year, month + 1) if month < _MONTHS else (year + 1, 1)
