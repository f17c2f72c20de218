"""Fonts and the compiler: what every document is set with."""

from pathlib import Path

import pytest
import typst

from academy.files import typesetting
from academy.files.typesetting import MISSING, drawn, families_for, font_folders, width_of


def test_system_fonts_stand_in_for_a_wheel_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: dict[str, object] = {}
    monkeypatch.setattr(typesetting, "find_spec", lambda _: None)
    monkeypatch.setattr(typst, "Fonts", lambda **given: opened.update(given))
    typesetting._fonts.__wrapped__()
    assert font_folders() == ()
    assert opened["include_system_fonts"] is True


def test_every_font_is_in_the_wheels() -> None:
    folders = font_folders()
    assert len(folders) == len(typesetting._PACKAGES)
    assert all(list(Path(folder).rglob("*.ttf")) for folder in folders)


def test_a_text_is_set_in_the_family_of_its_language_and_latin_words_in_their_own() -> None:
    assert families_for("ນ້ອຍ", "lo")[0] == "Noto Sans Lao"
    assert families_for("Nguyễn", "lo")[0] == "Noto Sans"


def test_a_longer_text_is_wider() -> None:
    assert 0 < width_of("ab", "en") < width_of("abab", "en") < width_of("abab", "en", bold=True)


@pytest.mark.parametrize(
    ("text", "left"), [("Noy 😀 Sok", "Noy Sok"), ("ນ້ອຍ", "ນ້ອຍ"), ("\U00010330", MISSING)]
)
def test_what_no_font_has_is_left_out_or_told(text: str, left: str) -> None:
    assert drawn(text) == left
