"""From answers to marks: what an attempt is worth, written down with where it came from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from academy.assessment import queries
from academy.assessment.models import Attempt, Response, Score
from academy.assessment.queries import Evidence, Kept, Sitting
from academy.assessment.rules.corrections import Corrected, corrected, full_marks
from academy.assessment.rules.grading import Effort, Grade, grade
from academy.assessment.rules.items.kinds import kind_of
from academy.assessment.rules.keys import quiz_with_keys
from academy.assessment.rules.paper import drawn
from academy.catalogue import queries as catalogue
from academy.content.model import Mode, Package, Quiz
from academy.db import outbox
from academy.kernel.facts import AttemptGraded

_AT_ONCE = 500
"""Attempts whose answers are held at the same time."""


class Cause(StrEnum):
    """Where a score came from."""

    SUBMITTED = "submitted"
    MARKED = "marked"
    REGRADED = "regraded"


@dataclass(frozen=True, slots=True)
class Scoring:
    """Why and when an attempt is scored."""

    cause: Cause
    now: datetime


def quiz_as_marked(
    package: Package,
    sitting: Sitting,
    corrections: Sequence[Corrected],
    *,
    language: str | None = None,
) -> Quiz:
    """Return the quiz of one attempt as it is marked: its questions, corrected, with all keys."""
    keyed = quiz_with_corrections(package, sitting.unit_id, corrections, language=language)
    return quiz_of_attempt(keyed, package, sitting)


def quiz_with_corrections(
    package: Package,
    unit_id: str,
    corrections: Sequence[Corrected],
    *,
    language: str | None = None,
) -> Quiz:
    """Return a quiz with all that counts as right: the same for all attempts on a revision."""
    quizzes = {**package.quizzes, unit_id: corrected(package.quizzes[unit_id], corrections)}
    return quiz_with_keys(replace(package, quizzes=quizzes), unit_id, language)


def quiz_of_attempt(keyed: Quiz, package: Package, sitting: Sitting) -> Quiz:
    """Return a quiz with the questions that one attempt asks, its numbers drawn."""
    published = package.quizzes[sitting.unit_id]
    return drawn(keyed, sitting.seed, sitting.questions(published))


def verdict_on(session: Session, sitting: Sitting, corrections: Sequence[Corrected]) -> Grade:
    """Return what an attempt is worth under these corrections; nothing is written."""
    return next(verdicts_on(session, [sitting], corrections)).grade


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one attempt is worth, and the answers that say so.

    `needs_people` says that people mark an answer in it, whether or not they have done so.
    """

    sitting: Sitting
    grade: Grade
    kept: Mapping[str, Kept]
    needs_people: bool


def verdicts_on(
    session: Session, sittings: Sequence[Sitting], corrections: Sequence[Corrected]
) -> Iterator[Verdict]:
    """Yield what attempts at one quiz are worth under these corrections; nothing is written.

    Answers are read some hundred attempts at a time, and each revision's quiz is made once.
    """
    papers: dict[UUID, tuple[Package, Quiz]] = {}
    for sitting in sittings:
        if sitting.revision_id not in papers:
            package = catalogue.package_of(session, sitting.revision_id)
            keyed = quiz_with_corrections(package, sitting.unit_id, corrections)
            papers[sitting.revision_id] = package, keyed
    told = any(keyed.conduct.mode is not Mode.DEFERRED for _, keyed in papers.values())
    for first in range(0, len(sittings), _AT_ONCE):
        some = sittings[first : first + _AT_ONCE]
        evidence = queries.evidence_of(session, [one.id for one in some], told_at_once=told)
        for sitting in some:
            package, keyed = papers[sitting.revision_id]
            quiz = quiz_of_attempt(keyed, package, sitting)
            known = evidence[sitting.id]
            grade = graded(quiz, known, corrections)
            needed = _needs_people(quiz, known, corrections)
            yield Verdict(sitting, grade, known.kept, needs_people=needed)


def _needs_people(quiz: Quiz, evidence: Evidence, corrections: Sequence[Corrected]) -> bool:
    answered = queries.answers_of(evidence.kept).keys() - full_marks(quiz, corrections).keys()
    return any(
        kind_of(question).is_marked_by_people and question.id in answered
        for question in quiz.questions
    )


def graded(quiz: Quiz, evidence: Evidence, corrections: Sequence[Corrected]) -> Grade:
    """Return what an attempt is worth by all that is known of it."""
    given = {**evidence.given, **full_marks(quiz, corrections)}
    answers = queries.answers_of(evidence.kept)
    return grade(quiz, answers, efforts=_efforts(quiz, evidence), given=given)


def efforts_of(
    session: Session, sitting: Sitting, quiz: Quiz, *, kept: Mapping[str, Kept]
) -> Mapping[str, Effort]:
    """Return how each answer came about; where nothing is told at once, there is little to know."""
    evidence = Evidence(kept=dict(kept))
    if quiz.conduct.mode is not Mode.DEFERRED:
        evidence.hints.update(queries.hints_taken(session, sitting.id))
        evidence.checked.extend(queries.checked_answers(session, sitting.id))
    return _efforts(quiz, evidence)


def _efforts(quiz: Quiz, evidence: Evidence) -> Mapping[str, Effort]:
    tries: dict[str, int] = {}
    sure = {question: one.certainty for question, one in evidence.kept.items()}
    if quiz.conduct.mode is not Mode.DEFERRED:
        sure |= _sure_before(evidence)
        known = {question.id: question for question in quiz.questions}
        for one in evidence.checked:
            question, last = known.get(one.question_id), evidence.kept.get(one.question_id)
            is_earlier = last is not None and one.sequence < last.sequence
            if question is None or one.answer is None or not is_earlier:
                continue
            is_wrong = kind_of(question).share(question, one.answer) < 1
            tries[question.id] = tries.get(question.id, 0) + is_wrong
    return {
        question.id: Effort(
            sure.get(question.id),
            tries.get(question.id, 0),
            evidence.hints.get(question.id, 0),
        )
        for question in quiz.questions
    }


def _sure_before(evidence: Evidence) -> Mapping[str, int | None]:
    """Return how sure learners were of answers that were checked, before they heard of them."""
    found: dict[str, int | None] = {}
    for one in evidence.checked:
        last = evidence.kept.get(one.question_id)
        if last is not None and last.answer == one.answer:
            found.setdefault(one.question_id, one.certainty)
    return found


def score(session: Session, sitting: Sitting, why: Scoring) -> Grade:
    """Mark a submitted attempt and let its score count; what people still mark has to wait.

    An attempt in which people have something to mark gets its score when it is released: until
    then only the marks that need nobody are written, question by question.
    """
    corrections = queries.corrections_at(session, sitting.course_id, sitting.unit_id)
    verdict = verdict_on(session, sitting, corrections)
    _write_marks(session, sitting.id, verdict)
    if verdict.is_final:
        let_count(session, sitting, verdict, why=why)
    return verdict


def let_count(session: Session, sitting: Sitting, verdict: Grade, *, why: Scoring) -> None:
    """Write an attempt's score, keep the one it had, and tell the floors above."""
    values: dict[str, object] = {
        "marks": str(verdict.total),
        "available": str(verdict.available),
        "percent": verdict.percent,
        "passed": verdict.passed,
    }
    session.execute(
        update(Attempt)
        .where(Attempt.id == sitting.id)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    number = select(func.count()).where(Score.attempt_id == sitting.id)
    row = {
        "attempt_id": sitting.id,
        "sequence": (session.scalar(number) or 0) + 1,
        **values,
        "cause": why.cause.value,
        "scored_at": why.now,
    }
    session.execute(insert(Score), [row])
    outbox.put(
        session,
        AttemptGraded(
            attempt_id=sitting.id,
            enrolment_id=sitting.enrolment_id,
            unit_id=sitting.unit_id,
            percent=verdict.percent,
            passed=verdict.passed,
            at=why.now,
        ),
    )


def _write_marks(session: Session, attempt_id: UUID, verdict: Grade) -> None:
    """Write the marks of each answer that counts."""
    kept = queries.kept_answers(session, attempt_id)
    rows = [
        {
            "attempt_id": attempt_id,
            "sequence": one.sequence,
            "marks": str(verdict.marks[one.question_id]),
        }
        for one in kept.values()
        if one.answer is not None and one.question_id in verdict.marks
    ]
    if rows:
        session.execute(update(Response), rows)
