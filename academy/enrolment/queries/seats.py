"""Reads about seats."""

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, Uuid, bindparam, func, select
from sqlalchemy.orm import Session

from academy.db.prepared import PreparedRead
from academy.enrolment import rules
from academy.enrolment.models import Cohort, Enrolment, Extension
from academy.enrolment.rules import Status

K = TypeVar("K", bound=Hashable)
_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Seat:
    """One learner's place in one edition of a course, as it stood when it was read.

    `language` is the language the seat was taken in. `started_at` is when the first unit was
    done; moments that have not come are `None`. In a cohort, `begins_at` is when its learners may
    begin, and `deadline` until when this one has time; what is not set is no limit.
    """

    id: UUID
    learner_id: UUID
    course_id: str
    edition_id: UUID
    status: Status
    language: str
    enrolled_at: datetime
    started_at: datetime | None
    completed_at: datetime | None
    withdrawn_at: datetime | None
    cohort_id: UUID | None = None
    begins_at: datetime | None = None
    deadline: datetime | None = None

    @property
    def is_active(self) -> bool:
        """Whether the learner is on the way: neither at the end nor gone."""
        return self.status in {Status.ENROLLED, Status.IN_PROGRESS}

    @property
    def is_withdrawn(self) -> bool:
        """Whether the learner left, and may come back."""
        return self.status is Status.WITHDRAWN

    @property
    def is_completed(self) -> bool:
        """Whether the course was completed, for good."""
        return self.status is Status.COMPLETED


@dataclass(frozen=True, slots=True)
class Learners:
    """How many people are on their way through a course, and how many have completed it."""

    under_way: int
    completed: int


def learners_by_course(session: Session, courses: Collection[str]) -> dict[str, Learners]:
    """Return how many learn in each of these courses, in one read; courses without any are out."""
    statement = (
        select(Enrolment.course_id, Enrolment.status, func.count())
        .where(Enrolment.course_id.in_(courses))
        .group_by(Enrolment.course_id, Enrolment.status)
    )
    return _learners((row[0], row[1], row[2]) for row in session.execute(statement))


def seats_under_way(course_id: str) -> Select[UUID]:
    """Return the statement that finds the seats of a course whose learners are on their way.

    It is for the statements of floors above, which count what was done in those seats.
    """
    return select(Enrolment.id).where(
        Enrolment.course_id == course_id,
        Enrolment.status.in_([Status.ENROLLED.value, Status.IN_PROGRESS.value]),
    )


def learners_in(course_id: str) -> Select[UUID]:
    """Return the statement that finds who ever took a seat in a course, in any of its editions."""
    return select(Enrolment.learner_id).where(Enrolment.course_id == course_id)


def roster(course_id: str) -> Select[*tuple[Any, ...]]:
    """Return the statement that finds every seat of a course, of all its editions.

    It is for the statements of floors above, which say whose seats they are and what came of them.
    """
    return select(
        Enrolment.id,
        Enrolment.learner_id,
        Enrolment.edition_id,
        Enrolment.cohort_id,
        Enrolment.status,
        Enrolment.enrolled_at,
    ).where(Enrolment.course_id == course_id)


def cohorts_of(session: Session, course_id: str) -> dict[UUID, str]:
    """Return the cohorts of a course with their names, by name."""
    statement = (
        select(Cohort.id, Cohort.name)
        .where(Cohort.course_id == course_id)
        .order_by(Cohort.name, Cohort.id)
    )
    return {row[0]: row[1] for row in session.execute(statement)}


def count_completed(session: Session, seats: Collection[UUID]) -> int:
    """Return how many of these seats are completed."""
    listed = list(seats)
    found = 0
    for first in range(0, len(listed), _AT_ONCE):
        statement = select(func.count()).where(
            Enrolment.id.in_(listed[first : first + _AT_ONCE]),
            Enrolment.status == Status.COMPLETED.value,
        )
        found += session.scalar(statement) or 0
    return found


def learners_by_edition(session: Session, course_id: str) -> dict[UUID, Learners]:
    """Return how many learn on each edition of a course; editions without any are left out."""
    statement = (
        select(Enrolment.edition_id, Enrolment.status, func.count())
        .where(Enrolment.course_id == course_id)
        .group_by(Enrolment.edition_id, Enrolment.status)
    )
    return _learners((row[0], row[1], row[2]) for row in session.execute(statement))


def _learners(rows: Iterable[tuple[K, str, int]]) -> dict[K, Learners]:
    counts: dict[K, dict[str, int]] = {}
    for key, status, count in rows:
        counts.setdefault(key, {})[status] = count
    return {
        key: Learners(
            under_way=told.get(Status.ENROLLED.value, 0) + told.get(Status.IN_PROGRESS.value, 0),
            completed=told.get(Status.COMPLETED.value, 0),
        )
        for key, told in counts.items()
    }


def find_seat(session: Session, learner_id: UUID, course_id: str) -> Seat | None:
    """Return the learner's seat in a course, a withdrawn one too, or `None`."""
    row = _OF_LEARNER_IN_COURSE.first(session, learner=learner_id, course=course_id)
    return None if row is None else _seat(row)


def seat_by_id(session: Session, enrolment_id: UUID) -> Seat:
    """Return a seat that is known to be there; raise `NoResultFound` if it is not."""
    return _seat(session.execute(_SEATS.where(Enrolment.id == enrolment_id)).one())


def find_seat_by_id(session: Session, enrolment_id: UUID) -> Seat | None:
    """Return a seat by its key, or `None`."""
    row = session.execute(_SEATS.where(Enrolment.id == enrolment_id)).one_or_none()
    return None if row is None else _seat(row)


def lock_seat(session: Session, enrolment_id: UUID) -> Seat:
    """Return a seat that no other transaction can change before this one ends."""
    statement = _SEATS.where(Enrolment.id == enrolment_id).with_for_update(of=Enrolment)
    return _seat(session.execute(statement).one())


def lock_seats(session: Session, enrolment_ids: Collection[UUID]) -> list[Seat]:
    """Return seats that no other transaction can change before this one ends."""
    statement = _SEATS.where(_TABLE.id.in_(list(enrolment_ids))).order_by(_TABLE.id)
    return [_seat(row) for row in session.execute(statement.with_for_update(of=Enrolment))]


def seats_of(session: Session, learner_id: UUID) -> list[Seat]:
    """Return all seats of a learner, the one they were last busy with first."""
    latest = func.coalesce(Enrolment.last_activity_at, Enrolment.enrolled_at)
    statement = _SEATS.where(Enrolment.learner_id == learner_id).order_by(
        latest.desc(), Enrolment.id.desc()
    )
    return [_seat(row) for row in session.execute(statement)]


def _seat(row: Sequence[Any]) -> Seat:
    key, learner_id, course_id, edition_id, status, *rest, ends_at, extended_until = row
    until = rules.deadline(ends_at, extended_until)
    return Seat(key, learner_id, course_id, edition_id, Status(status), *rest, deadline=until)


# Built once, and of the table itself: building a statement and mapping its answer to objects take
# longer than SQLite takes to find a row by its key.
_TABLE = Enrolment.__table__.c
_COLUMNS: list[Any] = [
    _TABLE[name]
    for name in (
        "id",
        "learner_id",
        "course_id",
        "edition_id",
        "status",
        "language",
        "enrolled_at",
        "started_at",
        "completed_at",
        "withdrawn_at",
        "cohort_id",
    )
]
_COHORT, _MORE = Cohort.__table__.c, Extension.__table__.c
_SEATS: Select[*tuple[Any, ...]] = (
    select(*_COLUMNS, _COHORT.starts_at, _COHORT.ends_at, _MORE.until)
    .select_from(Enrolment.__table__)
    .outerjoin(Cohort.__table__, _COHORT.id == _TABLE.cohort_id)
    .outerjoin(Extension.__table__, _MORE.enrolment_id == _TABLE.id)
)
_OF_LEARNER_IN_COURSE = PreparedRead(
    _SEATS.where(
        # The table of learners may not be known yet, so that the column has no type.
        _TABLE.learner_id == bindparam("learner", type_=Uuid()),
        _TABLE.course_id == bindparam("course"),
    )
)
