"""The shape of the completion report: its columns, its filters, its files."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

COLUMNS: tuple[str, ...] = (
    "enrolment_id",
    "learner_id",
    "learner_name",
    "email",
    "country",
    "organisation",
    "cohort",
    "course_id",
    "course_title",
    "revision",
    "language",
    "enrolled_at",
    "started_at",
    "last_activity_at",
    "units_completed",
    "units_total",
    "progress_percent",
    "score_percent",
    "status",
    "completed_at",
    "certificate_id",
)
"""In this order for ever: others read the report by machine."""

NUMBERS = frozenset({"units_completed", "units_total", "progress_percent", "score_percent"})
_MONTHS = 12
BYTE_ORDER_MARK = "\ufeff".encode()

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Format(StrEnum):
    """The files a report can be taken away in."""

    CSV = "csv"
    XLSX = "xlsx"
    JSONL = "jsonl"

    @property
    def kind(self) -> str:
        """The media type."""
        return _KINDS[self]


_KINDS = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.JSONL: "application/jsonl; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Filters:
    """Which rows are asked for; what is `None` does not matter.

    `country` is the learner's. Days are in UTC, first and last included.
    """

    course: str | None = None
    country: str | None = None
    organisation: UUID | None = None
    language: str | None = None
    status: str | None = None
    enrolled_from: date | None = None
    enrolled_to: date | None = None
    completed_from: date | None = None
    completed_to: date | None = None


def csv_header(*, mark: bool) -> bytes:
    """Return the first line of the CSV; `mark` puts the byte order mark before it.

    The mark is how some spreadsheets learn that a file is UTF-8.
    """
    page = io.StringIO(newline="")
    csv.writer(page).writerow(COLUMNS)
    return (BYTE_ORDER_MARK if mark else b"") + page.getvalue().encode()


def json_lines(rows: Iterable[Sequence[Any]]) -> bytes:
    """Return one JSON object a line, texts exactly as people wrote them: no program runs JSON."""
    return "".join(_encode(dict(zip(COLUMNS, row, strict=True))) + "\n" for row in rows).encode()


def months_between(first: str, last: str) -> Iterator[date]:
    """Yield the first day of every month from `2026-01` to `2026-11`, both included."""
    year, month = (int(part) for part in first.split("-"))
    while (year, month) <= tuple(int(part) for part in last.split("-")):
        yield date(year, month, 1)
        year, month = (year, month + 1) if month < _MONTHS else (year + 1, 1)
