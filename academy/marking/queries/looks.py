"""All that stands written about one answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from academy.assessment import queries as assessment
from academy.marking.queries.appeals import AppealFacts, find_appeal
from academy.marking.queries.marks import Taken, find_claim, marks_for
from academy.marking.queries.peers import Reviewed, Turn, reviews_for, weighed
from academy.marking.queries.sheets import AnswerSheet
from academy.marking.rules.marking import Mark, Progress, progress
from academy.marking.rules.peers import Review
from academy.marking.rules.work import Work


@dataclass(frozen=True, slots=True)
class Look:
    """An answer, what people made of it, who has it now, and what its learner said of that."""

    sheet: AnswerSheet
    marks: tuple[Mark, ...]
    progress: Progress
    taken: Taken | None
    appeal: AppealFacts | None


@dataclass(frozen=True, slots=True)
class Advice:
    """What fellow learners made of an answer: their reviews, and what these weigh."""

    turns: tuple[Turn, ...]
    reviews: Sequence[Review]


def look_at(session: Session, sheet: AnswerSheet) -> Look:
    """Return what stands written about an answer."""
    attempt, question = sheet.sitting.id, sheet.question.id
    in_score = assessment.is_in_score(session, attempt, question)
    marks = marks_for(session, attempt, question)
    return Look(
        sheet,
        marks,
        progress(marks, is_given=in_score is not None, is_released=bool(in_score)),
        find_claim(session, attempt, question),
        find_appeal(session, attempt, question),
    )


def advice_on(session: Session, sheet: AnswerSheet) -> Advice:
    """Return what fellow learners made of an answer."""
    attempt, question = sheet.sitting.id, sheet.question.id
    asked = Reviewed(sheet.sitting.course_id, Work(sheet.sitting.unit_id), question)
    return Advice(
        reviews_for(session, attempt).get(question, ()),
        weighed(session, asked, [attempt]).get(attempt, ()),
    )
