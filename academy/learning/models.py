"""Tables of progress."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from academy.db.base import Base, Slug


class UnitCompletion(Base):
    """That a learner has done a unit: read a lesson and said so, or passed a quiz."""

    __tablename__ = "unit_completion"

    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
    unit_id: Mapped[Slug] = mapped_column(primary_key=True)
    done_at: Mapped[datetime]


class Progress(Base):
    """Counters for the desk and for reports, kept in step with what they count.

    They count required units of the enrolment's edition only. `score_percent` is the mean of the
    best scores of the required quizzes that were tried.
    """

    __tablename__ = "progress"

    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
    units_done: Mapped[int]
    units_total: Mapped[int]
    score_percent: Mapped[int | None]
    last_unit_id: Mapped[Slug | None]
    updated_at: Mapped[datetime]


class ProgressPast(Base):
    """What a seat's counters were until the end of the day before `until` (`db.past`)."""

    __tablename__ = "progress_past"

    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
    until: Mapped[date] = mapped_column(Date, primary_key=True)
    units_done: Mapped[int]
    units_total: Mapped[int]
    updated_at: Mapped[datetime]


class QuizBest(Base):
    """A learner's best score in a quiz, in whole percent."""

    __tablename__ = "quiz_best"

    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"), primary_key=True)
    unit_id: Mapped[Slug] = mapped_column(primary_key=True)
    percent: Mapped[int]
    passed: Mapped[bool]
    attempts: Mapped[int]
