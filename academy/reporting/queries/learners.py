"""Who learns in a course, and how far they are: for those who teach it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, tuple_
from sqlalchemy.orm import Session

from academy.accounts.models import User
from academy.enrolment.models import Enrolment
from academy.learning.models import Progress, QuizBest
from academy.reporting.policy import Scope

PAGE = 50


@dataclass(frozen=True, slots=True)
class Sought:
    """Which learners are looked for: a part of the name, a status, or after whom a page begins."""

    name: str = ""
    status: str | None = None
    after: UUID | None = None


@dataclass(frozen=True, slots=True)
class Learner:
    """One seat in a course. `scores` are best scores in percent, by quiz."""

    enrolment_id: UUID
    name: str
    country: str | None
    status: str
    units_done: int
    units_total: int | None
    last_activity_at: datetime | None
    scores: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class LearnersPage:
    """Some learners of a course, newest seat first; `next` is where the following page begins."""

    learners: Sequence[Learner]
    total: int
    next: UUID | None


def learners_of(session: Session, scope: Scope, course_id: str, *, sought: Sought) -> LearnersPage:
    """Return a page of a course's learners: always the same few queries."""
    wanted = tuple(_conditions(scope, course_id, sought))
    seats = select(func.count()).select_from(Enrolment)
    total = session.scalar(seats.join(User, User.id == Enrolment.learner_id).where(*wanted)) or 0
    found = session.execute(
        select(*_SHOWN)
        .join(User, User.id == Enrolment.learner_id)
        .outerjoin(Progress, Progress.enrolment_id == Enrolment.id)
        .where(*wanted, *_beyond(sought.after))
        .order_by(Enrolment.enrolled_at.desc(), Enrolment.id.desc())
        .limit(PAGE + 1)
    ).all()
    shown = found[:PAGE]
    scores = _scores(session, [row[0] for row in shown])
    learners = [Learner(*row, scores=scores.get(row[0], {})) for row in shown]
    return LearnersPage(learners, total, shown[-1][0] if len(found) > PAGE else None)


_SHOWN = (
    Enrolment.id,
    User.name,
    User.country,
    Enrolment.status,
    func.coalesce(Progress.units_done, 0),
    Progress.units_total,
    Enrolment.last_activity_at,
)


def _conditions(scope: Scope, course_id: str, sought: Sought) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [Enrolment.course_id == course_id]
    if scope.organisations is not None:
        wanted.append(Enrolment.organisation_id.in_(scope.organisations))
    if sought.status is not None:
        wanted.append(Enrolment.status == sought.status)
    if sought.name:
        wanted.append(User.name.icontains(sought.name, autoescape=True))
    return wanted


def _beyond(after: UUID | None) -> list[ColumnElement[bool]]:
    """Return what holds of seats taken before that one; where there is no such seat, of none."""
    if after is None:
        return []
    moment = select(Enrolment.enrolled_at).where(Enrolment.id == after).scalar_subquery()
    key: Any = after
    return [tuple_(Enrolment.enrolled_at, Enrolment.id) < tuple_(moment, key)]


def _scores(session: Session, enrolments: Sequence[UUID]) -> dict[UUID, dict[str, int]]:
    scores: dict[UUID, dict[str, int]] = {}
    statement = select(QuizBest.enrolment_id, QuizBest.unit_id, QuizBest.percent).where(
        QuizBest.enrolment_id.in_(enrolments)
    )
    for enrolment, unit, percent in session.execute(statement):
        scores.setdefault(enrolment, {})[unit] = percent
    return scores
