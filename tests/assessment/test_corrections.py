"""A quiz as it is marked after corrections."""

from dataclasses import replace

from academy.assessment.rules.corrections import (
    Corrected,
    CorrectionKind,
    corrected,
    full_marks,
)
from academy.assessment.rules.grading import grade
from tests.assessment.questions import FEE, LOCK, QUIZ

OTHER = replace(LOCK, options=tuple(replace(each, correct=each.id == "a") for each in LOCK.options))


def test_another_key_is_marked_by() -> None:
    fixed = corrected(QUIZ, [Corrected(LOCK.id, CorrectionKind.KEY, OTHER)])

    assert grade(fixed, {LOCK.id: "a"}).marks[LOCK.id] == 1
    assert grade(QUIZ, {LOCK.id: "a"}).marks[LOCK.id] == 0


def test_a_void_question_counts_for_nobody() -> None:
    fixed = corrected(QUIZ, [Corrected(LOCK.id, CorrectionKind.VOID)])
    before, after = grade(QUIZ, {}), grade(fixed, {})

    assert LOCK.id not in after.marks
    assert after.available == before.available - LOCK.marks


def test_full_marks_are_for_everybody() -> None:
    acts = [Corrected(LOCK.id, CorrectionKind.FULL)]

    assert corrected(QUIZ, acts) == QUIZ
    assert grade(QUIZ, {}, given=full_marks(QUIZ, acts)).marks[LOCK.id] == LOCK.marks


def test_the_newest_correction_of_a_question_holds() -> None:
    acts = [
        Corrected(LOCK.id, CorrectionKind.VOID),
        Corrected(LOCK.id, CorrectionKind.KEY, LOCK),
    ]

    assert corrected(QUIZ, acts) == QUIZ
    assert full_marks(QUIZ, acts) == {}


def test_a_question_of_another_type_is_no_correction() -> None:
    stranger = replace(FEE, id=LOCK.id)

    assert corrected(QUIZ, [Corrected(LOCK.id, CorrectionKind.KEY, stranger)]) == QUIZ


def test_nothing_is_corrected_that_is_not_asked() -> None:
    assert corrected(QUIZ, [Corrected("elsewhere", CorrectionKind.VOID)]) == QUIZ
