"""The columns that a completion report can have. Their definitions in words are messages."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What the cells of a column are, in every file that knows types."""

    TEXT = "text"
    NUMBER = "number"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name for ever, what its cells are, and how wide a spreadsheet shows it."""

    name: str
    kind: Kind = Kind.TEXT
    width: int = 20


_USUAL = (
    Column("enrolment_id", width=38),
    Column("learner_id", width=38),
    Column("learner_name", width=28),
    Column("email", width=32),
    Column("country", width=10),
    Column("organisation", width=32),
    Column("cohort", width=24),
    Column("course_id"),
    Column("course_title", width=32),
    Column("revision", width=10),
    Column("language", width=10),
    Column("enrolled_at", Kind.MOMENT),
    Column("started_at", Kind.MOMENT),
    Column("last_activity_at", Kind.MOMENT),
    Column("units_completed", Kind.NUMBER, 16),
    Column("units_total", Kind.NUMBER, 16),
    Column("progress_percent", Kind.NUMBER, 16),
    Column("score_percent", Kind.NUMBER, 16),
    Column("status", width=14),
    Column("completed_at", Kind.MOMENT),
    Column("certificate_id"),
)
_MORE = (
    Column("username"),
    Column("latin_name", width=28),
    Column("organisation_path", width=48),
    Column("cohort_ends_at", Kind.MOMENT),
    Column("withdrawn_at", Kind.MOMENT),
    Column("days_to_complete", Kind.NUMBER, 16),
)

COLUMNS = tuple(column.name for column in _USUAL)
"""What a report has unless somebody chooses: in this order for ever, others read it by machine."""
CHOICE = (*COLUMNS, *(column.name for column in _MORE))
"""All columns there are, as they are offered."""

_KNOWN = {column.name: column for column in (*_USUAL, *_MORE)}


def column(name: str) -> Column:
    """Return the column of that name; raise `KeyError` where there is none."""
    return _KNOWN[name]


def known_columns(names: Iterable[str]) -> tuple[str, ...]:
    """Return those names that are columns, each once, in their order; where none is, the usual."""
    return tuple(name for name in dict.fromkeys(names) if name in _KNOWN) or COLUMNS
