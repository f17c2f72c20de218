"""A quiz as it is marked after corrections: another key, or a question that counts otherwise."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from academy.assessment.rules.items.kinds import kind_of
from academy.content.model import Question, Quiz


class CorrectionKind(StrEnum):
    """What was wrong with a question, and what is done about it.

    `PUBLISHED` takes every correction of the question back: it is marked as it was published.
    """

    KEY = "key"
    VOID = "void"
    FULL = "full"
    PUBLISHED = "as-published"


@dataclass(frozen=True, slots=True)
class Corrected:
    """One correction. `question` is what it should have been, where its key was wrong."""

    question_id: str
    kind: CorrectionKind
    question: Question | None = None


def fits(asked: Question, other: Question) -> bool:
    """Tell whether answers to a question can be marked by another one.

    They can where both are of one type and offer the same: nobody was asked anything else.
    """
    kind = kind_of(asked)
    return (
        asked.id == other.id
        and kind is kind_of(other)
        and set(kind.choices(asked)) == set(kind.choices(other))
        and set(kind.offered(asked)) == set(kind.offered(other))
    )


def corrected(quiz: Quiz, corrections: Sequence[Corrected]) -> Quiz:
    """Return the quiz as it is marked: the newest correction of each question holds.

    A question that a new key does not fit is left as it was published.
    """
    newest = newest_of(corrections)
    kept: list[Question] = []
    for question in quiz.questions:
        found = newest.get(question.id)
        if found is None or found.kind in {CorrectionKind.FULL, CorrectionKind.PUBLISHED}:
            kept.append(question)
        elif found.kind is CorrectionKind.KEY:
            other = found.question
            kept.append(other if other and fits(question, other) else question)
    return replace(quiz, questions=tuple(kept))


def full_marks(quiz: Quiz, corrections: Sequence[Corrected]) -> Mapping[str, Fraction]:
    """Return the marks of the questions for which everybody earns everything."""
    newest = newest_of(corrections)
    return {
        question.id: question.marks
        for question in quiz.questions
        if question.id in newest and newest[question.id].kind is CorrectionKind.FULL
    }


def void_questions(corrections: Iterable[Corrected]) -> frozenset[str]:
    """Return the questions that count for nobody."""
    newest = newest_of(corrections)
    return frozenset(key for key, one in newest.items() if one.kind is CorrectionKind.VOID)


def newest_of(corrections: Iterable[Corrected]) -> Mapping[str, Corrected]:
    """Return the correction that holds for each question that was ever corrected."""
    return {each.question_id: each for each in corrections}
