"""Texts that people mark: kept whole, and measured in the units of their script."""

import unicodedata
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.assessment.rules.grading import grade
from academy.assessment.rules.items.free_text import MOST_LETTERS, FreeTextKind
from academy.assessment.rules.items.kind import Answer, FaultCode, InputFault
from academy.assessment.rules.items.kinds import kind_of
from academy.assessment.rules.lengths import Length, length_of
from academy.assessment.rules.paper import lay_out
from academy.assessment.rules.shown import Told, told
from academy.content.model import Feedback, Package, Quiz
from academy.content.questions.free_text import FreeText
from academy.content.quiz_texts import quiz_texts
from tests.assessment.questions import COURSE

LETTER = FreeText(
    id="letter",
    marks=5,
    text="Write to your neighbours.",
    feedback=Feedback("Good.", "Not yet."),
    words_least=3,
    words_most=5,
)
KIND = FreeTextKind()


def parse(typed: str) -> object:
    return KIND.parse(LETTER, {"": [typed]}, ())


@given(st.text(max_size=60))
def test_what_was_read_is_filled_in_and_read_again_as_the_same(typed: str) -> None:
    answer = parse(typed)

    assert answer is None or isinstance(answer, str)
    if isinstance(answer, str):
        assert KIND.parse(LETTER, KIND.fill(LETTER, answer, ()), ()) == answer
        assert unicodedata.is_normalized("NFC", answer)


@given(st.text("ab \n\tកខ\u17d2中。", min_size=1).filter(str.strip))
def test_nothing_that_was_written_is_lost(typed: str) -> None:
    assert parse(typed) == typed


def test_lines_are_kept_and_control_marks_are_not() -> None:
    assert parse("One.\r\n\r\n  Two.\rThree.\x00\x1b") == "One.\n\n  Two.\nThree."


@pytest.mark.parametrize("typed", ["", "  ", "\n\n", "\x00"])
def test_white_space_is_no_answer(typed: str) -> None:
    assert parse(typed) is None


def test_a_missing_field_is_no_answer() -> None:
    assert KIND.parse(LETTER, {}, ()) is None


def test_only_what_no_page_takes_is_too_long() -> None:
    fault = parse("a" * (MOST_LETTERS + 1))

    assert parse("a" * MOST_LETTERS) == "a" * MOST_LETTERS
    assert isinstance(fault, InputFault)
    assert (fault.code, fault.values) == (FaultCode.TOO_LONG, {"most": "20000"})


@pytest.mark.parametrize("typed", ["Few.", "These words are more than five words."])
def test_limits_are_advice(typed: str) -> None:
    assert parse(typed) == typed


@pytest.mark.parametrize(
    ("text", "count", "is_characters"),
    [
        ("", 0, False),
        ("One well-known word, isn’t it? — Yes: 3.5", 7, False),
        ("Nước sạch", 2, False),
        ("தூய நீர்", 2, False),
        ("水很干净。", 4, True),
        ("ทำน้ำ", 4, True),
        ("ទឹកស្អាត", 5, True),
        ("ນ້ຳ", 2, True),
        ("ရေ", 1, True),
        ("用 AI 写 email", 4, False),
        ("我们用 AI 写", 5, True),
    ],
)
def test_a_text_is_as_long_as_its_script_counts(
    text: str,
    count: int,
    is_characters: bool,  # noqa: FBT001
) -> None:
    assert length_of(text) == Length(count, is_characters)


def test_a_page_is_told_how_long_the_text_is() -> None:
    assert KIND.fill(LETTER, "Two words", ()) == {"": ("Two words",), "count": ("2",)}
    assert KIND.fill(LETTER, "水", ())["characters"] == ("1",)


def test_an_answer_waits_for_people_and_no_answer_does_not() -> None:
    quiz = Quiz("Check", "", 50, 0, False, (LETTER,))  # noqa: FBT003

    assert kind_of(LETTER).is_marked_by_people
    assert grade(quiz, {"letter": "A text"}).awaited == {"letter"}
    assert grade(quiz, {}).is_final
    assert (KIND.key(LETTER), KIND.share(LETTER, "A text")) == ("", 0)


def test_a_result_says_that_people_have_to_mark_it_and_has_no_right_answer() -> None:
    quiz = Quiz("Check", "", 50, 0, False, (LETTER,))  # noqa: FBT003
    words = quiz_texts(Package(COURSE, {}, {"a": quiz}), "a", "en")

    def told_with(answers: dict[str, Answer], marks: dict[str, Fraction]) -> Told:
        return told(lay_out(quiz, 1), words, answers, marks=marks, marked=quiz, shows_key=True)[0]

    assert told_with({"letter": "A text"}, {}).is_awaited
    assert not told_with({"letter": "A text"}, {"letter": Fraction(3)}).is_awaited
    assert not told_with({}, {}).is_awaited
    assert told_with({"letter": "A text"}, {}).key is None
