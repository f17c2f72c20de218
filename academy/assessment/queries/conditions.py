"""Reads about when a quiz is open, and about what is different for one learner."""

from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from academy.assessment.models import Accommodation
from academy.assessment.models import Opening as OpeningRow
from academy.assessment.queries.attempts import standings, terms_of
from academy.assessment.rules.conditions import ALWAYS_OPEN, Allowance, Conditions, Opening
from academy.content.model import Package
from academy.enrolment.queries import Seat


def opening_of(session: Session, course_id: str, unit_id: str) -> Opening:
    """Return when a quiz is open; always, where nobody has said anything else."""
    statement = select(OpeningRow.opens_at, OpeningRow.closes_at, OpeningRow.code).where(
        OpeningRow.course_id == course_id, OpeningRow.unit_id == unit_id
    )
    row = session.execute(statement).one_or_none()
    return ALWAYS_OPEN if row is None else Opening(*row)


def allowance_of(session: Session, learner_id: UUID, course_id: str) -> Allowance:
    """Return what a learner has more than others in a course: the most that was ever granted."""
    statement = select(
        func.max(Accommodation.extra_percent), func.max(Accommodation.extra_attempts)
    ).where(
        Accommodation.learner_id == learner_id,
        Accommodation.ended_at.is_(None),
        or_(Accommodation.course_id.is_(None), Accommodation.course_id == course_id),
    )
    percent, attempts = session.execute(statement).one()
    return Allowance(percent or 0, attempts or 0)


def conditions_for(session: Session, seat: Seat, unit_id: str, *, package: Package) -> Conditions:
    """Return all that decides whether a learner may begin a quiz, besides its attempts."""
    passed: frozenset[str] = frozenset()
    if package.quizzes[unit_id].conduct.requires:
        found = standings(session, seat.id, terms_of(package.quizzes))
        passed = frozenset(unit for unit, one in found.items() if one.passed)
    return Conditions(
        opening_of(session, seat.course_id, unit_id),
        allowance_of(session, seat.learner_id, seat.course_id),
        passed,
        seat.begins_at,
        seat.deadline,
    )
