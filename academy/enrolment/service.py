"""Changes to seats. Nothing here commits.

Every change of a seat is one `UPDATE` that says in its `WHERE` what must still be so: of two that
come at the same moment, the row decides which was first.
"""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, CursorResult, case, func, insert, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from academy.accounts import queries as people
from academy.catalogue import queries as catalogue
from academy.db import outbox
from academy.enrolment import queries, rules
from academy.enrolment.models import Enrolment
from academy.enrolment.queries import Seat
from academy.enrolment.rules import EnrolmentRefused, Status
from academy.kernel.actor import Actor
from academy.kernel.facts import EnrolmentCompleted, SeatResumed
from academy.kernel.ids import uuid7
from academy.kernel.refusal import NotFound, Refusal

_STILL_LEARNING = Enrolment.status.in_((Status.ENROLLED.value, Status.IN_PROGRESS.value))


def enrol(session: Session, *, actor: Actor, course_id: str, language: str, now: datetime) -> Seat:
    """Give the actor a seat in the newest edition, or their own seat back if they had left.

    Raise `NotFound` where there is no such course, and `Refusal` with an `EnrolmentRefused`.
    """
    course = catalogue.find_course(session, course_id)
    newest = catalogue.newest_revision(session, course_id)
    if course is None or newest is None:
        raise NotFound
    seat = queries.find_seat(session, actor.id, course_id)
    refused = rules.may_enrol(is_open=course.is_open, status=seat and seat.status)
    if refused:
        raise Refusal(refused)
    if seat is None:
        values = {"course_id": course_id, "edition_id": newest.edition_id, "language": language}
        return _take_seat(session, actor.id, now=now, **values)
    return _come_back(session, seat, language=language, now=now)


def withdraw(session: Session, *, actor: Actor, course_id: str, now: datetime) -> None:
    """Give the actor's seat up and keep all that was done in it; raise `Refusal` if that cannot be.

    Leaving twice is leaving: the second time changes nothing.
    """
    seat = queries.find_seat(session, actor.id, course_id)
    refused = rules.may_withdraw(seat and seat.status)
    if seat is None or refused:
        raise Refusal(refused or EnrolmentRefused.NOT_ENROLLED)
    _change(
        session,
        seat.id,
        _STILL_LEARNING,
        status=Status.WITHDRAWN.value,
        withdrawn_at=now,
        last_activity_at=now,
    )


def begin(session: Session, *, enrolment_id: UUID, now: datetime) -> None:
    """Note that the learner is at work in a seat; the first time, the seat is in progress.

    The seat's row stays locked until the transaction ends, so that what a caller then counts for
    this seat is counted by one transaction at a time.
    """
    enrolled = Enrolment.status == Status.ENROLLED.value
    _change(
        session,
        enrolment_id,
        status=case((enrolled, Status.IN_PROGRESS.value), else_=Enrolment.status),
        started_at=func.coalesce(Enrolment.started_at, now),
        last_activity_at=now,
    )


def complete(session: Session, *, enrolment_id: UUID, now: datetime) -> bool:
    """Complete a seat and tell the floors above; return whether this call was the one that did.

    A seat is completed once, whoever else tries at the same moment; a withdrawn one is not.
    """
    was_first = _change(
        session,
        enrolment_id,
        Enrolment.completed_at.is_(None),
        _STILL_LEARNING,
        status=Status.COMPLETED.value,
        started_at=func.coalesce(Enrolment.started_at, now),
        completed_at=now,
        last_activity_at=now,
    )
    if was_first:
        outbox.put(session, EnrolmentCompleted(enrolment_id=enrolment_id, at=now))
        session.flush()
    return was_first


def move(session: Session, *, enrolment_id: UUID, edition_id: UUID, now: datetime) -> bool:
    """Put a seat that is not over on another edition; return whether it was moved."""
    return _change(
        session,
        enrolment_id,
        _STILL_LEARNING,
        Enrolment.edition_id != edition_id,
        edition_id=edition_id,
        last_activity_at=now,
    )


def _take_seat(session: Session, learner_id: UUID, *, now: datetime, **values: Any) -> Seat:
    """Write a new seat; of two requests at once, the second is told there is one already."""
    key = uuid7(now)
    statement = insert(Enrolment).values(
        id=key,
        learner_id=learner_id,
        organisation_id=people.learner_organisation(session, learner_id),
        status=Status.ENROLLED.value,
        enrolled_at=now,
        **values,
    )
    try:
        with session.begin_nested():
            session.execute(statement)
    except IntegrityError as error:
        raise Refusal(EnrolmentRefused.ALREADY_ENROLLED) from error
    return queries.seat_by_id(session, key)


def _come_back(session: Session, seat: Seat, *, language: str, now: datetime) -> Seat:
    _change(
        session,
        seat.id,
        Enrolment.status == Status.WITHDRAWN.value,
        status=rules.after_return(begun=seat.started_at is not None).value,
        language=language,
        withdrawn_at=None,
        last_activity_at=now,
    )
    outbox.put(session, SeatResumed(enrolment_id=seat.id, at=now))
    session.flush()
    return queries.seat_by_id(session, seat.id)


def _change(
    session: Session, enrolment_id: UUID, *still: ColumnElement[bool], **values: object
) -> bool:
    """Change a seat if all of `still` is so at that moment; return whether it was."""
    answer = session.execute(
        update(Enrolment).where(Enrolment.id == enrolment_id, *still).values(**values),
        execution_options={"synchronize_session": False},
    )
    return cast("CursorResult[Any]", answer).rowcount == 1
