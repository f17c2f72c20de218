"""Workbooks that hold what no text can."""

import pytest

from academy.files.tables import read_table
from tests.files.test_tables import book


@pytest.mark.parametrize(
    ("written", "read"),
    [("a_x0000_b", "ab"), ("a_xD800_b", "ab"), ("a_x0001_b", "ab"), ("a_x000A_b", "a\nb")],
)
def test_letters_that_no_store_takes_are_left_out(written: str, read: str) -> None:
    cell = f'<c r="A1" t="inlineStr"><is><t>{written}</t></is></c>'
    assert read_table(book(rows=f"<row>{cell}</row>")) == [[read]]
