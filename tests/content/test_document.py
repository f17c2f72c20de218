"""The document that a revision stores."""

import json

import pytest

from academy.content.document import (
    digest,
    from_document,
    media_digests,
    question_from_plain,
    to_document,
)
from academy.content.faults import FaultCode
from academy.content.questions.numeric import Numeric
from academy.content.questions.parts import number_text
from academy.content.reader import check_package, read_package, write_package
from academy.content.writer import question_plain, quiz_plain
from tests.content.builders import edited, edited_package, package


def test_a_document_survives_json_and_gives_the_package_back() -> None:
    course = package()
    stored = json.loads(json.dumps(to_document(course, media_digests(course))))
    assert from_document(stored, course.media) == course


def test_the_digest_does_not_depend_on_order() -> None:
    document = to_document(package(), media_digests(package()))
    turned = dict(reversed(document.items()))
    assert digest(turned) == digest(document)


def test_another_picture_is_another_digest() -> None:
    course, other = package(), edited_package("media/keys.svg", 'width="640"', 'width="641"')
    names = [digest(to_document(each, media_digests(each))) for each in (course, other)]
    assert names[0] != names[1]


def test_a_real_package_reads_back_from_its_files() -> None:
    course = package()
    again = read_package(write_package(course))
    assert again == course
    assert write_package(again) == write_package(course)


def test_a_course_without_a_minimum_score_keeps_none() -> None:
    course = edited_package("course.yaml", "completion:\n  minimum_score: 70\n", "")
    assert read_package(write_package(course)).course.completion.minimum_score is None


def test_every_type_of_question_is_kept() -> None:
    for question in package().quizzes["check"].questions:
        assert question_from_plain(question_plain(question)) == question


def test_a_quiz_says_how_many_questions_it_draws_only_where_it_draws() -> None:
    all_of_them = package().quizzes["check"]
    five = edited_package("quizzes/check.yaml", "shuffle: true", "shuffle: true\ndraw: 5")
    assert (all_of_them.draw, all_of_them.asked) == (0, 7)
    assert "draw" not in quiz_plain(all_of_them)
    assert (five.quizzes["check"].draw, five.quizzes["check"].asked) == (5, 5)
    assert from_document(to_document(five, media_digests(five)), five.media) == five
    assert read_package(write_package(five)) == five


@pytest.mark.parametrize("draw", ["0", "8", "-1", "1000"])
def test_a_quiz_draws_at_least_one_of_its_questions_and_at_most_all(draw: str) -> None:
    files = edited("quizzes/check.yaml", "shuffle: true", f"shuffle: true\ndraw: {draw}")
    (fault,) = check_package(files).faults
    assert (fault.code, fault.line) == (FaultCode.OUT_OF_RANGE, 6)
    assert fault.detail == {"key": "draw", "low": "1", "high": "7"}


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("1400", "1400"),
        ("0.70", "0.7"),
        ("-0.05", "-0.05"),
        ("1/3", "1/3"),
        ("2/4", "0.5"),
        ("-7", "-7"),
    ],
)
def test_numbers_are_exact(written: str, kept: str) -> None:
    quiz = edited_package("quizzes/check.yaml", "answer: 1400", f"answer: {written}").quizzes[
        "check"
    ]
    question = quiz.question("fee")
    assert isinstance(question, Numeric)
    assert number_text(question.answer) == kept


def test_units_and_questions_are_found_by_their_ids() -> None:
    course = package()
    assert course.course.unit("extra").title == "Extra reading"
    assert course.languages == ("en", "km")
    with pytest.raises(KeyError):
        course.course.unit("none")
    with pytest.raises(KeyError):
        course.quizzes["check"].question("none")
