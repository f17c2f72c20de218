"""Reads about answers that people mark."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Exists,
    ScalarSelect,
    Select,
    Text,
    and_,
    cast,
    exists,
    false,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from academy.assessment.models import Attempt, GivenMark, Response, Score
from academy.assessment.rules.attempts import AttemptState
from academy.assessment.rules.items.kind import Answer

_MARKED = "marked"
_NO_ANSWER = "null"


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer that was submitted, and the language of the page on which it was given."""

    answer: Answer
    locale: str


def find_answer(session: Session, attempt_id: UUID, question_id: str) -> GivenAnswer | None:
    """Return the answer to a question that counts, or `None` where there is none."""
    statement = (
        select(Response.answer, Response.locale)
        .where(Response.attempt_id == attempt_id, Response.question_id == question_id)
        .order_by(Response.sequence.desc())
        .limit(1)
    )
    row = session.execute(statement).one_or_none()
    return None if row is None or row[0] is None else GivenAnswer(row[0], row[1])


def revisions_answered(session: Session, course_id: str) -> Mapping[str, tuple[UUID, ...]]:
    """Return the revisions on which attempts were submitted, by quiz, the oldest first."""
    statement = (
        select(Attempt.unit_id, Attempt.revision_id)
        .where(Attempt.course_id == course_id, Attempt.state == AttemptState.SUBMITTED)
        .distinct()
        .order_by(Attempt.unit_id, Attempt.revision_id)
    )
    found: dict[str, tuple[UUID, ...]] = {}
    for unit, revision in session.execute(statement):
        found[unit] = (*found.get(unit, ()), revision)
    return found


def answers_to(course_id: str, asked: Mapping[str, Collection[str]]) -> Select[*tuple[Any, ...]]:
    """Return the statement that finds the submitted answers to these questions, by quiz.

    It is for the statements of floors above. Its columns: attempt_id, unit_id, question_id,
    learner_id, revision_id, submitted_at, locale, is_given (whether people's marks are agreed
    upon), is_released (whether these are in the score by now).
    """
    is_given = GivenMark.attempt_id.is_not(None)
    given = and_(GivenMark.attempt_id == Attempt.id, GivenMark.question_id == Response.question_id)
    return (
        select(
            Attempt.id.label("attempt_id"),
            Attempt.unit_id,
            Response.question_id,
            Attempt.learner_id,
            Attempt.revision_id,
            Attempt.submitted_at,
            Response.locale,
            is_given.label("is_given"),
            and_(is_given, _in_score()).label("is_released"),
        )
        .join(Response, Response.attempt_id == Attempt.id)
        .outerjoin(GivenMark, given)
        .where(
            Attempt.course_id == course_id,
            Attempt.state == AttemptState.SUBMITTED,
            or_(
                false(),
                *(
                    and_(Attempt.unit_id == unit, Response.question_id.in_(questions))
                    for unit, questions in asked.items()
                ),
            ),
            Response.sequence == _newest(),
            cast(Response.answer, Text) != _NO_ANSWER,
        )
    )


def _newest() -> ScalarSelect[int]:
    """Return the number of the newest answer to the same question of the same attempt."""
    later = aliased(Response)
    return (
        select(func.max(later.sequence))
        .where(later.attempt_id == Response.attempt_id, later.question_id == Response.question_id)
        .scalar_subquery()
    )


def _in_score() -> Exists:
    """Say that an attempt was scored since the marks were given."""
    return exists().where(
        Score.attempt_id == GivenMark.attempt_id, Score.scored_at >= GivenMark.given_at
    )


def attempts_in(course_id: str, unit_id: str | None = None) -> Select[*tuple[Any, ...]]:
    """Return the statement that finds the attempts in a course, or at one quiz: id, unit_id."""
    statement = select(Attempt.id, Attempt.unit_id).where(Attempt.course_id == course_id)
    return statement.where(Attempt.unit_id == unit_id) if unit_id else statement


def released_at(session: Session, attempt_id: UUID) -> datetime | None:
    """Return when an attempt last got a score with people's marks in it."""
    statement = select(func.max(Score.scored_at)).where(
        Score.attempt_id == attempt_id, Score.cause == _MARKED
    )
    return session.scalar(statement)


def is_in_score(session: Session, attempt_id: UUID, question_id: str) -> bool | None:
    """Tell whether the marks of an answer are in the score; `None` where there are no marks yet."""
    statement = select(_in_score()).where(
        GivenMark.attempt_id == attempt_id, GivenMark.question_id == question_id
    )
    return session.scalar(statement)


def lock_sitting(session: Session, attempt_id: UUID) -> None:
    """Let nobody else do anything with an attempt's marks until this transaction ends."""
    session.execute(select(Attempt.id).where(Attempt.id == attempt_id).with_for_update())


def lock_quiz(session: Session, course_id: str, unit_id: str) -> None:
    """Let people share out the answers to a quiz one after the other.

    Its first attempt stands for the quiz: it is the one row that all of them can agree upon.
    """
    statement = (
        select(Attempt.id)
        .where(Attempt.course_id == course_id, Attempt.unit_id == unit_id)
        .order_by(Attempt.started_at, Attempt.id)
        .limit(1)
        .with_for_update()
    )
    session.execute(statement)


def submitted_by(
    session: Session, learner_id: UUID, *, course_id: str, unit_id: str
) -> UUID | None:
    """Return the revision of a learner's newest submitted attempt at a quiz."""
    statement = (
        select(Attempt.revision_id)
        .where(
            Attempt.learner_id == learner_id,
            Attempt.course_id == course_id,
            Attempt.unit_id == unit_id,
            Attempt.state == AttemptState.SUBMITTED,
        )
        .order_by(Attempt.number.desc())
        .limit(1)
    )
    return session.scalar(statement)
