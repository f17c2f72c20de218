import pytest

from academy.authoring.rules.shown import Kind, ShownQuestion, shown_quiz
from academy.content.reader import read_package
from tests.builders import package_files

PACKAGE = read_package(package_files())


def shown(unit: str, question: str, language: str = "en") -> ShownQuestion:
    quiz = shown_quiz(PACKAGE, unit, language)
    return next(each for each in quiz.questions if each.words.id == question)


def test_a_quiz_shows_its_rules() -> None:
    quiz = shown_quiz(PACKAGE, "treat-check", "km")

    assert (quiz.pass_mark, quiz.attempts, quiz.title.lang) == (70, 2, "km")
    assert not quiz.intro
    assert [question.marks for question in quiz.questions] == [1, 1, 2, 3]


def test_every_kind_of_question_is_shown() -> None:
    kinds = [
        question.kind
        for unit in ("look-check", "treat-check")
        for question in shown_quiz(PACKAGE, unit, "en").questions
    ]

    assert sorted(kinds) == sorted(Kind)


@pytest.mark.parametrize(
    ("question", "right"),
    [("clearest", ["Boiled water"]), ("signs", ["A bad smell", "A brown colour"])],
)
def test_right_options_are_marked(question: str, right: list[str]) -> None:
    lines = shown("look-check", question).lines

    assert [line.text.html for line in lines if line.is_right] == right
    assert len(lines) == 3


def test_an_option_keeps_its_feedback() -> None:
    first, _, last = shown("look-check", "clearest").lines

    assert first.feedback.html == "Heat kills germs."
    assert not last.feedback


def test_a_sentence_is_true_or_false() -> None:
    assert shown("look-check", "see-germs").truth is False


def test_a_number_is_shown_with_how_far_it_may_be_away() -> None:
    question = shown("treat-check", "minutes", "zh-Hans")

    assert (question.number, question.tolerance, question.words.unit.html) == ("1", "0.5", "分钟")


def test_words_count_in_every_language() -> None:
    assert set(shown("treat-check", "name", "th").accepted) >= {"germs", "细菌", "病菌", "មេរោគ"}


def test_pairs_are_shown_together() -> None:
    pairs = shown("treat-check", "vessels").pairs

    assert [(prompt.html, option.html) for prompt, option in pairs] == [
        ("Water to drink", "A closed jar"), ("Water to wash", "An open bucket"),
    ]  # fmt: skip


def test_steps_are_shown_in_the_right_order() -> None:
    assert [text.html for text in shown("treat-check", "steps", "km").order] == [
        "យកទឹក", "ដាំទឹក", "ទុកឱ្យត្រជាក់",
    ]  # fmt: skip


def test_a_lesson_is_no_quiz() -> None:
    with pytest.raises(KeyError):
        shown_quiz(PACKAGE, "boil", "en")
