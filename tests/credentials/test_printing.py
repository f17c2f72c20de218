import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from academy.credentials.service import print_sheet, printing
from academy.kernel.languages import LANGUAGES
from tests.credentials.made import NUMBER, sheet_in, with_course
from tests.credentials.papers import (
    content_of,
    ink_of,
    metadata_of,
    pages_of,
    record_of,
    text_of,
    unspaced,
)
from tests.credentials.samples import SAMPLES

TAGS = [language.tag for language in LANGUAGES]
LARGEST = 60_000
NAMES = (*(sample.name for sample in SAMPLES.values()), "张伟 கிருஷ்ணன் สมชาย", "Nguyễn Ắ", "김민수")


@pytest.mark.parametrize("tag", TAGS)
def test_every_text_reads_back_in_every_language(tag: str) -> None:
    sheet = sheet_in(tag)
    found = unspaced(text_of(print_sheet(sheet)))
    # At a line's end, readers take a hyphen for a broken word's.
    missing = [line.text for line in sheet.lines if unspaced(line.text).rstrip("-") not in found]
    assert missing == []


@pytest.mark.parametrize("tag", TAGS)
def test_a_certificate_is_one_small_page_in_every_language(tag: str) -> None:
    data = print_sheet(sheet_in(tag))
    assert pages_of(data) == 1
    assert len(data) <= LARGEST


@pytest.mark.parametrize("tag", TAGS)
def test_no_letter_is_an_empty_box_and_none_is_invisible(tag: str) -> None:
    with_name, without = (print_sheet(sheet_in(tag, name=name)) for name in (None, "."))
    # Glyph 0 is the box that a font draws for what it does not have; each glyph is two bytes.
    assert rb"(\000\000" not in content_of(with_name)
    dark, darker = (sum(map(sum, ink_of(data))) for data in (without, with_name))
    assert darker > dark + 200


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("tag", ["en", "km"])
def test_a_name_in_any_script_reads_back_on_a_certificate_in_any(tag: str, name: str) -> None:
    assert name in text_of(print_sheet(sheet_in(tag, name=name)))


@pytest.mark.parametrize(
    "name",
    [
        '#eval("1+1")',
        "$x^2$ *bold* _it_ `raw`",
        "*/ // /* @label <label>",
        "= Heading \\u{41} #let x = 1",
        '"}]; #panic("now")',
        "<script>alert(1)</script>",
        "/Span<</MCID 0>>BDC EMC (Q) \\) ET",
        "Robert'); DROP TABLE users;--",
    ],
)
def test_no_name_becomes_markup_or_code(name: str) -> None:
    data = print_sheet(sheet_in("en", name=name))
    assert unspaced(name) in unspaced(text_of(data))
    assert record_of(data)["name"] == name


def test_control_characters_are_left_out() -> None:
    data = print_sheet(sheet_in("en", name="No\x00i\x07\n\u202eKeo\u2028"))
    assert "Noi Keo" in text_of(data)


@pytest.mark.parametrize(
    "name",
    ["W" * 120, "ស្រី" * 30, "ஸ்ரீ" * 30, "龘" * 120, " ".join(["Wolfeschlegelstein"] * 6)],
)
@pytest.mark.parametrize("tag", ["en", "my"])
def test_the_longest_names_are_whole_and_inside_the_frame(tag: str, name: str) -> None:
    data = print_sheet(sheet_in(tag, name=name))
    assert pages_of(data) == 1
    assert unspaced(name) in unspaced(text_of(data))
    rows = ink_of(data)
    margins = [row[36:52] + row[-52:-36] for row in rows[40:-40]]
    assert not any(map(any, margins))


def test_a_long_course_is_set_smaller_and_stays_one_page() -> None:
    sheet = sheet_in("my")
    statement, title = SAMPLES["my"].statement * 20, SAMPLES["my"].title * 10
    data = print_sheet(with_course(sheet, statement=statement, title=title))
    assert pages_of(data) == 1
    assert SAMPLES["my"].name in text_of(data)


def test_what_fits_no_page_is_said_and_not_cut() -> None:
    sheet = with_course(sheet_in("en"), statement="word " * 140)
    with pytest.raises(ValueError, match="does not fit"):
        print_sheet(replace(sheet, course=sheet.course * 60))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Noi 😀 Keo", "Noi Keo"),
        ("Noi 👩\u200d💻", "Noi"),
        ("1\ufe0f\u20e3 Noi", "1 Noi"),
    ],
)
def test_what_is_no_letter_is_left_out_where_no_font_has_it(name: str, shown: str) -> None:
    data = print_sheet(sheet_in("en", name=name, latin_name="In Latin"))
    assert f"{shown} In Latin" in text_of(data)
    assert record_of(data)["name"] == name


@pytest.mark.parametrize("name", ["𰀀明", "محمد", "😀😀"])
def test_where_letters_of_the_name_are_missing_the_latin_name_stands_alone(name: str) -> None:
    found = text_of(print_sheet(sheet_in("th", name=name, latin_name="In Latin")))
    assert found.count("In Latin") == 1
    assert name not in found


@pytest.mark.parametrize(("name", "shown"), [("𰀀明", "〓明"), ("😀😀", "〓")])
def test_without_a_latin_name_a_mark_stands_for_each(name: str, shown: str) -> None:
    data = print_sheet(sheet_in("en", name=name, latin_name=None))
    assert shown in text_of(data)
    assert record_of(data)["name"] == name


def test_other_words_than_the_name_are_mended_too() -> None:
    data = print_sheet(with_course(sheet_in("en"), title="Sell 🍜 online", statement="😀"))
    assert "Sell online" in text_of(data)


def test_a_file_is_archival_accessible_and_dated() -> None:
    data = print_sheet(sheet_in("km"))
    about = metadata_of(data)
    assert "<pdfaid:part>3</pdfaid:part>" in about
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in about
    assert "<pdfuaid:part>1</pdfuaid:part>" in about
    assert "2026-11-23" in about
    assert f"Certificate {NUMBER}" in about
    assert "China-ASEAN Digital Academy" in about


def test_the_same_certificate_is_the_same_file_every_time() -> None:
    sheet = sheet_in("lo")
    assert print_sheet(sheet) == print_sheet(sheet)


def test_threads_print_side_by_side() -> None:
    sheets = [sheet_in(tag) for tag in TAGS]
    alone = [print_sheet(sheet) for sheet in sheets]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(print_sheet, sheets)) == alone


def test_a_mark_is_drawn_whole_in_the_code() -> None:
    address = sheet_in("en").address
    assert printing._code(address).count("<path") == 1
    rows = ink_of(print_sheet(sheet_in("en")), scale=2)
    corner = [row[-220:] for row in rows[-260:]]
    assert math.isclose(sum(map(sum, corner)) / (220 * 260), 0.2, abs_tol=0.12)
