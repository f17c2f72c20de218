import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.kernel.text import fold, normal, tidy


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("  Clean   WATER ", "clean water"),
        ("ＱＲ　码", "qr 码"),
        ("cafe\u0301", "café"),
        ("ខ្មែរ\u200bសាលា", "ខ្មែរសាលា"),
        ("Straße", "strasse"),
    ],
    ids=["case and spaces", "full width", "combining accent", "zero-width space", "sharp s"],
)
def test_what_does_not_matter_is_folded_away(typed: str, meant: str) -> None:
    assert fold(typed) == meant


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_tidying_twice_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


def test_a_name_keeps_its_letters_and_loses_its_tricks() -> None:
    assert tidy(" ສົມ\u202e\x00 ພອນ\n") == "ສົມ ພອນ"


def test_a_letter_keeps_no_more_marks_than_any_writing_needs() -> None:
    typed = "a" + "\u0301" * 200_000 + "\u0323" * 200_000
    assert len(normal(typed, "NFD")) == 31
    assert len(fold(typed)) <= 31


def test_every_mark_there_is_counts_as_one() -> None:
    every = (chr(point) for point in range(sys.maxunicode + 1))
    marks = [letter for letter in every if unicodedata.combining(letter)]
    assert [mark for mark in marks if len(normal(f"a{mark * 200}", "NFD")) > 1 + 30 * 4] == []


@given(st.text(max_size=60))
def test_what_people_write_is_normal_in_unicode_s_own_way(text: str) -> None:
    assert normal(text, "NFKC") == unicodedata.normalize("NFKC", text)
