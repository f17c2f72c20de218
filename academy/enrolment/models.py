"""Tables of seats."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from academy.db.base import Base, Key, Slug


class Cohort(Base):
    """A group that takes a course together."""

    __tablename__ = "cohort"
    __table_args__ = (UniqueConstraint("course_id", "name"),)

    id: Mapped[Key]
    course_id: Mapped[Slug] = mapped_column(ForeignKey("course.id"))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))


class Enrolment(Base):
    """One learner's seat in one course, on one edition of it.

    `status` is `enrolled`, `in_progress`, `completed` or `withdrawn`. A completed seat stays
    completed, whatever happens to the course. `organisation_id` is where the learner belonged
    when the seat was taken: reports count by it.
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
        Index("ix_enrolment_course_id_status", "course_id", "status"),
        Index("ix_enrolment_enrolled_at", "enrolled_at"),
        Index("ix_enrolment_completed_at", "completed_at"),
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
