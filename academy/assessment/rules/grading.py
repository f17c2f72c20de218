"""Marks, as exact fractions."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from academy.assessment.rules.items.kind import Answer
from academy.assessment.rules.items.kinds import kind_of
from academy.content.model import AnyQuestion, Quiz

_HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Grade:
    """The marks of an attempt: by question id, in all, and whether they are enough.

    `percent` is whole, for people to read; `passed` was decided on the exact marks.
    """

    marks: Mapping[str, Fraction]
    total: Fraction
    available: int
    percent: int
    passed: bool


def grade(quiz: Quiz, answers: Mapping[str, Answer]) -> Grade:
    """Mark a quiz; a question without an answer earns nothing."""
    marks = {question.id: _marks(question, answers.get(question.id)) for question in quiz.questions}
    total, available = sum(marks.values(), Fraction(0)), available_marks(quiz)
    exact = 100 * total / max(available, 1)  # the quiz of a draft may have no question yet
    passed = exact >= quiz.pass_mark
    return Grade(marks, total, available, _shown(exact, quiz.pass_mark, passed=passed), passed)


def available_marks(quiz: Quiz) -> int:
    """Return what a quiz without a fault earns."""
    return sum(question.marks for question in quiz.questions)


def _marks(question: AnyQuestion, answer: Answer | None) -> Fraction:
    return (
        Fraction(0)
        if answer is None
        else question.marks * kind_of(question).share(question, answer)
    )


def _shown(exact: Fraction, pass_mark: int, *, passed: bool) -> int:
    """Round half up, but never up to a pass mark that was not reached: 69.6 of 70 shows as 69."""
    rounded = int(exact + _HALF)
    return rounded if passed else min(rounded, pass_mark - 1)
