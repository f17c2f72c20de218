"""Tables that people send: read whatever program wrote them, and refused where they do harm."""

import csv
import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.files import spreadsheet
from academy.files.tables import Bounds, TableFault, TableRefused, read_table
from academy.files.workbook import Column, Shape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
BOOK = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet r:id="a"/></sheets></workbook>'
LINKS = f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" Target="{{}}"/></Relationships>'


def book(**changes: str) -> bytes:
    """Return a workbook of these parts; `sheet` and `target` are the ones that matter."""
    files = {
        "xl/workbook.xml": changes.get("workbook", BOOK),
        "xl/_rels/workbook.xml.rels": LINKS.format(changes.get("target", "worksheets/sheet1.xml")),
        "xl/worksheets/sheet1.xml": sheet(changes.get("rows", "")),
    }
    if "shared" in changes:
        files["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{changes["shared"]}</sst>'
    return packed(files)


def sheet(rows: str) -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def packed(files: Mapping[str, str]) -> bytes:
    page = io.BytesIO()
    with ZipFile(page, "w", ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return page.getvalue()


def refusal(data: bytes, bounds: Bounds | None = None) -> TableFault:
    with pytest.raises(TableRefused) as refused:
        read_table(data, bounds or Bounds())
    return refused.value.fault


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_is_read_as_spreadsheets_save_it(separator: str, encoding: str) -> None:
    text = separator.join(["name", "score"]) + "\r\n" + separator.join([" ນ້ອຍ ", "72"]) + "\r\n"
    assert read_table(text.encode(encoding)) == [["name", "score"], ["ນ້ອຍ", "72"]]


def test_rows_are_as_long_as_the_longest_and_keep_their_numbers() -> None:
    assert read_table(b"a,b\n\n1\n,\n\n") == [["a", "b"], ["", ""], ["1", ""]]


def test_a_workbook_of_another_program_is_read() -> None:
    made = openpyxl.Workbook()
    made.active.append(["name", "score", "sum"])
    made.active.append(["Noi & Dao", 72.5, "=1+1"])
    made.active["A4"] = True
    made.create_sheet("Second").append(["not this one"])
    page = io.BytesIO()
    made.save(page)

    assert read_table(page.getvalue()) == [
        ["name", "score", "sum"],
        ["Noi & Dao", "72.5", ""],
        ["", "", ""],
        ["1", "", ""],
    ]


def test_texts_are_put_together_and_sounds_left_out() -> None:
    shared = (
        "<si><r><t>Clean</t></r><r><t xml:space='preserve'> water</t></r></si>"
        "<si><t>水</t><rPh><t>shui</t></rPh></si>"
    )
    rows = '<row r="1"><c t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>'
    assert read_table(book(shared=shared, rows=rows)) == [["Clean water", "", "水"]]


def test_a_sheet_is_found_wherever_it_stands() -> None:
    rows = '<row><c><v>1e2</v></c><c t="str"><v>so</v></c><c/></row>'
    target = "/xl/worksheets/sheet1.xml"
    assert read_table(book(rows=rows, target=target)) == [["100", "so", ""]]


@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])),
            min_size=3,
            max_size=3,
        ),
        min_size=1,
        max_size=5,
    )
)
def test_what_we_write_reads_back(rows: list[list[str]]) -> None:
    shape = Shape("Any", tuple(Column(name) for name in "abc"))
    workbook = b"".join(spreadsheet.blocks(shape, [rows]))
    page = io.StringIO(newline="")
    csv.writer(page).writerows([["a", "b", "c"], *rows])

    assert read_table(workbook) == read_table(page.getvalue().encode())


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", TableFault.NO_ROWS),
        (b"\n,,\n", TableFault.NO_ROWS),
        (b"\xff\xfe\x00", TableFault.NOT_TEXT),
        (b"\x01\x02\x03", TableFault.NOT_TEXT),
        (b"a\0b", TableFault.NOT_TEXT),
        (b"PK", TableFault.NOT_A_WORKBOOK),
        (packed({"a.txt": "a"}), TableFault.NOT_A_WORKBOOK),
        (book(workbook="<workbook"), TableFault.NOT_A_WORKBOOK),
        (book(workbook=f'<workbook xmlns="{MAIN}"/>'), TableFault.NOT_A_WORKBOOK),
        (book(target="elsewhere.xml"), TableFault.NOT_A_WORKBOOK),
        (book(rows='<row><c t="s"><v>7</v></c></row>'), TableFault.NOT_A_WORKBOOK),
        (book(rows="<row><c><v>many</v></c></row>"), TableFault.NOT_A_WORKBOOK),
        (book(rows='<row r="2"/><row r="1"/>'), TableFault.TOO_MANY_ROWS),
        (book(rows='<row r="9999999"/>'), TableFault.TOO_MANY_ROWS),
        (book(rows='<row><c r="ZZZ1"><v>1</v></c></row>'), TableFault.TOO_MANY_COLUMNS),
        (book(rows="<!-- -->" + " " * 3_000_000), TableFault.TOO_LARGE),
        (b"," * 400, TableFault.TOO_MANY_COLUMNS),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, fault: TableFault) -> None:
    assert refusal(data) is fault


def test_entities_are_refused() -> None:
    evil = f'<!DOCTYPE a [<!ENTITY b "bb">]>{BOOK}'
    assert refusal(book(workbook=evil)) is TableFault.NOT_A_WORKBOOK


def test_how_much_is_read_has_an_end() -> None:
    small = Bounds(size=100, unpacked=1_000, rows=2, columns=2, cell=3)

    assert refusal(b"a" * 101, small) is TableFault.TOO_LARGE
    assert refusal(b"1\n2\n3\n", small) is TableFault.TOO_MANY_ROWS
    assert refusal(b"1,2,3\n", small) is TableFault.TOO_MANY_COLUMNS
    assert read_table(b"12345,6\n", small) == [["123", "6"]]
    unpacked = Bounds(unpacked=1_000)
    assert refusal(book(rows="<row/>" * 400), unpacked) is TableFault.TOO_LARGE


def test_an_archive_that_lies_about_its_sizes_is_refused() -> None:
    data = bytearray(book(rows="<row><c><v>1</v></c></row>" * 200))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (10).to_bytes(4, "little")

    assert refusal(bytes(data)) in {TableFault.NOT_A_WORKBOOK, TableFault.TOO_LARGE}
