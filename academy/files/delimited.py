"""The rows of a text whose cells are parted by one letter: CSV as programs in fact write it."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from academy.files.encodings import first_fault, mark_length
from academy.files.table_faults import TableFault, TableRefused

DELIMITERS = (",", ";", "\t", "|")
_LOOKED_AT = 1 << 16
_RECORDS = 50
_NO_TEXT = re.compile("[\0-\x08\x0e-\x19\x1b-\x1f]")


def guess_delimiter(data: bytes, encoding: str) -> str:
    """Return what parts the cells: what parts most of the first lines into as many as each other.

    A line end within quotes parts nothing, nor does a comma there.
    """
    text = _begun(data, encoding)
    return max(DELIMITERS, key=lambda delimiter: _evenness(text, delimiter))


def delimited_rows(data: bytes, encoding: str, *, delimiter: str) -> Iterator[Sequence[str]]:
    """Yield the rows; raise `TableRefused` where the bytes are no such text.

    A cell longer than `csv` takes (131,072 letters) is a quote that never closes. Its limit is the
    whole process's, so that nobody may raise it for one file.
    """
    line = first_fault(data[mark_length(data, encoding) :], encoding)
    if line is not None:
        raise TableRefused(TableFault.OTHER_ENCODING, line)
    lines = _Lines(_text(data, encoding))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    begun = 0
    try:
        for row in reader:
            begun = reader.line_num
            yield row
    except csv.Error:
        raise TableRefused(TableFault.OPEN_QUOTE, begun + 1) from None


def _text(data: bytes, encoding: str, errors: str = "strict") -> io.TextIOWrapper:
    """Return the text piece by piece: it is never held as a whole."""
    page = io.BytesIO(data)
    page.seek(mark_length(data, encoding))
    return io.TextIOWrapper(page, encoding, errors, newline="")


class _Lines:
    """Lines of a text; one with letters that no text has is refused."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._text)
        self._number += 1
        if _NO_TEXT.search(line):
            raise TableRefused(TableFault.NOT_TEXT, self._number)
        return line


def _begun(data: bytes, encoding: str) -> str:
    """Return the first lines, whole ones."""
    text = _text(data, encoding, "replace").read(_LOOKED_AT)
    whole = text.rpartition("\n")[0]
    return whole or text


def _evenness(text: str, delimiter: str) -> float:
    """Return how evenly a delimiter parts the first lines, and into how many cells."""
    widths = Counter[int]()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for row, _ in zip(_forgiving(reader), range(_RECORDS), strict=False):
        widths[len(row)] += bool(row)
    (width, often), *_ = widths.most_common(1) or [(1, 0)]
    return often / max(widths.total(), 1) + min(width, 20) / 100 if width > 1 else 0.0


def _forgiving(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """Yield rows up to the first that cannot be read."""
    try:
        yield from rows
    except csv.Error:
        return
