"""In which encoding a text came that says nothing of it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.files.encodings import Decoded, detect, first_fault
from academy.files.tables import Reading, TableFault, TableRefused, how_to_read, table_rows

SAMPLES = Path(__file__).parents[1] / "data" / "imports"


@pytest.mark.parametrize(
    ("name", "how", "second"),
    [
        ("utf-8.csv", Reading("utf-8", ","), "សុខ ដារ៉ា"),
        ("utf-16.csv", Reading("utf-16-le", "\t"), "ນ້ອຍ ພົມມະຈັນ"),
        ("gb18030.csv", Reading("gb18030", ","), "王小明"),
        ("big5.csv", Reading("big5hkscs", ","), "陳慧嫻"),
        ("windows-874.csv", Reading("cp874", "\t"), "สมชาย ใจดี"),
        ("windows-1252.csv", Reading("cp1252", "|"), "João da Conceição"),
        ("workbook.xlsx", Reading(), "အောင်အောင်"),
    ],
)
def test_files_of_every_country_are_read_as_their_programs_wrote_them(
    name: str, how: Reading, second: str
) -> None:
    data = (SAMPLES / name).read_bytes()
    assert how_to_read(data) == how
    rows = list(table_rows(data, how))
    assert len(rows) == 3
    assert rows[1][0] == second


def test_vietnamese_of_windows_is_told_from_western_europe() -> None:
    data = (SAMPLES / "windows-1258.csv").read_bytes()
    assert how_to_read(data) == Reading("cp1258", ";")


@pytest.mark.parametrize(
    ("name", "fault", "line"),
    [
        ("picture.csv", TableFault.PICTURE, 0),
        ("document.csv", TableFault.PDF, 0),
        ("old.xls", TableFault.OLD_WORKBOOK, 0),
        ("locked.xlsx", TableFault.LOCKED_WORKBOOK, 0),
        ("mixed.csv", TableFault.MIXED_ENCODINGS, 4),
    ],
)
def test_what_is_no_table_is_called_what_it_is(name: str, fault: TableFault, line: int) -> None:
    with pytest.raises(TableRefused) as refused:
        how_to_read((SAMPLES / name).read_bytes())
    assert (refused.value.fault, refused.value.line) == (fault, line)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("王", "gb18030"),
        ("João", "cp1252"),
        ("Muñoz,Núñez", "cp1252"),
        ("name\nZoë\n", "cp1252"),
        ("ดาว", "cp874"),
        ("名字,x\nนักเรียน,y\n", "utf-16-be"),
        ("名字,x\nนักเรียน,y\n", "utf-16-le"),
    ],
)
def test_a_word_or_two_are_enough(text: str, encoding: str) -> None:
    assert detect(text.encode(encoding)) == Decoded(encoding)


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"\x00\x01\x02\x00", b"\x81\x8d\x8f\x90" * 9])
def test_bytes_that_are_no_text_are_none(data: bytes) -> None:
    assert detect(data) is None


def test_a_mark_does_not_hide_what_is_broken_behind_it() -> None:
    assert detect(b"\xef\xbb\xbfa\nb\xe9,c\n") == Decoded(None, 2)


def test_half_of_each_encoding_is_neither() -> None:
    data = "ສະບາຍດີ\n".encode() * 2 + "สวัสดี\n".encode("cp874") * 2
    found = detect(data)
    assert found is not None
    assert (found.encoding, found.line) == (None, 3)


def test_a_wrong_choice_is_told_with_its_line() -> None:
    assert first_fault("a\nb\nJosé\n".encode("cp1252"), "utf-8") == 3
    with pytest.raises(TableRefused) as refused:
        list(table_rows("a\nJosé\n".encode("cp1252"), Reading("utf-8", ",")))
    assert (refused.value.fault, refused.value.line) == (TableFault.OTHER_ENCODING, 2)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_what_is_utf_8_is_never_anything_else(text: str) -> None:
    assert detect(text.encode()) in {Decoded("utf-8"), Decoded("utf-16-le"), Decoded("utf-16-be")}


@given(st.binary(max_size=400))
def test_any_bytes_end_in_an_encoding_that_reads_them_or_in_none(data: bytes) -> None:
    found = detect(data)
    if found is not None and found.encoding is not None:
        assert first_fault(data, found.encoding) is None
