"""The report as an XLSX workbook, written row by row."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from academy.reporting.rules import COLUMNS, NUMBERS

_ROWS_A_SHEET = 1_000_000
"""A sheet ends at 1,048,576 rows; a longer report goes on in the next one."""
_BLOCK = 256 * 1024
_WIDTHS = {"learner_name": 28, "email": 32, "organisation": 32, "course_title": 32}
_USUAL_WIDTH = 20
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def blocks(batches: Iterable[Sequence[Sequence[Any]]]) -> Iterator[bytes]:
    """Yield a workbook of these rows; it is finished in a temporary file first, then sent."""
    with tempfile.TemporaryFile() as file:
        _write(file, batches)
        file.seek(0)
        while block := file.read(_BLOCK):
            yield block


def _write(file: BinaryIO, batches: Iterable[Sequence[Sequence[Any]]]) -> None:
    book = xlsxwriter.Workbook(file, _OPTIONS)
    bold = book.add_format({"bold": True})
    sheet, line = _new_sheet(book, bold), 0
    for batch in batches:
        for row in batch:
            if line == _ROWS_A_SHEET:
                sheet, line = _new_sheet(book, bold), 0
            line += 1
            _write_row(sheet, line, row)
    book.close()


def _new_sheet(book: Any, bold: Any) -> Worksheet:
    sheet: Worksheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    for place, name in enumerate(COLUMNS):
        sheet.set_column(place, place, _WIDTHS.get(name, _USUAL_WIDTH))
        sheet.write_string(0, place, name, bold)
    return sheet


def _write_row(sheet: Worksheet, line: int, row: Sequence[Any]) -> None:
    """Write texts as texts and numbers as numbers; nothing is ever taken for a formula."""
    for place, value in enumerate(row):
        if value is not None:
            (sheet.write_number if _IS_NUMBER[place] else sheet.write_string)(line, place, value)


_IS_NUMBER = tuple(name in NUMBERS for name in COLUMNS)
