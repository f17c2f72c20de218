"""The gradebook as a file, out and in again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from academy.db.export import csv_block
from academy.enrolment import queries as enrolment
from academy.files import spreadsheet, workbook
from academy.files.tables import read_table
from academy.files.workbook import Column, Shape
from academy.kernel.text import harmless
from academy.marking.queries.gradebook import Row, book_rows
from academy.marking.rules.gradebook import (
    AFTER,
    BEFORE,
    Fault,
    Line,
    Wanted,
    read_lines,
    score_text,
    written_score,
)

_BYTE_ORDER_MARK = "\ufeff".encode()
_WIDE, _KEY_WIDTH, _NUMBER_WIDTH = 30, 38, 16


class Format(StrEnum):
    """The files that the gradebook leaves in and comes back in."""

    CSV = "csv"
    XLSX = "xlsx"

    @property
    def kind(self) -> str:
        """The media type."""
        return workbook.MEDIA_TYPE if self is Format.XLSX else "text/csv; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Leaving:
    """Which scores of a course leave, and in which columns."""

    course_id: str
    quizzes: Sequence[str]
    wanted: Wanted


def grades_file(session: Session, leaving: Leaving, format_: Format) -> Iterator[bytes]:
    """Yield the gradebook as a file: the rows of some hundred learners at a time.

    Texts are made harmless to spreadsheets. CSV begins with a byte order mark, by which these learn
    that it is UTF-8.
    """
    batches = _batches(session, leaving)
    if format_ is Format.XLSX:
        yield from spreadsheet.blocks(_shape(leaving.quizzes), batches)
        return
    yield _BYTE_ORDER_MARK + csv_block([[*BEFORE, *leaving.quizzes, *AFTER]])
    for batch in batches:
        yield csv_block(batch)


def read_grades(data: bytes, quizzes: Iterable[str]) -> tuple[tuple[Line, ...], tuple[Fault, ...]]:
    """Return what a file says of scores, line by line; raise `TableRefused`."""
    return read_lines(read_table(data), frozenset(quizzes))


def _shape(quizzes: Sequence[str]) -> Shape:
    widths = dict(
        zip(BEFORE, (_KEY_WIDTH, _WIDE, _NUMBER_WIDTH, _NUMBER_WIDTH, _WIDE), strict=True)
    )
    mean, reason = AFTER
    return Shape(
        "Grades",
        (
            *(Column(name, widths[name]) for name in BEFORE),
            *(Column(name, _NUMBER_WIDTH, is_number=True) for name in quizzes),
            Column(mean, _NUMBER_WIDTH, is_number=True),
            Column(reason, _WIDE),
        ),
    )


def _batches(session: Session, leaving: Leaving) -> Iterator[list[list[Any]]]:
    cohorts = enrolment.cohorts_of(session, leaving.course_id)
    for rows in book_rows(session, leaving.course_id, leaving.wanted):
        yield [_line(row, leaving.quizzes, cohorts) for row in rows]


def _line(row: Row, quizzes: Sequence[str], cohorts: Mapping[UUID, str]) -> list[Any]:
    cohort = cohorts.get(row.cohort) if row.cohort else None
    return [
        str(row.seat),
        harmless(row.name),
        row.country,
        row.status,
        None if cohort is None else harmless(cohort),
        *(_score(row, unit) for unit in quizzes),
        row.mean,
        None,
    ]


def _score(row: Row, unit_id: str) -> str | None:
    cell = row.cells.get(unit_id)
    return score_text(written_score(cell.standing)) if cell and cell.standing else None
