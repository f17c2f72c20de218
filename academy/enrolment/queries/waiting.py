"""Reads about who wants a seat in a cohort."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from academy.enrolment.models import Application, Cohort
from academy.enrolment.rules import State


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asked of a cohort, and what came of it by now.

    `language` is the one they asked in. `number` is their place on the waiting list, from 1.
    """

    cohort_id: UUID
    learner_id: UUID
    state: State
    language: str
    asked_at: datetime
    queued_at: datetime | None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Hope:
    """A cohort that somebody wants a seat in; `number` is their place on its waiting list."""

    course_id: str
    name: str
    number: int | None


_WISH = select(
    Application.cohort_id,
    Application.learner_id,
    Application.state,
    Application.language,
    Application.asked_at,
    Application.queued_at,
)
_IN_LINE = (Application.queued_at, Application.asked_at, Application.learner_id)
_WAITS = Application.state == State.WAITING.value


def find_wish(session: Session, cohort_id: UUID, learner_id: UUID) -> Wish | None:
    """Return what somebody asked of a cohort, with their place on the waiting list, or `None`."""
    here = (Application.cohort_id == cohort_id, Application.learner_id == learner_id)
    row = session.execute(_placed().where(*here)).one_or_none()
    return _wish(row) if row else None


def wishes_of(session: Session, learner_id: UUID, course_id: str | None = None) -> dict[UUID, Wish]:
    """Return what somebody waits for: by cohort, of one course or of all."""
    statement = _placed().where(
        Application.learner_id == learner_id,
        Application.state.in_((State.ASKED.value, State.WAITING.value)),
    )
    if course_id is not None:
        of_course = select(Cohort.id).where(Cohort.course_id == course_id)
        statement = statement.where(Application.cohort_id.in_(of_course))
    return {row[0]: _wish(row) for row in session.execute(statement)}


def hopes_of(session: Session, learner_id: UUID) -> list[Hope]:
    """Return what somebody waits for, by the names of the cohorts, in one read."""
    statement = (
        _placed()
        .add_columns(Cohort.course_id, Cohort.name)
        .join(Cohort, Cohort.id == Application.cohort_id)
        .where(
            Application.learner_id == learner_id,
            Application.state.in_((State.ASKED.value, State.WAITING.value)),
            Cohort.archived_at.is_(None),
        )
        .order_by(Cohort.name, Cohort.id)
    )
    return [
        Hope(course_id, name, _wish(told).number)
        for *told, course_id, name in session.execute(statement)
    ]


def _placed() -> Select[*tuple[Any, ...]]:
    """Return the statement that finds wishes, with how many wait longer beside each."""
    other = aliased(Application)
    longer = or_(
        other.queued_at < Application.queued_at,
        and_(
            other.queued_at == Application.queued_at,
            or_(
                other.asked_at < Application.asked_at,
                and_(
                    other.asked_at == Application.asked_at,
                    other.learner_id < Application.learner_id,
                ),
            ),
        ),
    )
    before = select(func.count()).where(
        other.cohort_id == Application.cohort_id, other.state == State.WAITING.value, longer
    )
    return _WISH.add_columns(before.correlate(Application).scalar_subquery())


def _wish(row: Sequence[Any]) -> Wish:
    cohort_id, learner_id, told, *rest, before = row
    state = State(told)
    number = before + 1 if state is State.WAITING else None
    return Wish(cohort_id, learner_id, state, *rest, number=number)


def in_line(session: Session, cohort_id: UUID, *, limit: int | None) -> list[Wish]:
    """Return who waits for room in a cohort, whoever waits longest first."""
    statement = _WISH.where(Application.cohort_id == cohort_id, _WAITS).order_by(*_IN_LINE)
    return [
        Wish(row[0], row[1], State(row[2]), *row[3:], number=number)
        for number, row in enumerate(session.execute(statement.limit(limit)), 1)
    ]


def asking(
    session: Session, cohort_id: UUID, among: Collection[UUID] | None = None, *, limit: int
) -> list[Wish]:
    """Return who waits for a decision about a cohort, or those of `among`, as they asked."""
    statement = _WISH.where(
        Application.cohort_id == cohort_id, Application.state == State.ASKED.value
    ).order_by(Application.asked_at, Application.learner_id)
    if among is not None:
        statement = statement.where(Application.learner_id.in_(list(among)))
    rows = session.execute(statement.limit(limit))
    return [Wish(row[0], row[1], State(row[2]), *row[3:]) for row in rows]


def count_wishes(session: Session, cohort_id: UUID) -> dict[State, int]:
    """Return how many wishes about a cohort stand where; those that nobody has are left out."""
    statement = (
        select(Application.state, func.count())
        .where(Application.cohort_id == cohort_id)
        .group_by(Application.state)
    )
    return {State(row[0]): row[1] for row in session.execute(statement)}
