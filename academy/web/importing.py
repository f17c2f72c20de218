"""What all pages share that take files of people: the file as it was sent, and how it is read."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request

from academy.files.outcomes import first_rows
from academy.files.store import current_store
from academy.files.tables import BOUNDS, Reading, TableRefused, how_to_read
from academy.jobs.lasting import MADE
from academy.jobs.ledger import JobFacts
from academy.kernel.column_words import Field
from academy.kernel.columns import Test, bare, doubled, guess_columns
from academy.web.import_words import DELIMITERS, ENCODINGS, FIELDS, file_text

ROOM = BOUNDS.size + 1_000_000
"""How large a request with such a file may be."""
_SAMPLE, _SHOWN = 200, 5
_NAMES = 300
"""Of a header, how many columns are kept for the file of rows to be mended."""
_COLUMN = "column-"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the columns of a file may be, and how a cell looks that is one of them."""

    fields: Collection[Field]
    tests: Mapping[Field, Test]


@dataclass(frozen=True, slots=True)
class Seen:
    """The beginning of a file as it is read: its columns, and what they seem to be."""

    how: Reading
    has_header: bool
    header: Sequence[str]
    sample: Sequence[Sequence[str]]
    columns: Mapping[Field, int]
    doubled: frozenset[str]

    def is_doubled(self, place: int) -> bool:
        """Tell whether another column is called as this one."""
        return bare(self.header[place]) in self.doubled

    def field_of(self, place: int) -> Field | None:
        """Return what a column seems to be."""
        return next((field for field, own in self.columns.items() if own == place), None)


def keep_sent() -> str:
    """Keep the file that was sent, and return its name; empty where there is none.

    Raise `TableRefused` where it is plainly no table.
    """
    sent = request.files.get("file")
    data = sent.read() if sent else b""
    if not data:
        return ""
    first_rows(data, how_to_read(data), _SAMPLE)
    return current_store().put(data, MADE)


def sent_name() -> str:
    """Return what the file that was sent is called."""
    sent = request.files.get("file")
    return (sent.filename or "")[:200] if sent else ""


def seen_as_asked(facts: JobFacts, wanted: Wanted) -> tuple[Seen, str]:
    """Return the beginning of a file as the reader wants it to be read, and no complaint.

    Where it cannot be read so, return it as it seems that it must be read, and what is wrong.
    """
    looked = facts.result or {}
    try:
        return _look(facts, _asked_reading(looked), wanted), ""
    except TableRefused as refused:
        seen = _look(facts, _found_reading(looked), wanted)
        return seen, file_text(refused.fault.value, refused.line)


def columns_told(seen: Seen, wanted: Wanted) -> dict[str, Any]:
    """Return what a page shows that asks which column says what."""
    return {
        "seen": seen,
        "chosen": chosen_columns() if request.method == "POST" else seen.columns,
        "fields": {field: FIELDS[field] for field in wanted.fields},
        "encodings": ENCODINGS,
        "delimiters": DELIMITERS,
    }


def check_payload(facts: JobFacts, wanted: Wanted, columns: Mapping[Field, int]) -> dict[str, Any]:
    """Return what a job needs to judge the rows, read as the reader wants them to be.

    Raise `TableRefused` where the file cannot be read so.
    """
    looked = facts.result or {}
    seen = _look(facts, _asked_reading(looked), wanted)
    return {
        **facts.payload,
        "look": str(facts.id),
        "encoding": seen.how.encoding,
        "delimiter": seen.how.delimiter,
        "header": seen.has_header,
        "rows": looked["rows"],
        "names": list(seen.header[:_NAMES]),
        "columns": {field.value: place for field, place in columns.items()},
    }


def chosen_columns() -> dict[Field, int]:
    """Return which column the reader says is what; of two that are the same, the first is."""
    chosen: dict[Field, int] = {}
    for name, value in request.form.items():
        place = name.removeprefix(_COLUMN)
        if name != place and place.isdecimal() and value in set(Field):
            chosen.setdefault(Field(value), int(place))
    return chosen


def _found_reading(looked: Mapping[str, Any]) -> tuple[Reading, bool]:
    """Return how it seems that a file must be read, and whether it begins with a header."""
    return Reading(str(looked["encoding"]), str(looked["delimiter"])), bool(looked["header"])


def _asked_reading(looked: Mapping[str, Any]) -> tuple[Reading, bool]:
    """Return how the reader wants a file to be read, or how it seems that it must be."""
    found, has_header = _found_reading(looked)
    header = request.values.get("header", "yes" if has_header else "no") == "yes"
    if found.is_workbook:
        return found, header
    encoding, delimiter = request.values.get("encoding"), request.values.get("delimiter")
    return Reading(
        encoding if encoding in ENCODINGS else found.encoding,
        delimiter if delimiter in DELIMITERS else found.delimiter,
    ), header


def _look(facts: JobFacts, reading: tuple[Reading, bool], wanted: Wanted) -> Seen:
    """Return the beginning of a file, its columns guessed; raise `TableRefused`."""
    how, has_header = reading
    rows = first_rows(current_store().get(facts.file or ""), how, _SAMPLE)
    width = max(map(len, rows))
    header = rows[0] if has_header else []
    sample = rows[1:] if has_header else rows
    return Seen(
        how=how,
        has_header=has_header,
        header=[*header, *[""] * (width - len(header))],
        sample=[[*row, *[""] * (width - len(row))] for row in sample[:_SHOWN]],
        columns=guess_columns(header, sample, tests=wanted.tests, wanted=wanted.fields),
        doubled=doubled(header),
    )
