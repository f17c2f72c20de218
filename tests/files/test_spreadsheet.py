"""A table as a workbook that others open."""

import io
import tracemalloc
from collections.abc import Generator, Iterator
from typing import Any, cast
from zipfile import ZipFile

import openpyxl
import pytest

from academy.files import spreadsheet
from academy.files.spreadsheet import column_letters
from academy.files.workbook import Column, Shape

SHAPE = Shape("Wells", (Column("place", 40), Column("depth", is_number=True), Column("owner")))


def made(*batches: list[list[Any]]) -> bytes:
    return b"".join(spreadsheet.blocks(SHAPE, batches))


def sheets(data: bytes) -> list[list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert all(sheet.freeze_panes == "A2" for sheet in book)
    return [list(sheet.iter_rows(values_only=True)) for sheet in book]


def row(text: str) -> list[Any]:
    return [text, None, None]


def test_a_sheet_is_named_and_has_its_columns_above_it() -> None:
    book = openpyxl.load_workbook(io.BytesIO(made([["Vientiane", 12, "Noi"]])))

    assert book.sheetnames == ["Wells 1"]
    assert list(book.active.iter_rows(values_only=True)) == [
        ("place", "depth", "owner"),
        ("Vientiane", 12, "Noi"),
    ]
    assert book.active.column_dimensions["A"].width == 40


def test_a_column_may_be_called_anything() -> None:
    shape = Shape("Wells", (Column("<a & b>"),))
    ((header,),) = sheets(b"".join(spreadsheet.blocks(shape, [])))

    assert header == ("<a & b>",)


@pytest.mark.parametrize(
    ("place", "letters"),
    [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")],
)
def test_columns_are_called_as_spreadsheets_call_them(place: int, letters: str) -> None:
    assert column_letters(place) == letters


def test_a_long_table_goes_on_in_another_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "_ROWS_A_SHEET", 2)
    rows = [row(f"row {number}") for number in range(5)]
    found = sheets(made(rows[:3], rows[3:]))

    assert [[each[0] for each in sheet[1:]] for sheet in found] == [
        ["row 0", "row 1"],
        ["row 2", "row 3"],
        ["row 4"],
    ]


@pytest.mark.parametrize(
    "text",
    ["a & b", "<t>", " spaces ", "two\nlines", "tab\there", "_x0041_", "_x004G_", "ນ້ອຍ", "😀", ""],
)
def test_a_workbook_gives_back_what_was_written(text: str) -> None:
    ((_, found),) = sheets(made([row(text)]))
    assert (found[0] or "").replace("_x005F_x0041_", "_x0041_") == text


@pytest.mark.parametrize(
    ("text", "kept"), [("\x07", "_x0007_"), ("\uffff", "_xFFFF_"), ("_x0041_", "_x005F_x0041_")]
)
def test_what_xml_cannot_hold_is_written_as_spreadsheets_do(text: str, kept: str) -> None:
    with ZipFile(io.BytesIO(made([row(text)]))) as book:
        assert f"<t>{kept}</t>" in book.read("xl/worksheets/sheet1.xml").decode()
        assert book.testzip() is None


def test_a_workbook_of_nothing_has_its_header() -> None:
    ((header,),) = sheets(made())
    assert header == ("place", "depth", "owner")


def test_a_workbook_leaves_while_it_is_written() -> None:
    asked: list[int] = []

    def batches() -> Iterator[list[list[Any]]]:
        for number in range(3):
            asked.append(number)
            yield [row(f"{number}")]

    sent = spreadsheet.blocks(SHAPE, batches())
    assert next(sent)
    assert asked == [0]
    cast("Generator[bytes]", sent).close()  # the reader went away: nothing is left open
    assert asked == [0]


def test_a_workbook_is_written_in_little_memory() -> None:
    shape = Shape("Wide", tuple(Column(f"c{place}") for place in range(21)))

    def batches() -> Iterator[list[list[Any]]]:
        for _ in range(20):
            yield [["x" * 40] * 14 + ["y"] * 7] * 500

    tracemalloc.start()
    for _ in spreadsheet.blocks(shape, batches()):
        pass
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 8_000_000
