"""Texts whose cells are parted by one letter."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.files.delimited import DELIMITERS, delimited_rows, guess_delimiter
from academy.files.tables import Reading, TableFault, TableRefused, read_table, table_rows

SAMPLES = Path(__file__).parents[1] / "data" / "imports"
CELL = st.text(st.characters(codec="ascii", exclude_categories=["Cc", "Cs"]), max_size=8)


@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_what_parts_the_cells_is_seen_over_several_lines(delimiter: str) -> None:
    lines = ["name,the,long", "Sok; Dara", "Noi", "x|y"]
    text = "".join(f'"{line}"{delimiter}a@example.org{delimiter}LA\n' for line in lines)
    assert guess_delimiter(text.encode(), "utf-8") == delimiter


def test_one_column_is_one_column() -> None:
    assert guess_delimiter(b"name\nSok\nDara\n", "utf-8") == ","
    assert read_table(b"name\nSok\n") == [["name"], ["Sok"]]


def test_line_ends_and_commas_within_quotes_part_nothing() -> None:
    data = b'name;note\n"Sok";"one, two,\nthree, four"\n"Dara";"a"\n'
    assert read_table(data)[1] == ["Sok", "one, two,\nthree, four"]


def test_a_quote_that_is_never_closed_is_told_with_its_line() -> None:
    with pytest.raises(TableRefused) as refused:
        read_table((SAMPLES / "open-quote.csv").read_bytes())
    assert (refused.value.fault, refused.value.line) == (TableFault.OPEN_QUOTE, 3)


def test_letters_that_no_text_has_are_told_with_their_line() -> None:
    with pytest.raises(TableRefused) as refused:
        list(table_rows(b"a,b\nc,\x07\n", Reading("utf-8", ",")))
    assert (refused.value.fault, refused.value.line) == (TableFault.NOT_TEXT, 2)


def test_emoji_marks_of_direction_and_zero_width_letters_are_text() -> None:
    assert read_table("name\n\u202eSok 😀\u200b\n".encode()) == [["name"], ["\u202eSok 😀\u200b"]]


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=6))
def test_what_is_written_by_the_rules_reads_back(rows: list[list[str]]) -> None:
    page = io.StringIO(newline="")
    csv.writer(page).writerows(rows)
    read = list(table_rows(page.getvalue().encode(), Reading("utf-8", ",")))
    assert read == [[cell.strip() for cell in row] for row in rows]


def test_reading_a_file_changes_no_limit_of_the_whole_process() -> None:
    before = csv.field_size_limit()
    rows = delimited_rows(b"name,note\nNoi,x\n", "utf-8", delimiter=",")
    assert next(rows) == ["name", "note"]
    assert csv.field_size_limit() == before


def test_a_cell_that_never_ends_is_a_quote_that_never_closes() -> None:
    data = b'name,note\nNoi,"' + b"x" * 200_000
    with pytest.raises(TableRefused) as refused:
        read_table(data)
    assert refused.value.fault is TableFault.OPEN_QUOTE
