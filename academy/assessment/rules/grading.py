"""Marks, as exact fractions."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from academy.assessment.rules.items.kind import Answer
from academy.assessment.rules.items.kinds import kind_of
from academy.assessment.rules.marking import after_tries, with_certainty
from academy.content.model import Mode, Question, Quiz

_HALF, _NOTHING = Fraction(1, 2), Fraction(0)

_ROOM, _MOST_PARTS = 40, 10**15
"""Letters of the marks in a row, and a denominator with which twenty thousand marks fit there."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How an answer came about: how sure the learner was, and what it took.

    `tries` counts the wrong answers that were checked before it, `hints` the hints that were taken.
    """

    certainty: int | None = None
    tries: int = 0
    hints: int = 0


_PLAIN = Effort()
_NO_EFFORTS: Mapping[str, Effort] = MappingProxyType({})
_NO_MARKS: Mapping[str, Fraction] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Grade:
    """The marks of an attempt: by question id, in all, and whether they are enough.

    `awaited` are the questions that people still have to mark: they are in no sum yet. `percent` is
    whole, for people to read, and 0 at the lowest; `passed` was decided on the exact marks.
    """

    marks: Mapping[str, Fraction]
    total: Fraction
    available: Fraction
    percent: int
    passed: bool
    awaited: frozenset[str] = frozenset()

    @property
    def is_final(self) -> bool:
        """Whether nobody has to look at it any more."""
        return not self.awaited


def grade(
    quiz: Quiz,
    answers: Mapping[str, Answer],
    *,
    efforts: Mapping[str, Effort] = _NO_EFFORTS,
    given: Mapping[str, Fraction] = _NO_MARKS,
) -> Grade:
    """Mark a quiz; a question without an answer earns nothing.

    `given` are marks that people gave: they count before any rule does.
    """
    marks: dict[str, Fraction] = {}
    awaited: set[str] = set()
    for question in quiz.questions:
        answer = answers.get(question.id)
        if question.id in given:
            marks[question.id] = given[question.id]
        elif answer is not None and kind_of(question).is_marked_by_people:
            awaited.add(question.id)
        else:
            effort = efforts.get(question.id, _PLAIN)
            marks[question.id] = marks_of(quiz, question, answer, effort=effort)
    total = sum(marks.values(), _NOTHING)
    all_marks = _all_marks(quiz)
    exact = max(_NOTHING, 100 * total / (all_marks or 1))  # a draft may have no question yet
    passed = exact >= quiz.pass_mark
    percent = shown_percent(exact, quiz.pass_mark, passed=passed)
    told = {question: kept_marks(each) for question, each in marks.items()}
    available = kept_marks(all_marks)
    return Grade(told, kept_marks(total), available, percent, passed, frozenset(awaited))


def available_marks(quiz: Quiz) -> Fraction:
    """Return what a quiz without a fault earns, as it is kept."""
    return kept_marks(_all_marks(quiz))


def _all_marks(quiz: Quiz) -> Fraction:
    return sum((question.marks for question in quiz.questions), _NOTHING)


def kept_marks(marks: Fraction) -> Fraction:
    """Return marks as they are kept: exactly, or the nearest fraction that there is room for.

    Few marks need that: many questions would have to be parted into many different shares.
    """
    return marks if len(str(marks)) <= _ROOM else marks.limit_denominator(_MOST_PARTS)


def marks_of(
    quiz: Quiz, question: Question, answer: Answer | None, *, effort: Effort = _PLAIN
) -> Fraction:
    """Return what an answer to a question earns, as the quiz is conducted."""
    if answer is None:
        return _NOTHING
    share = kind_of(question).share(question, answer)
    if quiz.conduct.mode is not Mode.DEFERRED:
        costly = effort.tries + effort.hints
        share = after_tries(share, penalty=question.penalty, costly=costly)
    if quiz.conduct.certainty:
        share = with_certainty(share, effort.certainty)
    return question.marks * share


def shown_percent(exact: Fraction, pass_mark: int, *, passed: bool) -> int:
    """Round half up, but never up to a pass mark that was not reached: 69.6 of 70 shows as 69."""
    rounded = int(exact + _HALF)
    return rounded if passed else min(rounded, pass_mark - 1)
