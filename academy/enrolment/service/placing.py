"""What staff do with single seats of a cohort. Nothing here commits."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from academy.accounts import service as accounts
from academy.db import outbox
from academy.enrolment import queries, rules
from academy.enrolment.models import Extension
from academy.enrolment.queries import Group, MoreTime, Seat
from academy.enrolment.rules import CohortRefused, EnrolmentRefused, ExtensionRefused, State
from academy.enrolment.service.cohorts import counted_in, locked, move_up
from academy.enrolment.service.seats import give_up, put_into
from academy.enrolment.service.wishes import Giving, record, settle_wish
from academy.kernel.actor import Role
from academy.kernel.facts import DeadlineMoved, SeatFreed, SeatGiven
from academy.kernel.refusal import Refusal


def move_to(session: Session, cohort: Group, seat: Seat, *, to: UUID, giving: Giving) -> None:
    """Put a seat of a cohort into another of the same course, with all that was done in it.

    Raise `Refusal` where the other takes nobody or is full: staff then give it more seats first.
    """
    target = locked(session, to, giving.now)
    if target.course_id != seat.course_id:
        raise Refusal(CohortRefused.OTHER_COURSE)
    if not seat.is_active:
        raise Refusal(CohortRefused.NOT_HERE)
    move_up(session, target, now=giving.now)
    if rules.room(target.terms.capacity, queries.seats_taken(session, target.id)) == 0:
        raise Refusal(CohortRefused.FULL)
    belongs = counted_in(session, target, seat.learner_id)
    _put(session, seat, giving.now, cohort_id=target.id, organisation_id=belongs)
    _leave(session, cohort, seat, giving=giving)
    settle_wish(session, target.id, [seat.learner_id], state=State.SEATED, giving=giving)
    if target.organisation_id:
        accounts.grant(
            session,
            user=seat.learner_id,
            organisation=target.organisation_id,
            role=Role.LEARNER,
            by=giving.by,
            now=giving.now,
        )
    outbox.put(session, SeatGiven(seat.id, target.id, giving.now))
    outbox.put(session, DeadlineMoved(target.id, giving.now))
    record(session, "cohort.moved", cohort, giving=giving, learner=seat.learner_id, to=target.id)
    session.flush()


def remove(session: Session, cohort: Group, seat: Seat, *, giving: Giving) -> None:
    """Take a seat out of a cohort; its learner goes on in the course on their own."""
    _put(session, seat, giving.now, cohort_id=None)
    _leave(session, cohort, seat, giving=giving)
    record(session, "cohort.removed", cohort, giving=giving, learner=seat.learner_id)
    session.flush()


def withdraw_from(session: Session, cohort: Group, seat: Seat, *, giving: Giving) -> None:
    """Withdraw a seat of a cohort, as its learner could; once is enough."""
    refused = rules.may_withdraw(seat.status)
    if refused:
        raise Refusal(refused)
    if give_up(session, seat, now=giving.now):
        settle_wish(session, cohort.id, [seat.learner_id], state=State.WITHDRAWN, giving=giving)
        record(session, "cohort.withdrawn", cohort, giving=giving, learner=seat.learner_id)


def extend(session: Session, cohort: Group, seat: Seat, *, giving: Giving, more: MoreTime) -> None:
    """Give one learner of a cohort time until a later moment, and say why."""
    refused = rules.extension_refused(
        more.until, more.reason, ends_at=cohort.terms.ends_at, now=giving.now
    )
    if refused or not seat.is_active:
        raise Refusal(refused or ExtensionRefused.NOT_LEARNING)
    if queries.more_time(session, seat.id) == more:
        return
    row = session.get(Extension, seat.id) or Extension(enrolment_id=seat.id)
    row.until, row.reason = more.until, more.reason
    row.granted_by, row.granted_at = giving.by, giving.now
    session.add(row)
    outbox.put(session, DeadlineMoved(cohort.id, giving.now))
    told = more.until.isoformat(timespec="minutes")
    record(session, "deadline.extended", cohort, giving=giving, learner=seat.learner_id, until=told)
    session.flush()


def end_extension(session: Session, cohort: Group, seat: Seat, *, giving: Giving) -> None:
    """Let the deadline of the cohort hold for a learner again; once is enough."""
    row = session.get(Extension, seat.id, populate_existing=True)
    if row is not None:
        session.delete(row)
        record(session, "deadline.extension-ended", cohort, giving=giving, learner=seat.learner_id)
        session.flush()


def _put(session: Session, seat: Seat, now: datetime, **values: UUID | None) -> None:
    if not put_into(session, seat, now=now, **values):
        raise Refusal(EnrolmentRefused.NOT_ENROLLED)


def _leave(session: Session, cohort: Group, seat: Seat, *, giving: Giving) -> None:
    """Let a place in a cohort be free, and its learner's wish for it be over."""
    settle_wish(session, cohort.id, [seat.learner_id], state=State.WITHDRAWN, giving=giving)
    outbox.put(session, SeatFreed(cohort.id, giving.now))
