"""A table as an XLSX workbook, on its way while it is being written.

Libraries that write workbooks finish the file before its first byte can leave. For a million rows
that is minutes: longer than browsers and proxies wait.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import IO, Any, cast
from zipfile import ZIP_DEFLATED, ZipFile

from academy.files.workbook import SHEET_ENDS, Shape, parts, sheet_begins, sheet_name

_ROWS_A_SHEET = 1_000_000
"""A sheet ends at 1,048,576 rows; a longer table goes on in the next one."""
_FASTEST = 1
_LETTERS = 26
_SPECIAL = re.compile("[&<>\0-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


class _Pipe:
    """What a zip file is written into, and taken out of piece by piece."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, data: bytes) -> int:
        """Keep what is written until it is taken."""
        self._pieces.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Do nothing: what was written is there to be taken."""

    def take(self) -> bytes:
        """Return what was written since the last time."""
        taken = b"".join(self._pieces)
        self._pieces.clear()
        return taken


class _Workbook:
    """A workbook under way: one sheet is open, and grows at its end."""

    def __init__(self, pipe: _Pipe, shape: Shape) -> None:
        file = cast("IO[bytes]", pipe)
        self._zip = ZipFile(file, "w", ZIP_DEFLATED, compresslevel=_FASTEST)
        self._sheet: IO[bytes] | None = None
        self._sheets = 0
        self._shape = shape
        self._places = tuple(
            (column_letters(place), column.is_number) for place, column in enumerate(shape.columns)
        )

    def begin_sheet(self) -> None:
        self._end_sheet()
        self._sheets += 1
        self._sheet = self._zip.open(sheet_name(self._sheets), "w")
        names = [column.name for column in self._shape.columns]
        self._sheet.write((sheet_begins(self._shape) + self._row(1, names, _title)).encode())

    def add(self, number: int, rows: Sequence[Sequence[Any]]) -> None:
        """Add rows to the open sheet; the first of them has that number, from 1."""
        lines = (self._row(place, row, _cell) for place, row in enumerate(rows, start=number))
        cast("IO[bytes]", self._sheet).write("".join(lines).encode())

    def close(self) -> None:
        self._end_sheet()
        for name, text in parts(self._shape, self._sheets).items():
            self._zip.writestr(name, text)
        self._zip.close()

    def _end_sheet(self) -> None:
        if self._sheet is not None:
            self._sheet.write(SHEET_ENDS.encode())
            self._sheet.close()

    def _row(self, number: int, row: Sequence[Any], cell: Any) -> str:
        cells = [
            cell(f"{letters}{number}", value, is_number=is_number)
            for (letters, is_number), value in zip(self._places, row, strict=True)
            if value is not None
        ]
        return f'<row r="{number}">{"".join(cells)}</row>'


def blocks(shape: Shape, batches: Iterable[Sequence[Sequence[Any]]]) -> Iterator[bytes]:
    """Yield a workbook of these rows: texts as texts, numbers as numbers, never a formula."""
    pipe = _Pipe()
    with closing(_Workbook(pipe, shape)) as book:
        book.begin_sheet()
        filled = 0
        for batch in batches:
            rows = batch
            while rows:
                if filled == _ROWS_A_SHEET:
                    book.begin_sheet()
                    filled = 0
                fitting = rows[: _ROWS_A_SHEET - filled]
                book.add(filled + 2, fitting)
                filled, rows = filled + len(fitting), rows[len(fitting) :]
            yield pipe.take()
    yield pipe.take()


def column_letters(place: int) -> str:
    """Return what spreadsheets call a column, from 0: `A`, `Z`, `AA`."""
    letters = ""
    left = place + 1
    while left:
        left, letter = divmod(left - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return letters


def _cell(where: str, value: Any, *, is_number: bool) -> str:
    if is_number:
        return f'<c r="{where}"><v>{value}</v></c>'
    return _text(where, value)


def _title(where: str, value: str, *, is_number: bool) -> str:
    del is_number
    return _text(where, value, ' s="1"')


def _text(where: str, value: str, style: str = "") -> str:
    text = _SPECIAL.sub(_written, value) if _SPECIAL.search(value) else value
    keep = ' xml:space="preserve"' if value != value.strip() else ""
    return f'<c r="{where}"{style} t="inlineStr"><is><t{keep}>{text}</t></is></c>'


def _written(found: re.Match[str]) -> str:
    """Write what XML cannot hold as spreadsheets do: `_x0007_`."""
    letter = found[0]
    return _ENTITIES.get(letter) or f"_x{ord(letter):04X}_"
