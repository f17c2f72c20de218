"""The report as an XLSX workbook (ECMA-376, part 1), on its way while it is being written.

The libraries that write workbooks finish the file before its first byte can leave, which for a
million rows is minutes: longer than browsers and proxies wait.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from string import ascii_uppercase
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from academy.reporting.rules import COLUMNS, NUMBERS
from academy.reporting.service import workbook

_ROWS_A_SHEET = 1_000_000
"""A sheet ends at 1,048,576 rows; a longer report goes on in the next one."""
_FASTEST = 1
_IS_NUMBER = tuple(name in NUMBERS for name in COLUMNS)
_SPECIAL = re.compile("[&<>\0-\x1f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)|^ | $")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


class _Pipe:
    """What a zip file is written into, and taken out of piece by piece."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._pieces.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Have nothing left to do: what was written is there to be taken."""

    def take(self) -> bytes:
        """Return what was written since the last time."""
        taken = b"".join(self._pieces)
        self._pieces.clear()
        return taken


def blocks(batches: Iterable[Sequence[Sequence[Any]]]) -> Iterator[bytes]:
    """Yield a workbook of these rows: texts as texts, numbers as numbers, never a formula."""
    pipe, sheets = _Pipe(), 0
    with ZipFile(pipe, "w", ZIP_DEFLATED, compresslevel=_FASTEST) as book:  # type: ignore[arg-type] - it has all that a zip file asks of a file
        for rows in _sheets(batches):
            sheets += 1
            with book.open(f"xl/worksheets/sheet{sheets}.xml", "w") as sheet:
                sheet.write(workbook.SHEET_BEGINS + _row(1, COLUMNS, style=' s="1"'))
                for first, batch in rows:
                    sheet.write(b"".join(_row(n, row) for n, row in enumerate(batch, start=first)))
                    yield pipe.take()
                sheet.write(workbook.SHEET_ENDS)
        for name, text in workbook.parts(sheets).items():
            book.writestr(name, text)
    yield pipe.take()
