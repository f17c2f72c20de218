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
from academy.content.model import Numeric
from academy.content.reader import read_package, write_package
from academy.content.writer import number_text, question_plain
from tests.content.builders import edited_package, package


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
