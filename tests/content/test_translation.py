"""Segments, catalogues brought up to date, and what a translation must keep."""

from fractions import Fraction

import pytest

from academy.content.catalogues import (
    Catalogue,
    Entry,
    Localised,
    completeness,
    localised,
    read_po,
    refresh,
    refresh_po,
    translate,
)
from academy.content.faults import FaultCode
from academy.content.reader import check_package
from academy.content.segment_kinds import SegmentKind
from academy.content.segments import Segment, segments
from academy.content.sentences import WARNINGS
from academy.content.translations import glossary_faults, numbers, translation_faults
from tests.content.builders import EXTRA, KHMER, LESSON, QUIZ, edited_package, files, package

LESSON_TEXTS = [
    (SegmentKind.TITLE, "Lock your screen", 1),
    (
        SegmentKind.PARAGRAPH,
        "A lock **keeps** strangers out.[^1] See [more](unit:extra) or [a page](https://example.org/).",
        3,
    ),
    (SegmentKind.ALT, "Two keys on a ring", 5),
    (SegmentKind.HEADING, "Which lock?", 7),
    (SegmentKind.CELL, "Lock", 9),
    (SegmentKind.CELL, "Digits", 9),
    (SegmentKind.CELL, "PIN", 11),
    (SegmentKind.CELL, "6", 11),
    (SegmentKind.PARAGRAPH, "Open the `settings`.", 13),
    (SegmentKind.PARAGRAPH, "Choose a lock.", 14),
    (SegmentKind.PARAGRAPH, "Test it.", 17),
    (SegmentKind.BOX_TITLE, "A code is a *key*", 20),
    (SegmentKind.PARAGRAPH, "Tell nobody.", 21),
    (SegmentKind.BOX_TITLE, "Your bank calls. What do you do?", 24),
    (SegmentKind.PARAGRAPH, "Hang up.", 25),
    (SegmentKind.PARAGRAPH, "Often, at least.", 35),
]


def test_every_block_of_a_lesson_is_a_segment() -> None:
    found = [
        (segment.kind, segment.source, segment.line)
        for segment in segments(package())
        if segment.unit == "screen-lock"
    ]
    assert found == LESSON_TEXTS


def test_every_text_of_a_quiz_is_a_segment() -> None:
    found = {
        (segment.source, segment.kind) for segment in segments(package()) if segment.unit == "check"
    }
    assert {
        ("Check what you know", SegmentKind.TITLE),
        ("Seven questions.", SegmentKind.INTRO),
        ("Which habits are good?", SegmentKind.QUESTION),
        ("A passphrase", SegmentKind.OPTION),
        ("Anyone tries it first.", SegmentKind.FEEDBACK),
        ("rupiah", SegmentKind.LABEL),
        ("phishing", SegmentKind.ACCEPT),
        ("It is lost", SegmentKind.PROMPT),
        ("Do nothing", SegmentKind.OPTION),
        ("Call the bank", SegmentKind.OPTION),
        ("It sounds like fishing.", SegmentKind.FEEDBACK),
    } <= found


def test_the_texts_of_the_course_come_first() -> None:
    assert [segment.source for segment in segments(package()) if segment.unit == "course"] == [
        "Safe every day",
        "Lock your phone.",
        "Set a screen lock.",
        "Lock the phone",
        "More to read",
        "The holder can protect a phone.",
    ]


def test_a_text_that_stands_twice_is_one_segment() -> None:
    keys = [segment.key for segment in segments(package())]
    assert len(keys) == len(set(keys))


def test_a_text_is_found_in_its_unit_and_language() -> None:
    course = package()
    assert translate(course, "km", "course", "Safe every day") == "សុវត្ថិភាពរាល់ថ្ងៃ"
    assert translate(course, "km", "check", "Safe every day") is None
    assert translate(course, "lo", "course", "Safe every day") is None
    assert translate(course, "en", "course", "Safe every day") == "Safe every day"


def test_what_is_not_translated_says_that_it_is_not() -> None:
    assert localised(package(), "km", "course", "More to read") == Localised("More to read", "en")
    assert localised(package(), "km", "screen-lock", "Choose a lock.").lang == "km"


def test_completeness_counts_what_a_reader_sees() -> None:
    course = package()
    assert completeness(course, "en") == 1
    assert completeness(course, "lo") == 0
    assert completeness(course, "km") == Fraction(5, len(segments(course)))


def entries(course_po: bytes) -> dict[tuple[str, str], Entry]:
    return dict(read_po(course_po, "km").entries)


def test_a_new_catalogue_has_every_text_and_no_translation() -> None:
    course = package()
    made = entries(refresh_po(None, course, "km"))
    assert list(made) == [segment.key for segment in segments(course)]
    assert set(made.values()) == {Entry("")}


def test_a_changed_text_becomes_fuzzy() -> None:
    course = edited_package("lessons/screen-lock.md", "Choose a lock.", "Choose a good lock.")
    made = entries(refresh_po(KHMER.encode(), course, "km"))
    assert made["screen-lock", "Choose a good lock."] == Entry(
        "ជ្រើសរើសសោ។", fuzzy=True, previous="Choose a lock."
    )


def test_a_text_that_changes_again_remembers_what_was_translated() -> None:
    course = edited_package("lessons/screen-lock.md", "Test it.", "Test it now.")
    made = entries(refresh_po(KHMER.encode(), course, "km"))
    assert made["screen-lock", "Test it now."].previous == "Test it twice."


def test_what_is_gone_is_kept_as_obsolete_and_comes_back() -> None:
    without = edited_package("lessons/screen-lock.md", "- Choose a lock.\n", "")
    gone = refresh_po(KHMER.encode(), without, "km")
    assert read_po(gone, "km").obsolete["screen-lock", "Choose a lock."].text == "ជ្រើសរើសសោ។"
    back = refresh_po(gone, package(), "km")
    assert entries(back)["screen-lock", "Choose a lock."] == Entry("ជ្រើសរើសសោ។")


def test_a_translation_is_not_borrowed_from_another_unit() -> None:
    extra = EXTRA + "\nChoose a good lock.\n"
    lesson = LESSON.replace("- Choose a lock.\n", "")
    course = package({"lessons/extra.md": extra, "lessons/screen-lock.md": lesson})
    assert entries(refresh_po(KHMER.encode(), course, "km"))[
        "extra", "Choose a good lock."
    ] == Entry("")


def test_refreshing_twice_changes_nothing() -> None:
    once = refresh_po(KHMER.encode(), package(), "km")
    assert refresh_po(once, package(), "km") == once


def test_the_translators_keep_their_headers_and_comments() -> None:
    once = refresh(read_po(KHMER.encode(), "km"), package())
    assert once.headers == {"Last-Translator": "Sokha"}
    assert once.entries["course", "Safe every day"].comment == "the title of the course"


def test_an_untranslated_text_that_is_gone_leaves_nothing_behind() -> None:
    assert refresh(Catalogue("km", {("extra", "Gone."): Entry("")}), package()).obsolete == {}


def told(
    source: str, text: str, tag: str, *, kind: SegmentKind = SegmentKind.PARAGRAPH
) -> list[FaultCode]:
    segment = Segment("screen-lock", source, "lessons/screen-lock.md", 1, kind)
    return [code for code, _ in translation_faults(segment, text, tag)]


KEPT = [
    ("See [more](unit:extra).", "សូមមើល [បន្ថែម](unit:extra)។", "km"),
    ("Open `settings` now.", "បើក `settings`", "km"),
    ("It costs 200,000 rupiah.", "ราคา ๒๐๐.๐๐๐ รูเปียห์", "th"),
    ("Use 0.7 %.", "0,7 %", "id"),
    ("Often.[^1]", "ញឹកញាប់។[^1]", "km"),
    ("**Lock** it.", "**锁**上它。", "zh-Hans"),
    ("Hello {name}, %(count)s new.", "{name} %(count)s", "km"),
    ("One\\\nTwo", "ຫນຶ່ງ\\\nສອງ", "lo"),
    ("2 * 3 is 6", "2 * 3 គឺ 6", "km"),
]


@pytest.mark.parametrize(("source", "text", "tag"), KEPT)
def test_a_faithful_translation_has_no_fault(source: str, text: str, tag: str) -> None:
    assert told(source, text, tag) == []


LOST = [
    ("See [more](unit:extra).", "[x](unit:extr)", [FaultCode.LOST_LINK] * 2),
    ("See [more](unit:extra).", "x", [FaultCode.LOST_LINK]),
    ("Nothing.", "[x](https://example.org)", [FaultCode.LOST_LINK]),
    ("Open `settings`.", "បើក settings", [FaultCode.LOST_CODE]),
    ("Six of 10.", "11", [FaultCode.LOST_NUMBER]),
    ("Often.[^1]", "x", [FaultCode.LOST_FOOTNOTE, FaultCode.LOST_NUMBER]),
    ("**“Lock”** it.", "很**“锁”**上。", [FaultCode.LOST_MARKUP]),
    ("*Lock* it.", "锁", [FaultCode.LOST_MARKUP]),
    ("*Lock* it, and *now*.", "*锁*上, *现 在", [FaultCode.STRAY_MARK]),
    ("Hello.", "`x", [FaultCode.STRAY_MARK]),
    ("Hello.", "[x](un it)", [FaultCode.STRAY_MARK]),
    ("One\\\nTwo", "x\ny", [FaultCode.LOST_BREAK]),
    ("Hello {name}.", "x", [FaultCode.LOST_PLACEHOLDER]),
    ("Hello.", "<b>x</b>", [FaultCode.RAW_HTML] * 2),
    ("Hello.", "![x](media/a.svg)", [FaultCode.PICTURE_NOT_ALONE]),
    ("Hello.", "a\u202eb", [FaultCode.CONTROL_CHARACTER]),
    ("Hello.", "a" * 20_000, [FaultCode.TRANSLATION_TOO_LONG]),
]


@pytest.mark.parametrize(("source", "text", "codes"), LOST)
def test_what_a_translation_lost_is_told(source: str, text: str, codes: list[FaultCode]) -> None:
    assert [code for code in told(source, text, "km") if code is not SCRIPT] == codes


SCRIPT = FaultCode.WRONG_SCRIPT

FOREIGN = [
    ("Lock your screen first.", "Kunci layar Anda dulu.", "km"),
    ("Lock your screen first.", "ล็อกหน้าจอก่อน", "lo"),
    ("Lock your screen first.", "锁定屏幕。", "id"),
    ("Lock your screen first.", "锁 Kunci layar Anda dulu.", "zh-Hans"),
    ("**Lock** your `screen`.", "**Kunci** dulu `layar`.", "km"),
]


@pytest.mark.parametrize(("source", "text", "tag"), FOREIGN)
def test_another_script_is_told(source: str, text: str, tag: str) -> None:
    assert SCRIPT in told(source, text, tag)


OWN = [
    ("Phishing by SMS, chat and QR code", "ហ្វីស៊ីង (phishing) តាម SMS ឆាត និងកូដ QR", "km"),
    ("What is AI?", "是 AI 吗？", "zh-Hans"),
    ("A pattern", "លំនាំ (pattern)", "km"),
    ("The Bank of China", "Bank of China", "ta"),
    ("Facebook & Google Maps", "Facebook និង Google Maps", "km"),
    ("Write to help@example.org", "help@example.org", "my"),
    ("See www.example.org/a-page today", "www.example.org/a-page", "my"),
    ("See https://example.org/a", "https://example.org/a-longer-page", "th"),
    ("Run `lock --now`", "运行 `lock the screen --now`", "zh-Hans"),
    ("Go to [the page](https://example.org/a-page)", "[页](https://example.org/a-page)", "zh-Hans"),
    ("WeChat", "微信 WeChat", "id"),
    ("Six", "6", "km"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "text", "tag"), OWN)
def test_names_code_and_addresses_are_of_no_script(source: str, text: str, tag: str) -> None:
    assert SCRIPT not in told(source, text, tag)


@pytest.mark.parametrize(
    ("text", "tag", "is_told"),
    [
        ("Lock it", "km", True),
        ("Lock it", "id", False),
        ("Lock it now", "id", True),
        ("lock  IT now", "vi", True),
        ("Lock", "km", False),
        ("Google Maps", "km", False),
        ("锁定屏幕", "km", True),
        ("1, 2, 4", "km", False),
        ("`lock the screen`", "km", False),
    ],
)
def test_a_text_that_was_only_copied_is_told(text: str, tag: str, *, is_told: bool) -> None:
    source = text.replace("  ", " ")
    assert told(source, text, tag) == [FaultCode.SAME_AS_SOURCE] * is_told


SMALL = [
    SegmentKind.TITLE,
    SegmentKind.OPTION,
    SegmentKind.PROMPT,
    SegmentKind.LABEL,
    SegmentKind.BOX_TITLE,
    SegmentKind.HEADING,
]


@pytest.mark.parametrize("kind", SegmentKind)
def test_what_is_long_for_its_place_is_told(kind: SegmentKind) -> None:
    long = [FaultCode.LONG_FOR_ITS_PLACE] if kind in SMALL else []
    assert told("Lock", "ក" * 41, "km", kind=kind) == long
    assert told("Lock", "ក" * 40, "km", kind=kind) == []


def test_a_long_source_leaves_more_room() -> None:
    assert told("a" * 20, "ក" * 50, "km", kind=SegmentKind.TITLE) == []
    assert told("a" * 20, "ក" * 51, "km", kind=SegmentKind.TITLE) == [FaultCode.LONG_FOR_ITS_PLACE]


def test_marks_take_no_room_and_chinese_letters_that_of_two() -> None:
    assert told("Lock", "ကို" * 40, "my", kind=SegmentKind.TITLE) == []
    assert told("Lock", "锁" * 20, "zh-Hans", kind=SegmentKind.TITLE) == []
    too_long = told("Lock", "锁" * 21, "zh-Hans", kind=SegmentKind.TITLE)
    assert too_long == [FaultCode.LONG_FOR_ITS_PLACE]


def test_the_target_of_a_link_takes_no_room() -> None:
    link = f"(https://example.org/{'a' * 60})"
    assert told(f"[Lock]{link}", f"[锁]{link}", "zh-Hans", kind=SegmentKind.OPTION) == []


def test_doubts_let_a_package_in() -> None:
    doubts = {
        FaultCode.WRONG_SCRIPT,
        FaultCode.SAME_AS_SOURCE,
        FaultCode.LONG_FOR_ITS_PLACE,
        FaultCode.GLOSSARY_LOST,
        FaultCode.STRAY_MARK,
        FaultCode.LOST_BREAK,
    }
    assert doubts <= WARNINGS


def test_the_checker_tells_what_a_catalogue_only_copied() -> None:
    po = KHMER.replace("ជ្រើសរើសសោ។", "Choose a lock.")
    (fault,) = check_package(files({"locale/km.po": po})).faults
    assert (fault.file, fault.code) == ("locale/km.po", FaultCode.SAME_AS_SOURCE)


TERMS = {"screen lock": "ការចាក់សោអេក្រង់", "two-factor": "ពីរជំហាន", "PIN": "PIN"}


@pytest.mark.parametrize(
    ("source", "text", "lost"),
    [
        ("Set a screen lock.", "កំណត់ការចាក់\u200bសោអេក្រង់", []),
        ("Set a screen lock.", "កំណត់សោ", ["screen lock"]),
        ("Screen  Locks and screen locks", "សោ", ["screen lock"]),
        ("Use a PIN.", "ប្រើលេខ", ["PIN"]),
        ("Open `PIN`, [see](unit:screen-lock).", "បើក", []),
        ("Nothing agreed.", "x", []),
    ],
)
def test_an_agreed_word_that_is_not_used_is_told(source: str, text: str, lost: list[str]) -> None:
    found = list(glossary_faults(source, text, TERMS))
    assert [detail["term"] for _, detail in found] == lost
    assert all(detail["word"] == TERMS[detail["term"]] for _, detail in found)


@pytest.mark.parametrize(
    ("agreed", "text", "is_kept"),
    [
        ("kata sandi", "Kata sandinya rahasia", True),
        ("ligação", "As ligações são seguras", True),
        ("புத்தகம்", "புத்தகத்தைப் படி", True),
        ("mật khẩu", "Đặt mật mã", False),
        ("网络钓鱼", "小心网络 钓鱼", True),
        ("网络钓鱼", "小心钓鱼", False),
    ],
)
def test_an_agreed_word_may_bend(agreed: str, text: str, *, is_kept: bool) -> None:
    assert (list(glossary_faults("the term", text, {"term": agreed})) == []) is is_kept


def test_an_accepted_word_may_have_several_translations_but_none_empty() -> None:
    assert told("phishing", "钓鱼 | 网络钓鱼", "zh-Hans", kind=SegmentKind.ACCEPT) == []
    assert told("phishing", "钓鱼 |", "zh-Hans", kind=SegmentKind.ACCEPT) == [FaultCode.EMPTY_TEXT]


def test_plain_texts_are_not_read_as_markdown() -> None:
    assert told("Lock it", "*锁*", "zh-Hans", kind=SegmentKind.TITLE) == []


def test_numbers_are_compared_in_any_digits() -> None:
    assert numbers("1,000,000 និង ១០") == ["1000000", "10"]
    assert numbers("၂၀၂၆ / 3") == ["2026", "3"]


def test_the_word_of_a_quiz_is_translated_in_its_unit() -> None:
    assert "phishing" in QUIZ
    assert translate(package(), "km", "check", "phishing") == "ការបន្លំ | phishing"
