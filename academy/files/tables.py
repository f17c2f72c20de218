"""Tables that people send, as CSV or XLSX: rows of texts, whatever program wrote them.

A file comes from outside. How large it may be is settled before it is read, sizes are counted
while it is unpacked (what an archive says of itself is not believed), its XML may declare nothing,
and one fault refuses all of it. What a formula comes to is read, never the formula.
"""

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import IO, Any, cast
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from academy.kernel.archives import BROKEN

Table = list[list[str]]

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_SHARED = "xl/sharedStrings.xml"
_SEPARATORS = ",;\t"
_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_WRITTEN = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NO_LETTERS = frozenset({"Cc", "Cs"})
_RATIO = 200
_BROKEN = (*BROKEN, KeyError, IndexError, ParseError, DefusedXmlException)
"""What is raised at a workbook that is broken, locked, or made to do harm."""


class TableFault(StrEnum):
    """Why a file is not a table that can be read."""

    TOO_LARGE = "too-large"
    TOO_MANY_ROWS = "too-many-rows"
    TOO_MANY_COLUMNS = "too-many-columns"
    NOT_TEXT = "not-text"
    NOT_A_WORKBOOK = "not-a-workbook"
    NO_ROWS = "no-rows"


class TableRefused(Exception):
    """A file that is not read any further, and why."""

    def __init__(self, fault: TableFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Bounds:
    """How large a table may be: its file, what that unpacks to, and what is in it."""

    size: int = 20_000_000
    unpacked: int = 200_000_000
    rows: int = 120_000
    columns: int = 300
    cell: int = 5_000


BOUNDS = Bounds()


def read_table(data: bytes, bounds: Bounds = BOUNDS) -> Table:
    """Return the rows of a file, all of the same length, texts tidied at their ends.

    Rows with nothing in them stay, so that the number of a row is its number in the file. Raise
    `TableRefused`.
    """
    if len(data) > bounds.size:
        raise TableRefused(TableFault.TOO_LARGE)
    rows = _workbook(data, bounds) if data.startswith(b"PK") else _csv(data, bounds)
    table = [[cell[: bounds.cell].strip() for cell in row] for row in _bounded(rows, bounds)]
    while table and not any(table[-1]):
        table.pop()
    if not table:
        raise TableRefused(TableFault.NO_ROWS)
    width = max(map(len, table))
    return [[*row, *[""] * (width - len(row))] for row in table]


def _bounded(rows: Iterator[Sequence[str]], bounds: Bounds) -> Iterator[Sequence[str]]:
    for number, row in enumerate(rows, start=1):
        if number > bounds.rows:
            raise TableRefused(TableFault.TOO_MANY_ROWS)
        if len(row) > bounds.columns:
            raise TableRefused(TableFault.TOO_MANY_COLUMNS)
        yield row


def _csv(data: bytes, bounds: Bounds) -> Iterator[Sequence[str]]:
    """Yield the rows of a CSV in UTF-8 or, as some spreadsheets save it, in UTF-16."""
    try:
        text = data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError:
        raise TableRefused(TableFault.NOT_TEXT) from None
    if "\0" in text:
        raise TableRefused(TableFault.NOT_TEXT)
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    before = csv.field_size_limit(max(bounds.size, csv.field_size_limit()))
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error:
        raise TableRefused(TableFault.NOT_TEXT) from None
    finally:
        csv.field_size_limit(before)


def _workbook(data: bytes, bounds: Bounds) -> Iterator[Sequence[str]]:
    """Yield the rows of a workbook's first sheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            _judge(book, bounds)
            shared = list(_shared(book, bounds)) if _SHARED in book.namelist() else []
            yield from _rows(book, shared, bounds)
    except _BROKEN as error:
        raise TableRefused(TableFault.NOT_A_WORKBOOK) from error


def _judge(book: zipfile.ZipFile, bounds: Bounds) -> None:
    """Refuse what claims to unpack to too much."""
    sizes = [(entry.file_size, entry.compress_size) for entry in book.infolist()]
    is_bomb = any(size > _RATIO * max(packed, 1) for size, packed in sizes)
    if is_bomb or sum(size for size, _ in sizes) > bounds.unpacked:
        raise TableRefused(TableFault.TOO_LARGE)


class _Counted(io.RawIOBase):
    """A file of the archive that ends where it said that it would."""

    def __init__(self, packed: IO[bytes], size: int) -> None:
        self._packed, self._left = packed, size

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes; raise where there are more than were claimed."""
        block = self._packed.read(size)
        self._left -= len(block)
        if self._left < 0:
            raise TableRefused(TableFault.TOO_LARGE)
        return block


def _elements(book: zipfile.ZipFile, name: str, bounds: Bounds) -> Iterator[Element]:
    """Yield the elements of a file, each when it ends."""
    entry = book.getinfo(name)
    with book.open(entry) as packed:
        counted = cast("Any", _Counted(packed, min(entry.file_size, bounds.unpacked)))
        for _, element in iterparse(counted, events=("end",), forbid_dtd=True):
            yield cast("Element", element)


def _shared(book: zipfile.ZipFile, bounds: Bounds) -> Iterator[str]:
    """Yield the texts that cells name by number."""
    for element in _elements(book, _SHARED, bounds):
        if element.tag == f"{_MAIN}si":
            yield _said(element)
            element.clear()


def _rows(book: zipfile.ZipFile, shared: Sequence[str], bounds: Bounds) -> Iterator[Sequence[str]]:
    """Yield every row, those that the sheet leaves out as empty ones."""
    last = 0
    for element in _elements(book, _first_sheet(book, bounds), bounds):
        if element.tag != f"{_MAIN}row":
            continue
        number = int(element.get("r") or last + 1)
        if not last < number <= bounds.rows:
            raise TableRefused(TableFault.TOO_MANY_ROWS)
        yield from ([] for _ in range(last + 1, number))
        yield _cells(element, shared, bounds)
        last = number
        element.clear()


def _cells(row: Element, shared: Sequence[str], bounds: Bounds) -> Sequence[str]:
    cells: list[str] = []
    for cell in row.iter(f"{_MAIN}c"):
        found = _PLACE.fullmatch(cell.get("r") or "")
        place = _column(found[1]) if found else len(cells)
        if place >= bounds.columns:
            raise TableRefused(TableFault.TOO_MANY_COLUMNS)
        cells.extend([""] * (place + 1 - len(cells)))
        cells[place] = _value(cell, shared)
    return cells


def _value(cell: Element, shared: Sequence[str]) -> str:
    """Return what stands in a cell; a number as shortly as it can be written."""
    kind = cell.get("t") or "n"
    if kind == "inlineStr":
        return _said(cell)
    value = cell.findtext(f"{_MAIN}v") or ""
    if kind == "s":
        return shared[int(value)]
    if kind != "n" or not value:
        return _unwritten(value)
    number = float(value)
    return str(int(number)) if number.is_integer() else repr(number)


def _said(element: Element) -> str:
    """Return a text, all its runs together; how it sounds is no part of it."""
    sounds = {id(text) for ph in element.iter(f"{_MAIN}rPh") for text in ph.iter(f"{_MAIN}t")}
    texts = (text.text or "" for text in element.iter(f"{_MAIN}t") if id(text) not in sounds)
    return _unwritten("".join(texts))


def _unwritten(text: str) -> str:
    return _WRITTEN.sub(_letter, text)


def _letter(found: re.Match[str]) -> str:
    """Return a letter that is written by its number; what no text can hold is nothing."""
    letter = chr(int(found[1], 16))
    return letter if letter.isspace() or unicodedata.category(letter) not in _NO_LETTERS else ""


def _column(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def _first_sheet(book: zipfile.ZipFile, bounds: Bounds) -> str:
    """Return where the first sheet stands in the file."""
    sheets = _elements(book, "xl/workbook.xml", bounds)
    named = next(each.get(f"{_OFFICE}id") for each in sheets if each.tag == f"{_MAIN}sheet")
    for each in _elements(book, "xl/_rels/workbook.xml.rels", bounds):
        if each.tag == f"{_PACKAGE}Relationship" and each.get("Id") == named:
            target = each.get("Target") or ""
            return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError(named)
