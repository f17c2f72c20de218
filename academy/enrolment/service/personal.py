"""What enrolment keeps of people: seats, wishes for seats, and who looks after whom."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from academy.accounts import queries as people
from academy.accounts.service import personal as accounts
from academy.db import outbox, personal
from academy.db.personal import Erased, Erasing, Holdings, Merge, Row, Told
from academy.enrolment import queries
from academy.enrolment.models import (
    Application,
    Cohort,
    CohortInstructor,
    Enrolment,
    EnrolmentPast,
    Extension,
    Invitation,
)
from academy.enrolment.queries import Seat
from academy.enrolment.rules import Status
from academy.enrolment.service.seats import give_up, keep_past
from academy.kernel.facts import SeatFreed

HOLDINGS = Holdings(
    acts=(Application.decided_by, Extension.granted_by, Invitation.made_by),
    others=(Enrolment.learner_id, Application.learner_id, CohortInstructor.user_id),
    fixed={EnrolmentPast.learner_id: "reports as of an earlier day say what they said"},
)
_OPEN = (Status.ENROLLED.value, Status.IN_PROGRESS.value)


@dataclass(frozen=True, slots=True)
class Clash:
    """Two seats of one person in one course, of which one account can have only one."""

    course_id: str
    of_kept: Seat
    of_gone: Seat


@dataclass(frozen=True, slots=True)
class Done:
    """A seat that is completed."""

    seat_id: UUID
    country: str | None
    completed_at: datetime


def told(session: Session, user_id: UUID) -> Told:
    """Return a person's seats, what these were, and their wishes for others."""
    mine = Enrolment.learner_id == user_id
    seats = _SEATS.outerjoin(Cohort, Cohort.id == Enrolment.cohort_id).where(mine)
    before = _BEFORE.join(Enrolment, Enrolment.id == EnrolmentPast.id).where(mine)
    later = (
        select(Enrolment.course_id, Extension.until, Extension.reason, Extension.granted_at)
        .join(Enrolment, Enrolment.id == Extension.enrolment_id)
        .where(mine)
    )
    wished = _WISHES.join(Cohort, Cohort.id == Application.cohort_id)
    leads = select(Cohort.name.label("cohort"), Cohort.course_id).join(
        CohortInstructor, CohortInstructor.cohort_id == Cohort.id
    )
    return Told(
        {
            "seats": _with_organisations(session, personal.rows(session, seats)),
            "seats_before": personal.rows(session, before),
            "extensions": personal.rows(session, later),
            "applications": personal.rows(session, wished.where(Application.learner_id == user_id)),
            "cohorts_led": personal.rows(session, leads.where(CohortInstructor.user_id == user_id)),
            "decisions": personal.acts_of(session, HOLDINGS, user_id),
        }
    )


def clashes(session: Session, kept: UUID, gone: UUID) -> list[Clash]:
    """Return the courses in which both accounts have a seat."""
    own = {seat.course_id: seat for seat in queries.seats_of(session, kept)}
    others = sorted(queries.seats_of(session, gone), key=lambda seat: seat.course_id)
    return [
        Clash(seat.course_id, own[seat.course_id], seat) for seat in others if seat.course_id in own
    ]


def doubles(session: Session, kept: UUID, gone: UUID) -> Mapping[str, int]:
    """Return how many seats and wishes would be the other's."""
    del kept
    return personal.count(session, (*HOLDINGS.others, *HOLDINGS.acts), gone)


def hand_over(session: Session, merge: Merge) -> None:
    """Move the seats; where both had one in a course, the one left behind is given up."""
    both = [*queries.seats_of(session, merge.kept), *queries.seats_of(session, merge.gone)]
    queries.lock_seats(session, [seat.id for seat in both])
    keep_past(session, Enrolment.id.in_([seat.id for seat in both]), now=merge.now)
    back = [seat.id for seat in both if seat.learner_id == merge.kept and seat.id in merge.behind]
    forth = [
        seat.id for seat in both if seat.learner_id == merge.gone and seat.id not in merge.behind
    ]
    between = accounts.stand_in(session, now=merge.now)
    for seats, owner in ((back, between), (forth, merge.kept), (back, merge.gone)):
        moved = update(Enrolment).where(Enrolment.id.in_(seats)).values(learner_id=owner)
        personal.write(session, moved)
    accounts.end_stand_in(session, between)
    _give_up(session, merge)
    personal.move(session, HOLDINGS.acts, merge)
    personal.unite(session, CohortInstructor.user_id, merge, is_spare=True)
    personal.unite(session, Application.learner_id, merge, is_spare=False)
    _withdraw_wishes(session, merge)


def erase(session: Session, erasing: Erasing) -> Erased:
    """Remove wishes and reasons; the seats stay as numbers in reports.

    Those not completed count as given up, so that whoever waits has their places.
    """
    own = erasing.user_id
    personal.write(session, delete(Application).where(Application.learner_id == own))
    personal.write(session, delete(CohortInstructor).where(CohortInstructor.user_id == own))
    seats = select(Enrolment.id).where(Enrolment.learner_id == own)
    why = update(Extension).where(Extension.enrolment_id.in_(seats)).values(reason="")
    personal.write(session, why)
    held = queries.seats_of(session, own)
    for seat in held:
        give_up(session, seat, now=erasing.now)
    kept = len(held)
    return Erased({"seats": kept} if kept else {})


def cohorts_led(session: Session, user_id: UUID) -> int:
    """Return how many cohorts a person looks after."""
    led = select(func.count()).where(CohortInstructor.user_id == user_id)
    return session.scalar(led) or 0


def last_seen(session: Session, learners: Collection[UUID]) -> dict[UUID, datetime]:
    """Return when these people last did something in a course."""
    moment = func.max(func.coalesce(Enrolment.last_activity_at, Enrolment.enrolled_at))
    statement = (
        select(Enrolment.learner_id, moment)
        .where(Enrolment.learner_id.in_(list(learners)))
        .group_by(Enrolment.learner_id)
    )
    return {row[0]: row[1] for row in session.execute(statement)}


def completed_by(session: Session, learners: Collection[UUID]) -> list[Done]:
    """Return the seats of these people that are completed, with where and when."""
    statement = select(Enrolment.id, Enrolment.country, Enrolment.completed_at).where(
        Enrolment.learner_id.in_(list(learners)), Enrolment.completed_at.is_not(None)
    )
    return [Done(*row) for row in session.execute(statement)]


def _give_up(session: Session, merge: Merge) -> None:
    """Withdraw the seats left behind, unless they are completed: those stay what they are."""
    open_ = (Enrolment.id.in_(merge.behind), Enrolment.status.in_(_OPEN))
    freed = session.scalars(select(Enrolment.cohort_id).where(*open_))
    cohorts = {cohort for cohort in freed if cohort is not None}
    values = {"status": Status.WITHDRAWN.value, "withdrawn_at": merge.now}
    personal.write(session, update(Enrolment).where(*open_).values(**values))
    for cohort in sorted(cohorts):
        outbox.put(session, SeatFreed(cohort, merge.now))


def _withdraw_wishes(session: Session, merge: Merge) -> None:
    """Let nobody wait under a closed account."""
    waiting = Application.state.in_(("asked", "waiting"))
    left = update(Application).where(Application.learner_id == merge.gone, waiting)
    personal.write(session, left.values(state="withdrawn", decided_at=merge.now))


def _with_organisations(session: Session, seats: list[Row]) -> list[Row]:
    names = {str(key): name for key, name in people.names_of_organisations(session).items()}
    return [{**seat, "organisation": names.get(seat["organisation"])} for seat in seats]


_SEATS = select(
    Enrolment.id,
    Enrolment.course_id,
    Enrolment.status,
    Enrolment.language,
    Enrolment.organisation_id.label("organisation"),
    Cohort.name.label("cohort"),
    Enrolment.country,
    Enrolment.enrolled_at,
    Enrolment.started_at,
    Enrolment.last_activity_at,
    Enrolment.completed_at,
    Enrolment.withdrawn_at,
    Enrolment.score_percent,
).select_from(Enrolment)
_BEFORE = select(
    Enrolment.course_id,
    EnrolmentPast.until,
    EnrolmentPast.status,
    EnrolmentPast.language,
    EnrolmentPast.country,
    EnrolmentPast.started_at,
    EnrolmentPast.last_activity_at,
    EnrolmentPast.completed_at,
    EnrolmentPast.score_percent,
).select_from(EnrolmentPast)
_WISHES = select(
    Cohort.name.label("cohort"),
    Cohort.course_id,
    Application.state,
    Application.language,
    Application.asked_at,
    Application.queued_at,
    Application.decided_at,
).select_from(Application)
