"""Changes to when a quiz is open, and to what one learner has more than others.

Attempts that are open have their deadlines moved in the same transaction.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from academy.assessment.models import Accommodation, Attempt
from academy.assessment.models import Opening as OpeningRow
from academy.assessment.queries.needs import (
    Running,
    allowances_for,
    openings_in,
    running_at,
    running_in,
    running_of,
)
from academy.assessment.rules.attempts import AttemptState
from academy.assessment.rules.conditions import (
    ALWAYS_OPEN,
    Conditions,
    Opening,
    deadline,
    is_over,
)
from academy.assessment.rules.deadlines import moved
from academy.catalogue import queries as catalogue
from academy.db.audit import record
from academy.enrolment import queries as enrolment
from academy.kernel.ids import uuid7


@dataclass(frozen=True, slots=True)
class Grant:
    """What somebody grants to a learner of a course, and why: the reason is private."""

    learner_id: UUID
    course_id: str
    extra_percent: int
    extra_attempts: int
    reason: str


@dataclass(frozen=True, slots=True)
class Deciding:
    """Who decides, and when."""

    by: UUID
    now: datetime


def set_opening(
    session: Session, course_id: str, unit_id: str, *, opening: Opening, deciding: Deciding
) -> int:
    """Say when a quiz is open; return of how many open attempts the deadline moved.

    The audit says whether there is a code, never which.
    """
    if opening == ALWAYS_OPEN:
        session.execute(
            delete(OpeningRow).where(
                OpeningRow.course_id == course_id, OpeningRow.unit_id == unit_id
            )
        )
    else:
        _write(session, course_id, unit_id, opening=opening, deciding=deciding)
    record(
        session,
        actor_id=deciding.by,
        action="quiz.opening",
        subject=f"course:{course_id}",
        now=deciding.now,
        unit=unit_id,
        opens_at=opening.opens_at.isoformat() if opening.opens_at else None,
        closes_at=opening.closes_at.isoformat() if opening.closes_at else None,
        has_code=int(bool(opening.code)),
    )
    session.flush()
    running = running_at(session, course_id, unit_id)
    return _move(session, course_id, running, openings={unit_id: opening}, now=deciding.now)


def grant(session: Session, wanted: Grant, deciding: Deciding) -> UUID:
    """Grant a learner more time or more attempts; attempts that are open get the time at once.

    The audit names the grant by its id: the reason stands with the grant alone.
    """
    row = Accommodation(
        id=uuid7(deciding.now),
        learner_id=wanted.learner_id,
        course_id=wanted.course_id,
        extra_percent=wanted.extra_percent,
        extra_attempts=wanted.extra_attempts,
        reason=wanted.reason,
        granted_by=deciding.by,
        granted_at=deciding.now,
    )
    session.add(row)
    record(
        session,
        actor_id=deciding.by,
        action="need.granted",
        subject=f"user:{wanted.learner_id}",
        now=deciding.now,
        need=str(row.id),
        course=wanted.course_id,
    )
    session.flush()
    running = running_of(session, wanted.learner_id, wanted.course_id)
    openings = openings_in(session, wanted.course_id)
    _move(session, wanted.course_id, running, openings=openings, now=deciding.now)
    return row.id


def follow_cohort(session: Session, cohort_id: UUID, *, now: datetime) -> int:
    """Let open attempts end when the deadlines of their cohort say so by now; return how many do.

    An end is never moved into the past.
    """
    cohort = enrolment.find_cohort(session, cohort_id)
    if cohort is None:
        return 0
    running = running_in(session, cohort_id, cohort.course_id)
    openings = openings_in(session, cohort.course_id)
    return _move(session, cohort.course_id, running, openings=openings, now=now)


def end_grant(session: Session, course_id: str, need_id: UUID, *, deciding: Deciding) -> bool:
    """Let a grant hold no longer; tell whether it held until now.

    An attempt that is open keeps the time that its learner was told.
    """
    ended = session.scalar(
        update(Accommodation)
        .where(
            Accommodation.id == need_id,
            Accommodation.course_id == course_id,
            Accommodation.ended_at.is_(None),
        )
        .values(ended_at=deciding.now)
        .returning(Accommodation.learner_id)
        .execution_options(synchronize_session=False)
    )
    if ended is None:
        return False
    record(
        session,
        actor_id=deciding.by,
        action="need.ended",
        subject=f"user:{ended}",
        now=deciding.now,
        need=str(need_id),
        course=course_id,
    )
    session.flush()
    return True


def _write(
    session: Session, course_id: str, unit_id: str, *, opening: Opening, deciding: Deciding
) -> None:
    session.merge(
        OpeningRow(
            course_id=course_id,
            unit_id=unit_id,
            opens_at=opening.opens_at,
            closes_at=opening.closes_at,
            code=opening.code,
            changed_by=deciding.by,
            changed_at=deciding.now,
        )
    )


def _move(
    session: Session,
    course_id: str,
    running: tuple[Running, ...],
    *,
    openings: Mapping[str, Opening],
    now: datetime,
) -> int:
    """Give open attempts the deadlines that they have now; those whose time is over are left."""
    allowances = allowances_for(session, course_id, running)
    due = enrolment.deadlines_of(session, [attempt.enrolment_id for attempt in running])
    rows: list[dict[str, object]] = []
    for attempt in running:
        quiz = catalogue.package_of(session, attempt.revision_id).quizzes[attempt.unit_id]
        opening = openings.get(attempt.unit_id, ALWAYS_OPEN)
        here = Conditions(opening, allowances[attempt.id], due_at=due.get(attempt.enrolment_id))
        becomes = deadline(quiz, here, attempt.started_at)
        at = moved(attempt.deadline_at, becomes, now=now)
        if at != attempt.deadline_at and not is_over(attempt.deadline_at, now):
            rows.append({"id": attempt.id, "deadline_at": at})
    if rows:
        session.execute(
            update(Attempt).where(Attempt.state == AttemptState.OPEN),
            rows,
            execution_options={"synchronize_session": None},
        )
    return len(rows)
