"""Reads about what was granted to single learners, and about openings and deadlines of many."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from academy.assessment.models import Accommodation, Attempt
from academy.assessment.models import Opening as OpeningRow
from academy.assessment.rules.attempts import AttemptState
from academy.assessment.rules.conditions import Allowance, Opening
from academy.enrolment import queries as enrolment


@dataclass(frozen=True, slots=True)
class Need:
    """What was granted to a learner of a course, by whom, and until when it held.

    The reason is for those who teach the course, and for nobody else.
    """

    id: UUID
    learner_id: UUID
    extra_percent: int
    extra_attempts: int
    reason: str
    granted_by: UUID
    granted_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Running:
    """An open attempt, as far as its deadline goes."""

    id: UUID
    enrolment_id: UUID
    learner_id: UUID
    unit_id: str
    revision_id: UUID
    started_at: datetime
    deadline_at: datetime | None


def openings_in(session: Session, course_id: str) -> Mapping[str, Opening]:
    """Return when the quizzes of a course are open, by quiz; except those that always are."""
    statement = select(
        OpeningRow.unit_id, OpeningRow.opens_at, OpeningRow.closes_at, OpeningRow.code
    ).where(OpeningRow.course_id == course_id)
    return {row[0]: Opening(*row[1:]) for row in session.execute(statement)}


def needs_in(
    session: Session, course_id: str, *, before: UUID | None = None, limit: int
) -> tuple[Need, ...]:
    """Return what was granted in a course, the newest first; `before` is where a page begins."""
    older = [Accommodation.id < before] if before else []
    statement = (
        _NEEDS.where(Accommodation.course_id == course_id, *older)
        .order_by(Accommodation.id.desc())
        .limit(limit)
    )
    return tuple(Need(*row) for row in session.execute(statement))


def needs_of(session: Session, learner_id: UUID, course_id: str) -> tuple[Need, ...]:
    """Return what was ever granted to a learner in a course, the newest first."""
    statement = _NEEDS.where(
        Accommodation.course_id == course_id, Accommodation.learner_id == learner_id
    ).order_by(Accommodation.id.desc())
    return tuple(Need(*row) for row in session.execute(statement))


def find_need(session: Session, need_id: UUID, course_id: str) -> Need | None:
    """Return what was granted in a course; a grant of another course is not there."""
    statement = _NEEDS.where(Accommodation.course_id == course_id, Accommodation.id == need_id)
    row = session.execute(statement).one_or_none()
    return Need(*row) if row else None


def count_running(session: Session, course_id: str, unit_id: str) -> int:
    """Return how many attempts at a quiz are open."""
    statement = select(func.count()).where(*_running_at(course_id), Attempt.unit_id == unit_id)
    return session.scalar(statement) or 0


def running_at(session: Session, course_id: str, unit_id: str) -> tuple[Running, ...]:
    """Return the open attempts at a quiz."""
    return _running(session, [*_running_at(course_id), Attempt.unit_id == unit_id])


def running_of(session: Session, learner_id: UUID, course_id: str) -> tuple[Running, ...]:
    """Return the open attempts of a learner in a course."""
    return _running(session, [*_running_at(course_id), Attempt.learner_id == learner_id])


def running_in(session: Session, cohort_id: UUID, course_id: str) -> tuple[Running, ...]:
    """Return the open attempts of the learners of a cohort, in its course."""
    theirs = Attempt.enrolment_id.in_(enrolment.seats_in_cohort(cohort_id))
    return _running(session, [*_running_at(course_id), theirs])


def allowances_for(
    session: Session, course_id: str, attempts: Collection[Running]
) -> Mapping[UUID, Allowance]:
    """Return what each of these attempts may have, by attempt: one read for all of them.

    What has ended since an attempt began still holds for it: it was told of that time.
    """
    granted = _granted(session, course_id, {attempt.learner_id for attempt in attempts})
    found: dict[UUID, Allowance] = {}
    for attempt in attempts:
        holding = [
            (percent, extra)
            for percent, extra, ended_at in granted.get(attempt.learner_id, ())
            if ended_at is None or ended_at > attempt.started_at
        ]
        found[attempt.id] = Allowance(
            max((percent for percent, _ in holding), default=0),
            max((extra for _, extra in holding), default=0),
        )
    return found


_Granted = tuple[int, int, datetime | None]
_NEEDS: Select[*tuple[Any, ...]] = select(
    Accommodation.id,
    Accommodation.learner_id,
    Accommodation.extra_percent,
    Accommodation.extra_attempts,
    Accommodation.reason,
    Accommodation.granted_by,
    Accommodation.granted_at,
    Accommodation.ended_at,
)


def _granted(
    session: Session, course_id: str, learners: Collection[UUID]
) -> Mapping[UUID, list[_Granted]]:
    """Return what was ever granted for a course to those of these learners who were granted any."""
    statement = select(
        Accommodation.learner_id,
        Accommodation.extra_percent,
        Accommodation.extra_attempts,
        Accommodation.ended_at,
    ).where(or_(Accommodation.course_id.is_(None), Accommodation.course_id == course_id))
    found: dict[UUID, list[_Granted]] = {}
    for learner_id, percent, extra, ended_at in session.execute(statement):
        if learner_id in learners:
            found.setdefault(learner_id, []).append((percent, extra, ended_at))
    return found


def _running_at(course_id: str) -> list[ColumnElement[bool]]:
    return [Attempt.course_id == course_id, Attempt.state == AttemptState.OPEN]


def _running(session: Session, wanted: Iterable[ColumnElement[bool]]) -> tuple[Running, ...]:
    statement = (
        select(
            Attempt.id,
            Attempt.enrolment_id,
            Attempt.learner_id,
            Attempt.unit_id,
            Attempt.revision_id,
            Attempt.started_at,
            Attempt.deadline_at,
        )
        .where(*wanted)
        .order_by(Attempt.id)
    )
    return tuple(Running(*row) for row in session.execute(statement))
