"""Changes to seats. Nothing here commits.

Every change of a seat is one `UPDATE` that says in its `WHERE` what must still be so: of two that
come at the same moment, the row decides which was first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, CursorResult, Table, bindparam, case, func, insert, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from academy.accounts import queries as people
from academy.catalogue import queries as catalogue
from academy.db import outbox, past
from academy.enrolment import queries, rules
from academy.enrolment.models import Enrolment, EnrolmentPast
from academy.enrolment.queries import Seat
from academy.enrolment.rules import EnrolmentRefused, State, Status
from academy.enrolment.service.wishes import Giving, record, settle_wish
from academy.kernel.actor import Actor
from academy.kernel.facts import EnrolmentCompleted, SeatFreed, SeatResumed
from academy.kernel.ids import uuid7
from academy.kernel.refusal import NotFound, Refusal


@dataclass(frozen=True, slots=True)
class Taking:
    """A seat in a course that is taken in a cohort; reports count it in `organisation_id`."""

    course_id: str
    cohort_id: UUID
    organisation_id: UUID | None
    language: str
    now: datetime


_SCORED = (
    update(cast("Table", Enrolment.__table__))
    .where(Enrolment.__table__.c.id == bindparam("seat"))
    .values(score_percent=bindparam("score"))
)
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
    cohort = queries.find_cohort(session, seat.cohort_id) if seat.cohort_id else None
    if give_up(session, seat, now=now) and cohort:
        giving = Giving(actor.id, now, seat.language)
        settle_wish(session, cohort.id, [actor.id], state=State.WITHDRAWN, giving=giving)
        record(session, "cohort.left", cohort, giving=giving, learner=actor.id)


def give_up(session: Session, seat: Seat, *, now: datetime) -> bool:
    """Withdraw a seat, and let whoever waits have its place; return whether it was not yet."""
    was_first = _change(
        session,
        seat.id,
        _STILL_LEARNING,
        now=now,
        status=Status.WITHDRAWN.value,
        withdrawn_at=now,
        last_activity_at=now,
    )
    if was_first and seat.cohort_id:
        outbox.put(session, SeatFreed(seat.cohort_id, now))
        session.flush()
    return was_first


def take_into_cohort(
    session: Session, learner_id: UUID, seat: Seat | None, *, taking: Taking
) -> UUID:
    """Give a learner a seat in a course within a cohort, or bring theirs into it; return its key.

    What was done in it is kept, and who had left is back. Whoever calls holds the cohort. Raise
    `Refusal` where the seat became another at this moment.
    """
    if seat is None:
        newest = catalogue.newest_revision(session, taking.course_id)
        if newest is None:
            raise NotFound
        values = {
            "course_id": taking.course_id,
            "edition_id": newest.edition_id,
            "language": taking.language,
            "organisation_id": taking.organisation_id,
            "cohort_id": taking.cohort_id,
        }
        return _take_seat(session, learner_id, now=taking.now, **values).id
    values = {"cohort_id": taking.cohort_id, "organisation_id": taking.organisation_id}
    if seat.is_withdrawn:
        values |= _back(seat, language=taking.language, now=taking.now)
    if not put_into(session, seat, now=taking.now, **values):
        raise Refusal(EnrolmentRefused.ALREADY_ENROLLED)
    if seat.is_withdrawn:
        outbox.put(session, SeatResumed(enrolment_id=seat.id, at=taking.now))
    return seat.id


def put_into(session: Session, seat: Seat, *, now: datetime, **values: object) -> bool:
    """Change where a seat belongs, unless it is not any more what it was when it was read."""
    return _change(
        session,
        seat.id,
        Enrolment.status == seat.status.value,
        Enrolment.cohort_id.is_not_distinct_from(seat.cohort_id),
        now=now,
        **values,
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
        now=now,
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
        now=now,
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
        now=now,
        edition_id=edition_id,
        last_activity_at=now,
    )


def _take_seat(session: Session, learner_id: UUID, *, now: datetime, **values: Any) -> Seat:
    """Write a new seat; of two requests at once, the second is told there is one already."""
    key = uuid7(now)
    if "organisation_id" not in values:
        values["organisation_id"] = people.learner_organisation(session, learner_id)
    statement = insert(Enrolment).values(
        id=key,
        learner_id=learner_id,
        country=people.person(session, learner_id).country,
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
    """Give a seat back outside the cohort that it was left in: a place there is given by it."""
    values = _back(seat, language=language, now=now)
    withdrawn = Enrolment.status == Status.WITHDRAWN.value
    _change(session, seat.id, withdrawn, now=now, cohort_id=None, **values)
    outbox.put(session, SeatResumed(enrolment_id=seat.id, at=now))
    session.flush()
    return queries.seat_by_id(session, seat.id)


def _back(seat: Seat, *, language: str, now: datetime) -> dict[str, Any]:
    """Return what a seat becomes that its learner comes back to."""
    return {
        "status": rules.after_return(begun=seat.started_at is not None).value,
        "language": language,
        "withdrawn_at": None,
        "last_activity_at": now,
    }


def note_score(session: Session, scores: Mapping[UUID, int | None], *, now: datetime) -> None:
    """Note what seats score by now, in whole percent, for those who look for seats by it."""
    if not scores:
        return
    keep_past(session, Enrolment.id.in_(list(scores)), now=now)
    rows = [{"seat": seat, "score": score} for seat, score in scores.items()]
    session.connection().execute(_SCORED, rows)


def follow_learner(session: Session, learner_id: UUID, *, now: datetime) -> None:
    """Let a learner's seats be counted in the country where the learner is now."""
    own = people.person(session, learner_id)
    theirs = Enrolment.learner_id == learner_id
    keep_past(session, theirs, now=now)
    session.execute(
        update(Enrolment).where(theirs).values(country=own.country),
        execution_options={"synchronize_session": False},
    )


def keep_past(session: Session, which: ColumnElement[bool], *, now: datetime) -> None:
    """Keep what reports say of seats that are about to change."""
    past.keep(session, EnrolmentPast, of=Enrolment, where=which, day=now.date())


def _change(
    session: Session,
    enrolment_id: UUID,
    *still: ColumnElement[bool],
    now: datetime,
    **values: object,
) -> bool:
    """Change a seat if all of `still` is so at that moment; return whether it was."""
    keep_past(session, Enrolment.id == enrolment_id, now=now)
    answer = session.execute(
        update(Enrolment).where(Enrolment.id == enrolment_id, *still).values(**values),
        execution_options={"synchronize_session": False},
    )
    return cast("CursorResult[Any]", answer).rowcount == 1
