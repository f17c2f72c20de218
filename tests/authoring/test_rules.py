import pytest

from academy.assessment.rules.items.kinds import KINDS
from academy.assessment.rules.shown import Told
from academy.authoring.rules.shown import ShownQuiz, shown_quiz
from academy.content.questions.short_text import ShortText
from academy.content.reader import read_package
from tests.builders import package_files

PACKAGE = read_package(package_files())


def quiz(unit: str, language: str = "en") -> ShownQuiz:
    return shown_quiz(PACKAGE, unit, language, media_url="/media/{}".format)


def shown(unit: str, question: str, language: str = "en") -> Told:
    return next(each for each in quiz(unit, language).questions if each.words.id == question)


def test_a_quiz_shows_its_rules() -> None:
    found = quiz("treat-check", "km")

    assert (found.pass_mark, found.attempts, found.title.lang) == (70, 2, "km")
    assert not found.intro
    assert [question.available for question in found.questions] == [1, 1, 2, 3]


def test_every_question_is_shown_as_it_is_written() -> None:
    for unit in ("look-check", "treat-check"):
        written = PACKAGE.quizzes[unit].questions
        assert [each.words.id for each in quiz(unit).questions] == [each.id for each in written]


def test_every_type_has_a_name_to_be_drawn_by() -> None:
    kinds = {each.kind for unit in PACKAGE.quizzes for each in quiz(unit).questions}

    assert kinds <= {kind.name for kind in KINDS.values()}


def test_words_count_in_every_language() -> None:
    question = shown("treat-check", "name", "th").question

    assert isinstance(question, ShortText)
    assert set(question.accept) >= {"germs", "细菌", "病菌", "មេរោគ"}


def test_a_lesson_is_no_quiz() -> None:
    with pytest.raises(KeyError):
        quiz("boil")
