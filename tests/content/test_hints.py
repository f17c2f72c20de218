"""What would make a lesson easier to read, and on which line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.content.hints import Hint, HintCode, lesson_hints
from tests.content.builders import LESSON

CHECK = "\n\n::: check Why?\nSo.\n:::\n"
SENTENCE = "Lock it now and then. "


def hints(source: str, *, minutes: int = 15, language: str = "en") -> list[Hint]:
    return list(lesson_hints(source, minutes=minutes, language=language))


def lesson(body: str) -> str:
    """A lesson that gives no hint but for its body, which begins in line 5."""
    return f"# Lock\n\nBegin here.\n\n{body}{CHECK}"


def only(body: str, *, language: str = "en") -> Hint:
    (hint,) = hints(lesson(body), language=language)
    return hint


def test_a_good_lesson_has_no_hints() -> None:
    assert hints(LESSON.replace("[more]", "[extra reading]")) == []


@given(
    st.text("# *-|:![](a).\n`>1字ก", max_size=200), st.sampled_from(["en", "km", "zh-Hans", "x"])
)
def test_whatever_is_written_has_hints_on_lines_that_it_has(source: str, language: str) -> None:
    found = hints(source, language=language)
    assert all(1 <= hint.line <= source.count("\n") + 1 for hint in found)
    assert [hint.line for hint in found] == sorted(hint.line for hint in found)


def test_a_paragraph_is_long_when_it_has_more_words_than_a_phone_shows() -> None:
    assert hints(lesson(SENTENCE * 22)) == []
    assert only(SENTENCE * 23) == Hint(HintCode.LONG_PARAGRAPH, 5, {"length": "115", "most": "110"})


@pytest.mark.parametrize(("language", "letter"), [("km", "ក"), ("zh-Hans", "字"), ("my", "က")])
def test_where_words_are_not_spaced_characters_count(language: str, letter: str) -> None:
    assert hints(lesson(letter * 450), language=language) == []
    assert only(letter * 451, language=language) == Hint(
        HintCode.LONG_PARAGRAPH_LETTERS, 5, {"length": "451", "most": "450"}
    )


def test_the_first_paragraph_is_shorter_than_others() -> None:
    source = f"# Lock\n\n{SENTENCE * 13}{CHECK}"
    assert hints(source) == [Hint(HintCode.LONG_OPENING, 3, {"length": "65", "most": "60"})]
    letters = hints(f"# Lock\n\n{'字' * 251}{CHECK}", language="zh-Hans")
    assert [hint.code for hint in letters] == [HintCode.LONG_OPENING_LETTERS]


def test_a_first_paragraph_that_is_long_anyway_is_told_once() -> None:
    found = hints(f"# Lock\n\n{SENTENCE * 30}{CHECK}")
    assert [hint.code for hint in found] == [HintCode.LONG_PARAGRAPH]


def test_a_list_item_is_no_paragraph() -> None:
    item = only(f"- Short.\n- {SENTENCE * 13}")
    assert (item.code, item.line) == (HintCode.LONG_ITEM, 6)
    letters = only(f"- Short.\n- {'ក' * 251}", language="km")
    assert (letters.code, letters.line) == (HintCode.LONG_ITEM_LETTERS, 6)


def test_a_long_sentence_is_told_on_the_line_where_it_begins() -> None:
    hint = only("A short one.\nHere “it” begins.” And then\n" + "on " * 29 + "it goes. The end.")
    assert hint == Hint(
        HintCode.LONG_SENTENCE,
        6,
        {"length": "33", "most": "30", "beginning": "And then on on on on"},
    )


def test_sentences_are_not_counted_where_words_are_not_spaced() -> None:
    assert hints(lesson("ก " * 40), language="th") == []


@pytest.mark.parametrize(
    "text",
    [
        "here",
        "Click here!",
        "this link",
        "**here**",
        "点击这里",
        "di sini",
        "ទីនេះ",
        "aqui",
        "tại đây",
    ],
)
def test_a_link_says_where_it_leads(text: str) -> None:
    hint = only(f"Read on.\nSee [{text}](unit:more) and [the rule](unit:rule).")
    assert (hint.code, hint.line) == (HintCode.VAGUE_LINK, 6)


@pytest.mark.parametrize(
    "link",
    [
        "<https://example.org/page>",
        "[https://example.org/page](https://example.org/page)",
        "[www.example.org](https://example.org)",
    ],
)
def test_an_address_is_no_name(link: str) -> None:
    hint = only(f"One\nline.\n{link}")
    assert (hint.code, hint.line) == (HintCode.BARE_ADDRESS, 7)


def test_a_link_over_two_lines_stands_where_it_begins() -> None:
    hint = only("See\n[click\nhere](unit:more).")
    assert (hint.line, hint.detail) == (6, {"text": "click here"})


@pytest.mark.parametrize("body", ["**a** **b** **c** **d**", "x **" + "Very bold. " * 20 + "So.**"])
def test_too_much_bold_is_told(body: str) -> None:
    assert only(body) == Hint(HintCode.MUCH_BOLD, 5)


@pytest.mark.parametrize("body", ["**a** *b* **c** ***d***", "**Remember this one.**"])
def test_some_bold_words_stand_out(body: str) -> None:
    assert hints(lesson(body)) == []


@pytest.mark.parametrize("text", ["two-keys.svg", "two-keys", "IMG_2034", "Photo 12", "x.JPEG"])
def test_the_name_of_a_file_says_nothing(text: str) -> None:
    hint = only(f"![{text}](media/two-keys.svg)")
    assert (hint.code, hint.detail) == (HintCode.ALT_FILE_NAME, {"text": text})


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("A picture of two keys", "A picture of"),
        ("image showing keys", "image showing"),
        ("Gambar dua kunci", "Gambar"),
        ("图片：两把钥匙", "图片"),
    ],
)
def test_everybody_knows_that_a_picture_is_one(text: str, begins: str) -> None:
    hint = only(f"![{text}](media/two-keys.svg)")
    assert (hint.code, hint.detail) == (HintCode.ALT_SAYS_PICTURE, {"text": begins})


def test_an_alternative_text_is_short() -> None:
    assert only(f"![{'k' * 200}x](media/a.svg)") == Hint(
        HintCode.LONG_ALT, 5, {"length": "201", "most": "200"}
    )


def test_a_picture_without_alternative_text_is_left_to_the_checker() -> None:
    assert hints(lesson("![](media/a.svg)")) == []


def test_a_heading_has_something_below_it() -> None:
    hint = only("## Alone\n\n## Next\n\nText.")
    assert hint == Hint(HintCode.HEADING_ALONE, 5, {"heading": "Alone"})


def test_a_footnote_stands_below_no_heading() -> None:
    found = hints(f"# Lock\n\nBegin.[^1]{CHECK}\n## Alone\n\n[^1]: A note.\n")
    assert found == [Hint(HintCode.HEADING_ALONE, 9, {"heading": "Alone"})]


def test_the_last_heading_has_something_below_it_too() -> None:
    found = hints(f"# Lock\n\nBegin.{CHECK}\n## End\n")
    assert found == [Hint(HintCode.HEADING_ALONE, 9, {"heading": "End"})]


@pytest.mark.parametrize("below", ["- one", "```\ncode\n```", "::: fact emergency\n:::", "> so"])
def test_anything_below_a_heading_will_do(below: str) -> None:
    assert hints(lesson(f"## More\n\n{below}")) == []


def test_a_long_lesson_needs_headings() -> None:
    body = (SENTENCE * 20 + "\n\n") * 3
    assert only(body) == Hint(HintCode.NO_HEADINGS, 1)
    assert hints(lesson("## Now\n\n" + body)) == []
    assert only(
        "字。" * 200 + "\n\n" + "字。" * 200 + "\n\n" + "字。" * 201, language="zh-Hans"
    ) == Hint(HintCode.NO_HEADINGS, 1)


def test_a_table_fits_a_phone() -> None:
    row = "| a | b | c | d | e |\n| - | - | - | - | - |\n| 1 | 2 | 3 | 4 | 5 |"
    assert only(row) == Hint(HintCode.WIDE_TABLE, 5, {"columns": "5", "most": "4"})
    assert hints(lesson("| a | b | c | d |\n| - | - | - | - |\n\n" + "Text.")) == []


def test_learners_try_what_they_read() -> None:
    assert hints("# Lock\n\nRead.\n") == [Hint(HintCode.NO_PRACTICE, 1)]
    assert hints("# Lock\n\nRead.\n\n::: example\nSee.\n:::\n") == []


@pytest.mark.parametrize(
    ("body", "language", "minutes"),
    [
        ("Go on. " * 200, "en", 3),  # 400 words, at 200 a minute, and a few
        ("字" * 780, "zh-Hans", 4),  # at 260 a minute, and a few
        ("က" * 1_700, "my", 2),  # at 68 milliseconds each
    ],
)
def test_reading_takes_its_time(body: str, language: str, minutes: int) -> None:
    source = lesson("## Now\n\n" + body)
    code = HintCode.READING_TIME
    assert code not in [hint.code for hint in hints(source, language=language, minutes=minutes)]
    told = hints(source, language=language, minutes=minutes - 1)
    assert Hint(code, 1, {"needed": str(minutes), "planned": str(minutes - 1)}) in told


def test_an_empty_lesson_is_no_lesson_to_improve() -> None:
    assert hints("") == []
