"""Telling whether a file is still the one that its manifest tells of."""

import csv
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any

from academy.files import parquet
from academy.reporting.rules import Format

_PIECE = 1 << 20
_ROW = b"<row "


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found: the file's digest, and its rows, where it has any and is the right one."""

    digest: str
    is_same: bool
    rows: int | None
    has_all_rows: bool

    @property
    def is_good(self) -> bool:
        """Whether the file is what its manifest says."""
        return self.is_same and self.has_all_rows


def verified(path: Path, manifest: Mapping[str, Any]) -> Verdict:
    """Compare a file with its manifest: digest first, then how many rows it has.

    Rows of another file are not counted: it may be anything.
    """
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    if digest != manifest["sha256"]:
        return Verdict(digest, is_same=False, rows=None, has_all_rows=False)
    rows = _rows(path, Format(manifest["format"]))
    return Verdict(digest, is_same=True, rows=rows, has_all_rows=rows in {None, manifest["rows"]})


def _rows(path: Path, format_: Format) -> int | None:
    """Return how many rows a report's file has, its header aside; `None` where it has none."""
    if format_ is Format.CSV:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return sum(1 for _ in csv.reader(lines)) - 1
    if format_ is Format.JSONL:
        with path.open("rb") as file:
            return sum(1 for _ in file)
    if format_ is Format.PARQUET:
        return parquet.rows_in(path)
    return _rows_of_sheets(path) if format_ is Format.XLSX else None


def _rows_of_sheets(path: Path) -> int:
    with zipfile.ZipFile(path) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/")]
        return sum(_count(_pieces(book, name)) - 1 for name in sheets)


def _pieces(book: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with book.open(name) as sheet:
        while piece := sheet.read(_PIECE):
            yield piece


def _count(pieces: Iterator[bytes]) -> int:
    """Count the rows of a sheet that we wrote: a text in it has no such mark, `<` is escaped."""
    found, end = 0, b""
    for piece in pieces:
        joined = end + piece
        found += joined.count(_ROW)
        end = joined[-(len(_ROW) - 1) :]
    return found
