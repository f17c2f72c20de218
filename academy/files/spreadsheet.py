"""A table as an XLSX workbook, on its way while it is being written.

Libraries that write workbooks finish the file before its first byte can leave. For a million rows
that is minutes: longer than browsers and proxies wait.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from typing import IO, Any, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from academy.files.pipe import Pipe
from academy.files.workbook import (
    MOMENT_STYLE,
    Column,
    Shape,
    parts,
    sheet_begins,
    sheet_ends,
    sheet_name,
)

_ROWS_A_SHEET = 1_000_000
"""A sheet ends at 1,048,576 rows; a longer table goes on in the next one."""
_FASTEST = 1
_NO_TIME = (1980, 1, 1, 0, 0, 0)
"""When every part was written, as far as the archive says: the same rows are the same bytes."""
_DAY = 86_400
_EPOCH = 25_569
"""The number of the day on which 1970 began; 61 is the first of March 1900."""
_FIRST_SURE_DAY = 61
"""Before it, spreadsheets count a day that never was; such a moment is written as a text."""
_BEGINNING = datetime(1970, 1, 1)  # noqa: DTZ001 - its zone is written by hand
_LETTERS = 26
_SPECIAL = re.compile("[&<>\0-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
Writer = Callable[[str, Any], str]
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


class _Workbook:
    """A workbook under way: one sheet is open, and grows at its end."""

    def __init__(self, pipe: Pipe, shape: Shape) -> None:
        file = cast("IO[bytes]", pipe)
        self._zip = ZipFile(file, "w", ZIP_DEFLATED, compresslevel=_FASTEST)
        self._sheet: IO[bytes] | None = None
        self._sheets = self._filled = 0
        self._shape = shape
        self._cells = tuple(
            (column_letters(place), _writer(column)) for place, column in enumerate(shape.columns)
        )
        self._titles = tuple((letters, _title) for letters, _ in self._cells)

    def begin_sheet(self) -> None:
        self._end_sheet()
        self._sheets += 1
        self._sheet = self._zip.open(_part(sheet_name(self._sheets)), "w")
        names = [column.name for column in self._shape.columns]
        self._filled = 1
        self._sheet.write((sheet_begins(self._shape) + _row(1, names, self._titles)).encode())

    def add(self, number: int, rows: Sequence[Sequence[Any]]) -> None:
        """Add rows to the open sheet; the first of them has that number, from 1."""
        lines = (_row(place, row, self._cells) for place, row in enumerate(rows, start=number))
        cast("IO[bytes]", self._sheet).write("".join(lines).encode())
        self._filled = number + len(rows) - 1

    def close(self) -> None:
        self._end_sheet()
        for name, text in parts(self._shape, self._sheets).items():
            self._zip.writestr(_part(name), text)
        self._zip.close()

    def _end_sheet(self) -> None:
        if self._sheet is not None:
            last = self._cells[-1][0]
            self._sheet.write(sheet_ends(self._filled, last).encode())
            self._sheet.close()


def blocks(shape: Shape, batches: Iterable[Sequence[Sequence[Any]]]) -> Iterator[bytes]:
    """Yield a workbook of these rows: texts as texts, numbers as numbers, never a formula."""
    pipe = Pipe()
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


def _part(name: str) -> ZipInfo:
    part = ZipInfo(name, _NO_TIME)
    part.compress_type = ZIP_DEFLATED
    return part


def _row(number: int, row: Sequence[Any], cells: Sequence[tuple[str, Writer]]) -> str:
    written = [
        cell(f"{letters}{number}", value)
        for (letters, cell), value in zip(cells, row, strict=True)
        if value is not None
    ]
    return f'<row r="{number}">{"".join(written)}</row>'


def _writer(column: Column) -> Writer:
    if column.is_moment:
        return _moment
    return _number if column.is_number else _text


def _number(where: str, value: Any) -> str:
    return f'<c r="{where}"><v>{value}</v></c>'


def _moment(where: str, value: int) -> str:
    day = value / _DAY + _EPOCH
    if day < _FIRST_SURE_DAY:
        return _text(where, (_BEGINNING + timedelta(seconds=value)).isoformat() + "Z")
    return f'<c r="{where}" s="{MOMENT_STYLE}"><v>{day!r}</v></c>'


def _title(where: str, value: str) -> str:
    return _text(where, value, ' s="1"')


def _text(where: str, value: str, style: str = "") -> str:
    text = _SPECIAL.sub(_written, value) if _SPECIAL.search(value) else value
    keep = ' xml:space="preserve"' if value != value.strip() else ""
    return f'<c r="{where}"{style} t="inlineStr"><is><t{keep}>{text}</t></is></c>'


def _written(found: re.Match[str]) -> str:
    """Write what XML cannot hold as spreadsheets do: `_x0007_`."""
    letter = found[0]
    return _ENTITIES.get(letter) or f"_x{ord(letter):04X}_"
