"""The builder's fields of questions that people mark: limits, files, a rubric of nested lists."""

from dataclasses import replace

import pytest
from hypothesis import given

from academy.authoring.forms.questions.changes import Step, bring_back, change
from academy.authoring.forms.questions.drawn import Drawing, field_of
from academy.authoring.forms.quiz import fill_quiz, read_quiz
from academy.authoring.rules.typed import ProblemCode
from academy.content.draft import check_quiz
from academy.content.model import Question, Quiz
from academy.content.questions.file_upload import FileUpload
from academy.content.questions.free_text import FreeText
from academy.content.questions.rubrics import Criterion, Level
from tests.content.by_people import (
    LETTER,
    PHOTO,
    RUBRIC,
    file_uploads,
    free_texts,
    quiz_of,
)

QUIZ = quiz_of(LETTER, PHOTO)
EMPTY = quiz_of()


def after(step: str, quiz: Quiz = QUIZ) -> Quiz:
    """The quiz when a button was pressed."""
    return read_quiz(change(fill_quiz(quiz), Step.of(step)).fields, quiz).quiz


def rubric_of(quiz: Quiz, question: str = "letter") -> tuple[Criterion, ...]:
    found = quiz.question(question)
    assert isinstance(found, FreeText | FileUpload)
    return found.rubric


@given(free_texts, file_uploads)
def test_a_form_is_read_as_it_was_filled(text: FreeText, files: FileUpload) -> None:
    quiz = quiz_of(text, files)

    assert read_quiz(fill_quiz(quiz), EMPTY).quiz == quiz


@pytest.mark.parametrize("name", ["free-text", "file-upload"])
def test_an_empty_question_can_be_drawn_and_says_what_it_lacks(name: str) -> None:
    quiz = after(f"ask:{name}", EMPTY)
    fields = fill_quiz(quiz)
    places = {field_of(fields, found) for found in check_quiz("a", quiz, units=["a"])}

    assert {"q1.text", "q1.feedback.right"} <= places
    assert Drawing(fields, "en").questions[0].kind.name == name


def test_an_empty_upload_asks_for_a_page_or_a_picture() -> None:
    [question] = after("ask:file-upload", EMPTY).questions

    assert isinstance(question, FileUpload)
    assert (question.extensions, question.files, question.kilobytes) == (
        ("pdf", "png", "jpg"), 1, 2_000,
    )  # fmt: skip


def test_limits_may_be_left_blank() -> None:
    blank = {**fill_quiz(QUIZ), "letter.words_least": [" "], "letter.words_most": [""]}
    question = read_quiz(blank, QUIZ).quiz.question("letter")

    assert isinstance(question, FreeText)
    assert (question.words_least, question.words_most) == (0, 0)


def test_only_kinds_of_file_that_there_are_can_be_allowed() -> None:
    sent = {**fill_quiz(QUIZ), "photo.extensions": ["exe", "pdf", "svg", "PNG"]}
    question = read_quiz(sent, QUIZ).quiz.question("photo")

    assert isinstance(question, FileUpload)
    assert question.extensions == ("pdf",)


def test_a_new_criterion_has_levels_to_begin_with() -> None:
    fresh = rubric_of(after("add:letter.rubric"))[-1]

    assert fresh == Criterion("a", "", (Level("a", "", 0), Level("b", "", 1), Level("c", "", 2)))


def test_a_level_is_added_to_its_criterion_alone() -> None:
    quiz = after("add:letter.rubric.clear.levels")

    assert [level.id for level in rubric_of(quiz)[0].levels] == ["no", "yes", "a"]
    assert rubric_of(quiz)[1] == RUBRIC[1]
    assert rubric_of(quiz, "photo") == RUBRIC


@pytest.mark.parametrize(
    "step",
    [
        "add:letter.rubric.clear", "add:letter.rubric.clear.text", "add:letter.levels",
        "add:letter.rubric.nobody.levels", "add:letter.rubric.clear.levels.no",
    ],
)  # fmt: skip
def test_a_step_that_makes_no_sense_changes_nothing(step: str) -> None:
    assert after(step) == QUIZ


def test_criteria_and_levels_move_and_go() -> None:
    turned = rubric_of(after("up:letter.rubric.whole"))
    assert [criterion.id for criterion in turned] == ["whole", "clear"]
    levels = rubric_of(after("down:letter.rubric.clear.levels.no"))[0].levels
    assert levels == (RUBRIC[0].levels[1], RUBRIC[0].levels[0])
    assert rubric_of(after("remove:letter.rubric.clear")) == RUBRIC[1:]
    bare = rubric_of(after("remove:letter.rubric.clear.levels.no"))[0]
    assert bare.levels == RUBRIC[0].levels[1:]


def test_a_criterion_may_lose_all_its_levels() -> None:
    none = after("remove:letter.rubric.clear.levels.no")
    none = after("remove:letter.rubric.clear.levels.yes", none)

    assert rubric_of(none)[0].levels == ()


@pytest.mark.parametrize("at", ["letter.rubric.clear", "letter.rubric.clear.levels.yes"])
def test_what_was_deleted_comes_back_where_it_was(at: str) -> None:
    gone = change(fill_quiz(QUIZ), Step.of(f"remove:{at}"))

    assert read_quiz(bring_back(gone.fields, fill_quiz(QUIZ), at).fields, QUIZ).quiz == QUIZ


def test_points_that_are_no_number_stay_as_they_were() -> None:
    field = "letter.rubric.clear.levels.yes.points"
    filled = read_quiz({**fill_quiz(QUIZ), field: ["many"]}, QUIZ)

    assert rubric_of(filled.quiz) == RUBRIC
    assert filled.problems[field].code is ProblemCode.NOT_WHOLE
    assert filled.fields[field] == ["many"]


@pytest.mark.parametrize(
    ("question", "place"),
    [
        (replace(LETTER, words_most=3), "letter.words_most"),
        (replace(PHOTO, extensions=()), "photo.extensions"),
        (replace(PHOTO, files=99), "photo.files"),
        (
            replace(PHOTO, rubric=(Criterion("a", "A", (Level("a", "", 0),)),)),
            "photo.rubric.a.levels",
        ),
        (
            replace(PHOTO, rubric=(Criterion("a", "A", (Level("a", "", 1),)),)),
            "photo.rubric.a.levels.a.text",
        ),
    ],
)
def test_a_fault_is_shown_at_its_field(question: Question, place: str) -> None:
    quiz = quiz_of(question)
    fields = fill_quiz(quiz)

    assert place in {field_of(fields, found) for found in check_quiz("a", quiz, units=["a"])}
