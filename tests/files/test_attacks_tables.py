"""Workbooks that are made to do harm: small files that would become large in memory."""

import io
import tracemalloc
import zipfile
from base64 import b64encode
from hashlib import shake_256

import pytest

from academy.files.sheets import sheet_rows
from academy.files.table_faults import BOUNDS, TableFault, TableRefused

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_BOOK = (
    f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
)
_NAMED = (
    f'<Relationships xmlns="{_PACKAGE}">'
    '<Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'
)
ROW = "<row><c><v>7</v></c></row>"
MANY = 200_000


def workbook(inner: str, shared: str = "") -> bytes:
    """Return a workbook with that in its sheet, and noise enough to look honestly packed."""
    noise = b64encode(shake_256(b"noise").digest(len(inner + shared) // 150)).decode()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", _BOOK)
        book.writestr("xl/_rels/workbook.xml.rels", _NAMED)
        sheet = f'<worksheet xmlns="{_MAIN}"><!--{noise}-->{inner}</worksheet>'
        book.writestr("xl/worksheets/sheet1.xml", sheet)
        if shared:
            text = f'<sst xmlns="{_MAIN}"><!--{noise}-->{shared}</sst>'
            book.writestr("xl/sharedStrings.xml", text)
    return file.getvalue()


def rows(data: bytes) -> list[list[str]]:
    return [list(row) for row in sheet_rows(data, BOUNDS)]


@pytest.mark.parametrize(
    ("before", "after"),
    [("", "<a/>" * MANY), ("<a>" + "<b/>" * MANY + "</a>", ""), ("<cols/>" * MANY, "")],
)
def test_what_is_no_row_is_not_kept_in_memory(before: str, after: str) -> None:
    data = workbook(f"{before}<sheetData>{ROW}</sheetData>{after}")
    tracemalloc.start()
    try:
        assert rows(data) == [["7"]]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4_000_000


@pytest.mark.parametrize(
    "inner",
    [
        f"<sheetData><row>{'<a/>' * MANY}</row></sheetData>",
        f"<sheetData><row><c>{'<v>1</v>' * MANY}</c></row></sheetData>",
        "<a>" * MANY + "</a>" * MANY,
    ],
    ids=["a row of a great many parts", "a cell of a great many parts", "deep within itself"],
)
def test_what_is_out_of_all_measure_is_refused(inner: str) -> None:
    with pytest.raises(TableRefused) as refused:
        rows(workbook(inner))
    assert refused.value.fault is TableFault.TOO_LARGE


def test_a_shared_text_of_a_great_many_runs_is_refused() -> None:
    with pytest.raises(TableRefused) as refused:
        rows(workbook(ROW, shared=f"<si>{'<r/>' * MANY}</si>"))
    assert refused.value.fault is TableFault.TOO_LARGE


@pytest.mark.parametrize("number", ["x", "-1", "0", "9" * 5000])
def test_a_row_of_no_number_is_no_row(number: str) -> None:
    with pytest.raises(TableRefused):
        rows(workbook(f'<sheetData><row r="{number}"><c><v>1</v></c></row></sheetData>'))


@pytest.mark.parametrize(("value", "read"), [("1e999", "inf"), ("nan", "nan"), ("-0.0", "0")])
def test_a_number_of_no_size_breaks_nothing(value: str, read: str) -> None:
    assert rows(workbook(f"<sheetData><row><c><v>{value}</v></c></row></sheetData>")) == [[read]]


def test_a_long_sheet_is_read_to_its_end() -> None:
    assert len(rows(workbook(f"<sheetData>{ROW * 60_000}</sheetData>"))) == 60_000
