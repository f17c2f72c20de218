"""The rows of a workbook's first sheet, whatever program wrote it.

Sizes are counted while it is unpacked (what an archive says of itself is not believed), its XML may
declare nothing, and one fault refuses all of it. What a formula comes to is read, never the
formula.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from typing import IO, Any, cast
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from academy.files.table_faults import Bounds, TableFault, TableRefused
from academy.kernel.archives import BROKEN

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_SHARED = "xl/sharedStrings.xml"
_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_WRITTEN = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NO_LETTERS = frozenset({"Cc", "Cs"})
_RATIO = 200
_DEEPEST = 32
"""How many elements may stand in one another."""
_MOST_PARTS = 50_000
"""How many elements one row, or one text, may be made of."""
_BROKEN = (*BROKEN, KeyError, IndexError, ParseError, DefusedXmlException)
"""What is raised at a workbook that is broken, locked, or made to do harm."""


def sheet_rows(data: bytes, bounds: Bounds) -> Iterator[Sequence[str]]:
    """Yield the rows of a workbook's first sheet; raise `TableRefused`."""
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


def _elements(book: zipfile.ZipFile, name: str, bounds: Bounds, *, tag: str) -> Iterator[Element]:
    """Yield the elements of a file that are called so, each when it ends; the rest is forgotten.

    A few bytes of an archive unpack to millions of elements: what nobody asks for is not kept.
    """
    entry = book.getinfo(name)
    with book.open(entry) as packed:
        counted = cast("Any", _Counted(packed, min(entry.file_size, bounds.unpacked)))
        around, kept, parts = list[Element](), 0, 0
        for event, element in iterparse(counted, events=("start", "end"), forbid_dtd=True):
            if event == "start":
                around.append(element)
                parts = parts + 1 if kept else 0
                kept = kept or (len(around) if element.tag == tag else 0)
                if len(around) > _DEEPEST or parts > _MOST_PARTS:
                    raise TableRefused(TableFault.TOO_LARGE)
                continue
            if len(around) == kept:
                yield cast("Element", element)
                kept = 0
            around.pop()
            if around and not kept:
                around[-1].clear()


def _shared(book: zipfile.ZipFile, bounds: Bounds) -> Iterator[str]:
    """Yield the texts that cells name by number."""
    return (_said(element) for element in _elements(book, _SHARED, bounds, tag=f"{_MAIN}si"))


def _rows(book: zipfile.ZipFile, shared: Sequence[str], bounds: Bounds) -> Iterator[Sequence[str]]:
    """Yield every row, those that the sheet leaves out as empty ones."""
    last = 0
    for element in _elements(book, _first_sheet(book, bounds), bounds, tag=f"{_MAIN}row"):
        number = int(element.get("r") or last + 1)
        if not last < number <= bounds.rows:
            raise TableRefused(TableFault.TOO_MANY_ROWS)
        yield from ([] for _ in range(last + 1, number))
        yield _cells(element, shared, bounds)
        last = number


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
    sheet = next(_elements(book, "xl/workbook.xml", bounds, tag=f"{_MAIN}sheet"))
    named, tag = sheet.get(f"{_OFFICE}id"), f"{_PACKAGE}Relationship"
    for each in _elements(book, "xl/_rels/workbook.xml.rels", bounds, tag=tag):
        if each.get("Id") == named:
            target = each.get("Target") or ""
            return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError(named)
