"""Tables of seats."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from academy.db.base import Base, Key, Slug

_FILTERED = (
    "course_id",
    "status",
    "country",
    "language",
    "organisation_id",
    "cohort_id",
    "score_percent",
    "completed_at",
)
"""What reports filter by; counted by the first three, in this order, without sorting."""


class Cohort(Base):
    """A group that takes a course together, in an organisation.

    `starts_at` is when its learners may begin, `ends_at` its deadline; `capacity` is how many seats
    it has. What is not set is no limit. `entry` says how somebody gets in who was not put there:
    `closed` not at all, `invitation` with a code, `approval` by asking, `open` by themselves.
    """

    __tablename__ = "cohort"
    __table_args__ = (
        UniqueConstraint("organisation_id", "course_id", "name"),
        CheckConstraint(
            "entry IN ('closed', 'invitation', 'approval', 'open')", name="known_entry"
        ),
        Index("ix_cohort_course_id", "course_id"),
    )

    id: Mapped[Key]
    course_id: Mapped[Slug] = mapped_column(ForeignKey("course.id"))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    entry: Mapped[str] = mapped_column(String(16), default="closed")
    capacity: Mapped[int | None]
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    archived_at: Mapped[datetime | None]


class CohortPast(Base):
    """What a cohort was called and its deadline, until the day before `until` (`db.past`)."""

    __tablename__ = "cohort_past"

    id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id"), primary_key=True)
    until: Mapped[date] = mapped_column(Date, primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    ends_at: Mapped[datetime | None]


class CohortInstructor(Base):
    """That somebody looks after a cohort: they see its learners and decide who may join."""

    __tablename__ = "cohort_instructor"

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True, index=True)


class Invitation(Base):
    """A code that lets people into a cohort: so many, until a moment, unless it is revoked."""

    __tablename__ = "invitation"

    id: Mapped[Key]
    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id"), index=True)
    code: Mapped[str] = mapped_column(String(32), unique=True)
    uses: Mapped[int | None]
    used: Mapped[int] = mapped_column(default=0)
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    made_by: Mapped[UUID | None]
    made_at: Mapped[datetime]


class Application(Base):
    """That somebody wants a seat in a cohort, and what came of it.

    `state`: `asked` waits for a person's decision, `waiting` for room; `seated`, `declined` and
    `withdrawn` are over. Who waits longest (`queued_at`) moves up first.
    """

    __tablename__ = "application"
    __table_args__ = (
        CheckConstraint(
            "state IN ('asked', 'waiting', 'seated', 'declined', 'withdrawn')", name="known_state"
        ),
        Index("ix_application_cohort_id_state_queued_at", "cohort_id", "state", "queued_at"),
    )

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id"), primary_key=True)
    learner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True, index=True)
    state: Mapped[str] = mapped_column(String(16))
    language: Mapped[str] = mapped_column(String(16))
    asked_at: Mapped[datetime]
    queued_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None]


class Extension(Base):
    """A later deadline for one seat, and why."""

    __tablename__ = "extension"

    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
    until: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(500))
    granted_by: Mapped[UUID | None]
    granted_at: Mapped[datetime]


class Enrolment(Base):
    """One learner's seat in one course, on one edition of it.

    `status` is `enrolled`, `in_progress`, `completed` or `withdrawn`. A completed seat stays
    completed, whatever happens to the course. `organisation_id` is where the learner belonged
    when the seat was taken: reports count by it. `country` is the learner's and `score_percent` the
    seat's (`learning.Progress`), kept in step with them: whatever reports filter by stands in one
    index, so that they count a million seats without reading one.
    """

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("learner_id", "course_id"),
        CheckConstraint(
            "status IN ('enrolled', 'in_progress', 'completed', 'withdrawn')", name="known_status"
        ),
        CheckConstraint(
            "(status <> 'completed') OR completed_at IS NOT NULL", name="completed_when"
        ),
        Index("ix_enrolment_course_id_enrolled_at", "course_id", "enrolled_at"),
        Index("ix_enrolment_organisation_id_enrolled_at", "organisation_id", "enrolled_at"),
        Index("ix_enrolment_listed", "enrolled_at", "id", *_FILTERED),
        Index("ix_enrolment_counted", *_FILTERED, "enrolled_at"),
        Index("ix_enrolment_completed", "completed_at", *_FILTERED[:-1], "enrolled_at"),
    )

    id: Mapped[Key]
    learner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    course_id: Mapped[Slug] = mapped_column(ForeignKey("course.id"))
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id"), index=True)
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    cohort_id: Mapped[UUID | None] = mapped_column(ForeignKey("cohort.id"), index=True)
    status: Mapped[str] = mapped_column(String(16))
    language: Mapped[str] = mapped_column(String(16))
    enrolled_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    last_activity_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    country: Mapped[str | None] = mapped_column(String(2))
    score_percent: Mapped[int | None]


class EnrolmentPast(Base):
    """What a seat's reports said until the end of the day before `until` (`db.past`)."""

    __tablename__ = "enrolment_past"

    id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
    until: Mapped[date] = mapped_column(Date, primary_key=True)
    learner_id: Mapped[UUID]
    edition_id: Mapped[UUID]
    organisation_id: Mapped[UUID | None]
    cohort_id: Mapped[UUID | None]
    status: Mapped[str] = mapped_column(String(16))
    language: Mapped[str] = mapped_column(String(16))
    started_at: Mapped[datetime | None]
    last_activity_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    country: Mapped[str | None] = mapped_column(String(2))
    score_percent: Mapped[int | None]
