"""Reads about one answer as those see it who mark it: with its question as it is marked."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.orm import Session

from academy.assessment import queries as assessment
from academy.assessment.queries import GivenAnswer, Sitting
from academy.assessment.rules.paper import Slot, lay_out
from academy.assessment.service import quiz_as_marked
from academy.catalogue import queries as catalogue
from academy.content.model import Package, Question, Quiz
from academy.marking.rules.work import for_people


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """An answer that people mark. `package` holds the quiz of its attempt as it is marked."""

    sitting: Sitting
    slot: Slot
    given: GivenAnswer
    package: Package

    @property
    def question(self) -> Question:
        """The question, as it is marked."""
        return self.slot.question

    @property
    def quiz(self) -> Quiz:
        """The quiz, with the questions of the attempt."""
        return self.package.quizzes[self.sitting.unit_id]


def find_sheet(session: Session, sitting: Sitting, question_id: str) -> AnswerSheet | None:
    """Return a submitted answer that people mark, or `None` where there is no such answer."""
    return next(iter(_sheets(session, sitting, question_id)), None)


def sheets_of(session: Session, sitting: Sitting) -> tuple[AnswerSheet, ...]:
    """Return the answers of an attempt that people mark, as they stand on its paper."""
    return _sheets(session, sitting, None)


def _sheets(session: Session, sitting: Sitting, question_id: str | None) -> tuple[AnswerSheet, ...]:
    if sitting.is_open:
        return ()
    published = catalogue.package_of(session, sitting.revision_id)
    corrections = assessment.corrections_at(session, sitting.course_id, sitting.unit_id)
    quiz = quiz_as_marked(published, sitting, corrections)
    package = replace(published, quizzes={**published.quizzes, sitting.unit_id: quiz})
    marked = {question.id: question for question in for_people(quiz, corrections)}
    found: list[AnswerSheet] = []
    original = published.quizzes[sitting.unit_id]
    for slot in lay_out(original, sitting.seed, sitting.questions(original)):
        question = marked.get(slot.question.id)
        if question is None or question_id not in {None, question.id}:
            continue
        given = assessment.find_answer(session, sitting.id, question.id)
        if given is not None:
            found.append(AnswerSheet(sitting, replace(slot, question=question), given, package))
    return tuple(found)


def sheet_of(session: Session, attempt_id: UUID, question_id: str) -> AnswerSheet | None:
    """Return the answer of an attempt that is known to be there."""
    return find_sheet(session, assessment.get_sitting(session, attempt_id), question_id)
