"""Tables that people send, as CSV or XLSX: rows of texts, whatever program wrote them.

A file comes from outside. How large it may be is settled before it is read, and one fault refuses
all of it, with the reason that helps whoever sent it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from academy.files.delimited import DELIMITERS, delimited_rows, guess_delimiter
from academy.files.encodings import ENCODINGS, detect
from academy.files.sheets import sheet_rows
from academy.files.table_faults import BOUNDS, Bounds, TableFault, TableRefused

__all__ = [
    "BOUNDS",
    "DELIMITERS",
    "ENCODINGS",
    "Bounds",
    "Reading",
    "Table",
    "TableFault",
    "TableRefused",
    "how_to_read",
    "read_table",
    "table_rows",
]

Table = list[list[str]]

_KNOWN: tuple[tuple[bytes, TableFault], ...] = (
    (b"%PDF", TableFault.PDF),
    (b"\x89PNG\r\n\x1a\n", TableFault.PICTURE),
    (b"\xff\xd8\xff", TableFault.PICTURE),
    (b"GIF8", TableFault.PICTURE),
    (b"RIFF", TableFault.PICTURE),
    (b"BM", TableFault.PICTURE),
    (b"II*\0", TableFault.PICTURE),
    (b"MM\0*", TableFault.PICTURE),
)
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK"


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is read: as a workbook, or as text in an encoding, with a delimiter."""

    encoding: str = ""
    delimiter: str = ""

    @property
    def is_workbook(self) -> bool:
        """Whether there is no encoding and no delimiter to be chosen."""
        return not self.encoding


def how_to_read(data: bytes, bounds: Bounds = BOUNDS) -> Reading:
    """Return how a file is to be read, as far as that can be told from it; raise `TableRefused`."""
    if len(data) > bounds.size:
        raise TableRefused(TableFault.TOO_LARGE)
    if data.startswith(_ZIP):
        return Reading()
    _refuse_known(data)
    found = detect(data)
    if found is None:
        raise TableRefused(TableFault.NOT_TEXT)
    if found.encoding is None:
        raise TableRefused(TableFault.MIXED_ENCODINGS, found.line)
    return Reading(found.encoding, guess_delimiter(data, found.encoding))


def table_rows(data: bytes, how: Reading, bounds: Bounds = BOUNDS) -> Iterator[list[str]]:
    """Yield the rows of a file one at a time, texts tidied at their ends; raise `TableRefused`.

    Rows with nothing in them stay, so that the number of a row is its number in the file.
    """
    if how.is_workbook:
        rows = sheet_rows(data, bounds)
    else:
        rows = delimited_rows(data, how.encoding, delimiter=how.delimiter)
    for row in _bounded(rows, bounds):
        yield [cell[: bounds.cell].strip() for cell in row]


def read_table(data: bytes, bounds: Bounds = BOUNDS) -> Table:
    """Return the rows of a file, all of the same length, however it is to be read.

    Raise `TableRefused`, also where there is nothing in it.
    """
    table = list(table_rows(data, how_to_read(data, bounds), bounds))
    while table and not any(table[-1]):
        table.pop()
    if not table:
        raise TableRefused(TableFault.NO_ROWS)
    width = max(map(len, table))
    return [[*row, *[""] * (width - len(row))] for row in table]


def _refuse_known(data: bytes) -> None:
    """Refuse what is plainly something else, whatever its name says."""
    if data.startswith(_OLD):
        locked = _LOCKED in data
        raise TableRefused(TableFault.LOCKED_WORKBOOK if locked else TableFault.OLD_WORKBOOK)
    for beginning, fault in _KNOWN:
        if data.startswith(beginning) and (fault is TableFault.PDF or b"\0" in data):
            raise TableRefused(fault)


def _bounded(rows: Iterator[Sequence[str]], bounds: Bounds) -> Iterator[Sequence[str]]:
    for number, row in enumerate(rows, start=1):
        if number > bounds.rows:
            raise TableRefused(TableFault.TOO_MANY_ROWS)
        if len(row) > bounds.columns:
            raise TableRefused(TableFault.TOO_MANY_COLUMNS)
        yield row
