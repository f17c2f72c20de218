"""Reads about appeals."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, case, func, select
from sqlalchemy.orm import Session

from academy.assessment.queries import attempts_in
from academy.marking.models import Appeal

PAGE = 50


@dataclass(frozen=True, slots=True)
class AppealFacts:
    """A learner's word against a mark, and the answer, where there is one."""

    id: UUID
    attempt_id: UUID
    question_id: str
    text: str
    made_at: datetime
    answer: str | None
    answered_by: UUID | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class ListedAppeal:
    """An appeal in a list, with the quiz that it is about."""

    appeal: AppealFacts
    unit_id: str


def appeals_in(
    session: Session, course_id: str, *, page: int
) -> tuple[tuple[ListedAppeal, ...], bool]:
    """Return a page of the appeals in a course, and whether there are more.

    Those that nobody has answered come first, the oldest before the others.
    """
    attempts = attempts_in(course_id).subquery()
    statement = (
        _APPEALS.add_columns(attempts.c.unit_id)
        .join(attempts, attempts.c.id == Appeal.attempt_id)
        .order_by(case((Appeal.answered_at.is_(None), 0), else_=1), Appeal.made_at, Appeal.id)
        .offset(PAGE * (page - 1))
        .limit(PAGE + 1)
    )
    rows = [ListedAppeal(_facts(row[:-1]), row[-1]) for row in session.execute(statement)]
    return tuple(rows[:PAGE]), len(rows) > PAGE


def count_open_appeals(session: Session, course_id: str) -> int:
    """Return how many appeals in a course nobody has answered."""
    attempts = attempts_in(course_id).subquery()
    statement = (
        select(func.count())
        .select_from(Appeal)
        .join(attempts, attempts.c.id == Appeal.attempt_id)
        .where(Appeal.answered_at.is_(None))
    )
    return session.scalar(statement) or 0


def find_appeal(session: Session, attempt_id: UUID, question_id: str) -> AppealFacts | None:
    """Return the appeal against the marks of an answer, or `None` where there is none."""
    return appeals_of(session, attempt_id).get(question_id)


def appeals_of(session: Session, attempt_id: UUID) -> Mapping[str, AppealFacts]:
    """Return the appeals about an attempt, by question."""
    rows = session.execute(_APPEALS.where(Appeal.attempt_id == attempt_id))
    return {appeal.question_id: appeal for appeal in map(_facts, rows)}


def _facts(row: Row[Any] | tuple[Any, ...]) -> AppealFacts:
    return AppealFacts(*row)


_APPEALS: Select[*tuple[Any, ...]] = select(
    Appeal.id,
    Appeal.attempt_id,
    Appeal.question_id,
    Appeal.text,
    Appeal.made_at,
    Appeal.answer,
    Appeal.answered_by,
    Appeal.answered_at,
)
